"""The guard of a form: what was shown goes out with it and is looked at when it comes back."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from . import reading, shown
from .comparing import MINE, THEIRS, Sheet, Spot, compare, merge
from .merging import filled
from .page import Conflict

#: The hidden field, the buttons of the page of choices, and what its choices are called.
SHOWN, SAVE, FILL, CHOICE = "shown", "save_as_chosen", "fill_as_chosen", "choice-"
UNDECIDED = "还有内容没有选择用哪一份，请选择后再保存。"
FILLED = "已按您的选择填好，尚未保存。请核对后保存。"
CHANGED = "您打开本页之后，这条记录有改动，您的内容尚未保存。"


class ShownField(forms.CharField):
    """Carries what was shown. It holds nothing of the record and never counts as changed."""

    says_nothing = True
    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class GuardedFormMixin:
    """Mixed into a ModelForm, before it. After a save in between `conflict` is set and the form is
    not valid. Read the record for update before making the form, so that none slips through.
    """

    instance: Any
    fields: Any
    data: Any
    initial: Any
    is_bound: bool
    add_prefix: Any
    conflict: Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_only_filled = False
        if self.instance.pk is not None:
            self.fields[SHOWN] = ShownField(required=False)
            self.initial[SHOWN] = lambda: shown.Shown.of(self.instance, reading.stored(self)).pack()

    def changes_since(self, moment: datetime | None) -> list[str]:
        """Who did what to the record since, in words; for the head of the page of choices."""
        return []

    def full_clean(self) -> None:
        """First of all look whether the record is as shown; check what is not to be decided about.

        Not when the form is made: until then it may still lock fields.
        """
        if self.is_bound and SHOWN in self.fields and not hasattr(self, "stored"):
            self.stored = reading.stored(self)
            self._settle()
        if not (self.conflict or self.is_only_filled):
            super().full_clean()  # type: ignore[misc]
            return
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        self.add_error(None, FILLED if self.is_only_filled else CHANGED)  # type: ignore[attr-defined]

    def _settle(self) -> None:
        seen = shown.unpack(self.data.get(self.add_prefix(SHOWN), ""), self.instance)
        mine = reading.typed(self)
        if SAVE in self.data or FILL in self.data:
            mine = self._as_chosen(seen, mine)
        if self.conflict is None:
            self._look_for_conflict(seen, mine)

    def _as_chosen(self, seen: shown.Shown | None, mine: Sheet) -> Sheet:
        """What comes of the choices on the page; a conflict again where one is missing."""
        theirs = seen.now if seen and seen.now else self.stored
        spots = compare(seen.was if seen else None, theirs, mine)
        choices = {spot.key: self._choice(spot) for spot in spots}
        if SAVE in self.data and not all(choices.values()):
            was = seen.was if seen else None
            self._stop(compare(was, self.stored, mine), seen, was, choices)
            return mine
        chosen = merge(theirs, mine, spots, choices)
        self._fill_in(chosen)
        self.is_only_filled = FILL in self.data
        return chosen

    def _choice(self, spot: Spot) -> str:
        given = self.data.get(f"{CHOICE}{spot.key}", spot.default)
        return given if given in (MINE, THEIRS) else ""

    def _look_for_conflict(self, seen: shown.Shown | None, mine: Sheet) -> None:
        if seen is None or not seen.still_stands(self.instance, self.stored):
            was = seen.now if seen else None
            spots = compare(was, self.stored, mine)
            if spots:
                self.is_only_filled = False
                self._stop(spots, seen, was, {})
                return
        self._say_shown(shown.Shown.of(self.instance, self.stored))

    def _stop(
        self, spots: list[Spot], seen: shown.Shown | None, was: Sheet | None, choices: dict
    ) -> None:
        opened = seen.at if seen else None
        moment = datetime.fromtimestamp(opened, UTC) if opened else None
        self._say_shown(shown.Shown.of(self.instance, self.stored, was, opened))
        self.conflict = Conflict(self, spots, choices, self.changes_since(moment))

    def _say_shown(self, what: shown.Shown) -> None:
        data = self.data.copy()
        data[self.add_prefix(SHOWN)] = what.pack()
        self.data = data

    def _fill_in(self, chosen: Sheet) -> None:
        self.data = filled(self, chosen)
        for formset in reading.formsets_of(self).values():
            formset.data = self.data
            formset.__dict__.pop("forms", None)
            formset.__dict__.pop("management_form", None)
