"""A filter form as people use it: which fields lead, and what is being filtered by right now."""

from typing import Any, NamedTuple

from django.forms import (
    BaseForm,
    BoundField,
    CharField,
    ChoiceField,
    Field,
    ModelChoiceField,
    ModelMultipleChoiceField,
)
from django.http import QueryDict

LONGEST = 24  # characters of a value shown in a chip


class Chip(NamedTuple):
    """A filter in force, and the query string that lifts it."""

    label: str
    value: str
    url: str


def is_text(field: BoundField) -> bool:
    """Whether the field is free text, which leads a filter bar."""
    return isinstance(field.field, CharField)


def split_fields(form: BaseForm) -> tuple[list[BoundField], list[BoundField]]:
    """Free text first, then everything else that is visible."""
    visible = form.visible_fields()
    return [f for f in visible if is_text(f)], [f for f in visible if not is_text(f)]


def active_filters(form: BaseForm, query: QueryDict) -> list[Chip]:
    """One chip for every value that was given and understood; lifting one goes to page one."""
    if not form.is_bound:
        return []
    understood = getattr(form, "cleaned_data", {}) if form.errors is not None else {}
    chips = []
    for bound in form.visible_fields():
        name = bound.html_name
        if bound.name not in understood:
            continue
        for value in dict.fromkeys(v for v in query.getlist(name) if v.strip()):
            shown = shown_value(bound.field, value, understood[bound.name])
            if shown:
                chips.append(Chip(str(bound.label), shown, without(query, name, value)))
    return chips


def shown_value(field: Field, value: str, cleaned: Any) -> str:
    """The words of a choice, else the value itself, shortened."""
    if isinstance(field, ModelChoiceField):
        chosen = cleaned if isinstance(field, ModelMultipleChoiceField) else [cleaned]
        words = (
            field.label_from_instance(o) for o in chosen if str(field.prepare_value(o)) == value
        )
        return str(next(words, ""))
    if isinstance(field, ChoiceField):
        return choice_words(field, value)
    text = " ".join(value.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def choice_words(field: ChoiceField, value: str) -> str:
    """The label of a chosen value; empty for a value that is no choice."""
    for key, words in list(field.choices):  # type: ignore[arg-type]  # always iterable on a field
        options = words if isinstance(words, (list, tuple)) else [(key, words)]
        for option, label in options:
            if str(option) == value:
                return str(label)
    return ""


def without(query: QueryDict, name: str, value: str) -> str:
    """The query string less one value, back on the first page."""
    rest = query.copy()
    rest.setlist(name, [v for v in rest.getlist(name) if v != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"
