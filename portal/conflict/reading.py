"""The values of a form as plain ones: as the record is stored, and as somebody typed them.

Plain: text, truth or a list of texts, the same for a stored value and for the one typed that would
be stored as it, so that both can be compared, kept in a page and sent again.
"""

from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils import timezone

from .comparing import NEW, Sheet, Values

#: Rows looked at in a form that was sent; more is no form of ours.
_MOST_ROWS = 1000


def stored(form: Any) -> Sheet:
    """The record of the form as it stands in the database; `form.instance` was just read."""
    values = {
        name: plain(field, form.get_initial_for_field(field, name))
        for name, field in compared(form.fields)
    }
    return Sheet(values, {r: _stored_rows(formset) for r, formset in formsets_of(form).items()})


def typed(form: Any) -> Sheet:
    """What was sent with the form."""
    values = _typed_values(form.fields, form.data, form.files, form.prefix)
    return Sheet(values, {r: _typed_rows(formset) for r, formset in formsets_of(form).items()})


def formsets_of(form: Any) -> dict[str, Any]:
    """Child rows edited with the form, by relation."""
    return getattr(form, "formsets", {})


def compared(fields: dict[str, forms.Field]) -> Iterator[tuple[str, forms.Field]]:
    """The fields that hold values of the record: no files, nothing that cannot be changed."""
    for name, field in fields.items():
        if not (field.disabled or isinstance(field, forms.FileField) or _is_of_the_form(field)):
            yield name, field


def _is_of_the_form(field: forms.Field) -> bool:
    return getattr(field, "says_nothing", False)


def child_fields(formset: Any) -> dict[str, forms.Field]:
    """The fields of one child row, without its key and its deletion."""
    aside = {formset.fk.name, formset.model._meta.pk.name, "DELETE", "ORDER"}
    return {name: field for name, field in formset.empty_form.fields.items() if name not in aside}


def _stored_rows(formset: Any) -> dict[str, Values]:
    fields = child_fields(formset)
    return {
        str(row.pk): {name: plain(fields[name], value) for name, value in found.items()}
        for row in formset.get_queryset()
        for found in [model_to_dict(row, fields=list(fields))]
    }


def _typed_rows(formset: Any) -> dict[str, Values]:
    fields, data, rows = child_fields(formset), formset.data, {}
    for n in range(_total(formset)):
        prefix = formset.add_prefix(n)
        if data.get(f"{prefix}-DELETE") in ("on", "true", "True", "1"):
            continue
        key = str(data.get(f"{prefix}-{formset.model._meta.pk.name}") or "")
        values = _typed_values(fields, data, formset.files, prefix)
        if key or any(values.values()):  # a blank row that was offered and left blank is none
            rows[key or f"{NEW}{n}"] = values
    return rows


def _total(formset: Any) -> int:
    total = str(formset.data.get(f"{formset.prefix}-TOTAL_FORMS", ""))
    return (
        min(int(total), _MOST_ROWS) if total.isascii() and total.isdigit() and len(total) < 9 else 0
    )


def _typed_values(
    fields: dict[str, forms.Field], data: Any, files: Any, prefix: str | None
) -> Values:
    def named(name: str) -> str:
        return f"{prefix}-{name}" if prefix else name

    return {
        name: _plain_typed(field, field.widget.value_from_datadict(data, files, named(name)))
        for name, field in compared(fields)
    }


def _plain_typed(field: forms.Field, value: Any) -> Any:
    """What cannot be read stays as it was typed: its own form will say so."""
    if isinstance(field, forms.ModelChoiceField):
        return plain(field, value)
    try:
        return plain(field, field.to_python(value))
    except ValidationError:
        return _text(value)


def plain(field: forms.Field, value: Any) -> Any:
    """A value of the field as text, truth or a list of texts."""
    value = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        return bool(value)
    if isinstance(value, list | tuple | set) or hasattr(value, "values_list"):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).replace("\r\n", "\n").strip()
