"""Putting a form together as it was chosen, in the shape in which a browser would have sent it."""

from typing import Any

from django.http import QueryDict

from .comparing import Sheet
from .reading import formsets_of


def filled(form: Any, merged: Sheet) -> QueryDict:
    """The data of the form with the values and rows of `merged`."""
    data = form.data.copy()
    for name, value in merged.values.items():
        _set(data, form.add_prefix(name), value)
    for relation, formset in formsets_of(form).items():
        if relation in merged.rows:
            _set_rows(data, formset, merged.rows[relation])
    return data


def _set_rows(data: QueryDict, formset: Any, rows: dict[str, dict[str, Any]]) -> None:
    """Rows that are stored come first and say their key; those left out are marked deleted."""
    prefix, pk = formset.prefix, formset.model._meta.pk.name
    for key in [key for key in data if key.startswith(f"{prefix}-")]:
        del data[key]
    kept = [str(row.pk) for row in formset.get_queryset()]
    new = [key for key in rows if key not in kept]
    for n, key in enumerate([*kept, *new]):
        for name, value in rows.get(key, {}).items():
            _set(data, f"{prefix}-{n}-{name}", value)
        data[f"{prefix}-{n}-{pk}"] = key if key in kept else ""
        data[f"{prefix}-{n}-DELETE"] = "" if key in rows else "on"
    data[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    data[f"{prefix}-MIN_NUM_FORMS"], data[f"{prefix}-MAX_NUM_FORMS"] = "0", "1000"


def _set(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, list):
        data.setlist(name, value)
    else:
        data[name] = value
