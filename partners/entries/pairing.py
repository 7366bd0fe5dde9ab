"""Pairing two organisations 「登记结对」, once more, and changing what is not signed yet."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from partners.enums import RUNNING_PAIRINGS, PairingStatus
from partners.matching.levels import level_words, levels_of, usual_level
from partners.matching.parents import parent_for
from partners.models import Division, Organisation, Pairing, PairingLevel
from partners.moves.pairing import may_be_followed, renew
from partners.scope import Scope
from partners.workspace.writing.forms import Begun, EntryForm, Writer
from partners.workspace.writing.organisations import OrganisationField, existing
from partners.workspace.year_copying import sets_up_years

ELSEWHERE = "这个组织不在您负责的地区内，或不是可以结对的街道（镇）、社区（村）。"
NOT_A_UNIT = "这一层级的单位一方不能填写这个组织。"
NOT_PROPOSED = "结对签约后不在这里修改；需要调整的，请终止后重新结对。"
NO_PARENT = "没有找到双方上级之间的结对。确无上级结对的，请填写理由；也可以先登记上级结对。"
OUTSIDE_YEAR = "期限不在所选行动年度之内，请核对。"


class LevelField(forms.ModelChoiceField):
    """A level with its year."""

    def label_from_instance(self, obj: Any) -> str:
        return level_words(obj)


class PairingEntryForm(EntryForm):
    """Who pairs with whom, at which level and for how long; what stands above is found."""

    label = "登记结对"
    button = "登记为拟结对"
    lead = "登记后为“拟结对”，双方签约后再办理“签约”，届时对外公开。"
    template_name_of_page = "workspace/entries/pairing.html"
    completed = ("programme_year", "parent", "predecessor")

    level = LevelField(
        PairingLevel.objects.none(),
        label="年度和层级",
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择年度和层级。"),
    )
    community_side = OrganisationField(
        label="社区（街镇）一方", error_messages={"required": "请填写社区（街镇）一方。"}
    )
    unit_side = OrganisationField(label="单位一方", error_messages={"required": "请填写单位一方。"})

    class Meta(EntryForm.Meta):
        model = Pairing
        fields = [
            "level",
            "community_side",
            "unit_side",
            "no_parent_reason",
            "start_on",
            "end_on",
            "summary",
        ]
        help_texts = {"summary": "双方结对做什么，一两句话；签约后对外公开，可以以后再写。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level"].queryset = levels_of(self.writer.scope)
        self.predecessor = self.instance.predecessor or self.initial.get("predecessor")
        self._offer()
        self.asks_for_reason = bool(self.instance.no_parent_reason)

    def _offer(self) -> None:
        fields: Any = self.fields
        levels = list(fields["level"].queryset)
        kinds = {kind for level in levels for kind in level.community_kinds}
        own = Organisation.objects.all().in_places(self.writer.scope.steered)
        fields["community_side"].offered = existing().filter(own, kind__in=kinds)
        fields["community_side"].not_here = ELSEWHERE
        kinds = {kind for level in levels for kind in level.unit_kinds}
        fields["unit_side"].offered = existing().filter(kind__in=kinds)
        fields["unit_side"].not_here = NOT_A_UNIT

    @classmethod
    def is_for(cls, scope: Scope) -> bool:
        return bool(scope.steered)

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 1

    @classmethod
    def rank_at(cls, record: models.Model, writer: Writer) -> int:
        """Last while the pairing runs: what is done in it comes first."""
        runs = isinstance(record, Pairing) and record.status in RUNNING_PAIRINGS
        return 99 if runs else cls.rank(writer)

    @classmethod
    def why_not(cls, record: Pairing) -> str:
        return "" if record.status == PairingStatus.PROPOSED else NOT_PROPOSED

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Iterator[Begun]:
        """Once more after a pairing of the own places."""
        if not (isinstance(record, Pairing) and writer.scope.steers(record.division.path)):
            return
        if may_be_followed(record):
            yield "重新结对", {"renew": record.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The level in use, for its whole year; with `renew` the same sides once more."""
        levels = levels_of(writer.scope)
        if old := _to_renew(writer, given.get("renew", "")):
            follows = old.end_on + timedelta(days=1)
            if old.status == PairingStatus.TERMINATED:
                follows = timezone.localdate()
            level = _following(levels, old, follows)
            begins = max(level.programme_year.starts_on, follows)
            fits = begins <= level.programme_year.ends_on
            return _of_year(level) | {
                "predecessor": old,
                "start_on": begins if fits else None,
                "community_side": old.community_side,
                "unit_side": old.unit_side,
                "summary": old.summary,
            }
        wanted = given.get("level", "")
        asked = levels.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None
        usual = asked or usual_level(levels, timezone.localdate())
        sides = {
            side: Organisation.objects.filter(number=given[name]).first()
            for name, side in (("community", "community_side"), ("unit", "unit_side"))
            if given.get(name)
        }
        return _of_year(usual) | sides if usual else sides

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        level, start, end = (cleaned.get(name) for name in ("level", "start_on", "end_on"))
        if level and start and end:
            year = level.programme_year
            if end < year.starts_on or start > year.ends_on:
                self.add_error("end_on", OUTSIDE_YEAR)
        return cleaned

    def complete(self, record: Pairing, cleaned: dict[str, Any]) -> None:
        level = cleaned["level"]
        record.programme_year, record.predecessor = level.programme_year, self.predecessor
        record.parent = parent_for(level, cleaned["unit_side"], cleaned["community_side"])
        self.asks_for_reason = level.parent_required and record.parent is None
        if not self.asks_for_reason:
            record.no_parent_reason = ""
        elif not record.no_parent_reason.strip():
            self.add_error("no_parent_reason", NO_PARENT)

    def _update_errors(self, errors: ValidationError) -> None:
        """The missing parent was answered at the reason already."""
        if hasattr(errors, "error_dict") and "no_parent_reason" in self.errors:
            errors.error_dict.pop("parent", None)
        super()._update_errors(errors)

    def place_of(self, record: Pairing) -> Division | None:
        return record.community_side.division

    def _complete(self) -> None:
        super()._complete()
        if self.instance.community_side_id:  # the place follows when the side is changed
            self.instance.division = self.instance.community_side.division

    def store(self) -> Any:
        """After a pairing that ended, as its successor."""
        if self.predecessor is None:
            return super().store()
        made = self.instance
        return renew(
            self.predecessor,
            by=self.writer.person,
            **{
                name: getattr(made, name)
                for name in (
                    "programme_year", "level", "unit_side", "community_side", "parent",
                    "no_parent_reason", "start_on", "end_on", "summary",
                )
            },
        )  # fmt: skip

    @property
    def sets_up_years(self) -> bool:
        """Whether who writes sets up the year that is missing."""
        return sets_up_years(self.writer.scope)

    def done_words(self, record: Any) -> str:
        above = f"，上级结对为“{record.parent}”" if record.parent else ""
        return f"“{record}”已登记为拟结对{above}。"


def _to_renew(writer: Writer, number: str) -> Pairing | None:
    """The pairing named, of the own places."""
    rows = Pairing.objects.for_listing().exclude(status=PairingStatus.PROPOSED)
    return rows.filter(rows.in_places(writer.scope.steered), number=number).first()


def _following(levels: Any, old: Pairing, day: date) -> PairingLevel:
    """The level of the same rank in the programme's next year that goes on after `day`, else the
    old one's own.
    """
    year = old.programme_year
    later = levels.filter(
        programme_year__programme=year.programme_id,
        programme_year__year__gt=year.year,
        programme_year__ends_on__gte=day,
        rank=old.level.rank,
    )
    return later.order_by("programme_year__year").first() or old.level


def _of_year(level: PairingLevel) -> dict[str, Any]:
    year = level.programme_year
    return {"level": level, "start_on": year.starts_on, "end_on": year.ends_on}
