"""The page of choices: every difference in words, what was typed in hidden fields."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.once.tokens import NOT_TYPED

from .comparing import MINE, THEIRS, Spot
from .reading import child_fields, formsets_of

NOTHING, NO_ROW = "（空）", "（没有这一行）"
#: A text longer than this gets the whole width.
_LONG = 60


@dataclass(frozen=True)
class Side:
    """One version of a spot: its words, or (of a row) label and words by line."""

    words: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """A difference as the page shows it."""

    name: str
    label: str
    was: Side | None
    theirs: Side
    mine: Side
    chosen: str
    is_missing: bool

    @property
    def is_long(self) -> bool:
        """Whether the versions stand below each other."""
        return any(len(side.words) > _LONG for side in (self.theirs, self.mine))


@dataclass(frozen=True)
class Part:
    """Differences of one kind under a heading."""

    heading: str
    hint: str
    entries: list[Entry]


class Conflict:
    """What has to be decided about a form. `changes` says who changed what since it was opened."""

    def __init__(
        self, form: Any, spots: list[Spot], choices: dict[str, str], changes: list[str]
    ) -> None:
        self.form, self.spots, self.choices, self.changes = form, spots, choices, changes

    @property
    def is_undecided(self) -> bool:
        """Whether it comes back because a choice was missing."""
        return bool(self.choices)

    @cached_property
    def parts(self) -> list[Part]:
        """The differences: first those that somebody must decide about."""
        kinds = (
            ("", "需要您决定", "双方都改了，或者无法判断是谁改的。每一项请选择用哪一份。"),
            (THEIRS, "对方改了，您没有改", "默认用对方的。"),
            (MINE, "您改了，对方没有改", "默认用您的。"),
        )
        parts = [
            Part(heading, hint, [self._entry(s) for s in self.spots if s.default == side])
            for side, heading, hint in kinds
        ]
        return [part for part in parts if part.entries]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Everything that was sent, for hidden fields."""
        aside = NOT_TYPED | {"save_as_chosen", "fill_as_chosen"}
        return [
            (name, value)
            for name, values in self.form.data.lists()
            if name not in aside and not name.startswith("choice-")
            for value in values
        ]

    @property
    def files(self) -> list[forms.BoundField]:
        """File fields: what was chosen there has to be chosen again."""
        return [self.form[name] for name in self.form.files if name in self.form.fields]

    def _entry(self, spot: Spot) -> Entry:
        fields = self._fields(spot)
        values = (spot.was, spot.theirs, spot.mine)
        if spot.is_whole_row:
            label = self._row_label(spot)
            was, theirs, mine = (_row_side(fields, value) for value in values)
        else:
            field = fields[spot.name]
            label = str(field.label or spot.name)
            if spot.relation:
                label = f"{self._row_label(spot)}：{label}"
            was, theirs, mine = map(Side, _words_of(field, values))
        chosen = self.choices.get(spot.key, "") or spot.default
        missing = self.is_undecided and not chosen
        known = None if spot.was is None else was
        return Entry(f"choice-{spot.key}", label, known, theirs, mine, chosen, missing)

    def _fields(self, spot: Spot) -> dict[str, forms.Field]:
        if not spot.relation:
            return self.form.fields
        return self._child_fields[spot.relation]

    @cached_property
    def _child_fields(self) -> dict[str, dict[str, forms.Field]]:
        return {name: child_fields(formset) for name, formset in formsets_of(self.form).items()}

    def _row_label(self, spot: Spot) -> str:
        formset = formsets_of(self.form)[spot.relation]
        kind = str(formset.model._meta.verbose_name)
        stored = {str(row.pk): str(row) for row in formset.get_queryset()}
        if spot.row in stored:
            return f"{kind}“{stored[spot.row]}”"
        return f"新增的{kind}" if spot.theirs is None and spot.was is None else f"已被删除的{kind}"


def _row_side(fields: dict[str, forms.Field], row: dict[str, Any] | None) -> Side:
    if row is None:
        return Side(NO_ROW)
    said = [
        (str(fields[n].label or n), _words_of(fields[n], [v])[0])
        for n, v in row.items()
        if n in fields
    ]
    return Side("", tuple((label, words) for label, words in said if words != NOTHING))


def _words_of(field: forms.Field, values: Any) -> list[str]:
    """Plain values of a field as people read them."""
    if isinstance(field, forms.ModelChoiceField):
        return _names(field, values)
    choices = _flat(getattr(field, "choices", ()))
    return [_plain_words(value, choices) for value in values]


def _plain_words(value: Any, choices: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(choices.get(one, one)) for one in value) or NOTHING
    return choices.get(value, value) if value else NOTHING


def _names(field: forms.ModelChoiceField, values: Any) -> list[str]:
    """The names of the records chosen, in one query for all values."""
    chosen = [value if isinstance(value, list) else [value] if value else [] for value in values]
    keys = {key for some in chosen for key in some}
    known = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    queryset: Any = field.queryset
    rows = queryset.model._base_manager.in_bulk(known)
    names = {str(pk): str(field.label_from_instance(row)) for pk, row in rows.items()}
    return ["、".join(str(names.get(key, key)) for key in some) or NOTHING for some in chosen]


def _flat(choices: Any) -> dict[str, str]:
    flat: dict[str, str] = {}
    for value, words in choices:
        if isinstance(words, list | tuple):
            flat |= _flat(words)
        elif value not in (None, ""):
            flat[str(value)] = str(words)
    return flat


class ConflictViewMixin:
    """For a view with a guarded form: shows the page of choices instead of the form."""

    request: HttpRequest
    conflict_template_name = "conflict/page.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page of choices where there is something to decide, else the form as ever."""
        if not getattr(form, "conflict", None):
            return super().form_invalid(form)  # type: ignore[misc]
        context = self.get_conflict_context(form)
        return TemplateResponse(self.request, self.conflict_template_name, context, status=409)

    def get_conflict_context(self, form: Any) -> dict[str, Any]:
        """What the template of the page needs."""
        return {
            "conflict": form.conflict,
            "record": form.instance,
            "action_url": self.request.path,
            "page_title": "两份内容需要核对",
            "header_title": "两份内容需要核对",
        }
