"""What each pairing of a level does in the year, in the places of the department."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from partners.matching.levels import levels_of, usual_level
from partners.models import ChecklistItem, Division, PairingLevel, ProgrammeYear
from partners.scope import Scope
from partners.workspace.writing.forms import Begun, EntryForm, Writer

from .pairing import LevelField

#: Places of these many are few enough to be chosen from a list.
_LEVELS = ("city", "district", "street", "town", "zone")


class ChecklistItemEntryForm(EntryForm):
    """One item, in the own place or one below."""

    label = "添加清单事项"
    button = "添加"
    lead = "事项适用于所选地区及其下属各地；上级设置的事项照样适用，由上级修改。"
    completed = ("programme_year",)

    level = LevelField(
        PairingLevel.objects.none(),
        label="年度和层级",
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择年度和层级。"),
    )

    class Meta(EntryForm.Meta):
        model = ChecklistItem
        fields = ["level", "division", "title", "fulfilled_by", "quantity", "due_on", "position"]
        widgets = {"fulfilled_by": forms.RadioSelect}
        help_texts = {
            "fulfilled_by": "结对活动：对方确认的活动达到数量即完成；"
            "共建项目：由该结对产生的项目办结即完成。",
            "position": "数字小的排在前面。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level"].queryset = levels_of(self.writer.scope)
        rows = Division.objects.filter(level__in=_LEVELS).order_by("path")
        fields["division"].queryset = rows.filter(rows.in_places(self.writer.scope.steered))
        fields["division"].empty_label = None
        fields["division"].error_messages |= {"invalid_choice": "请选择您负责的地区。"}
        fields["fulfilled_by"].choices = [c for c in fields["fulfilled_by"].choices if c[0]]
        fields["quantity"].min_value = 1

    @classmethod
    def is_for(cls, scope: Scope) -> bool:
        return bool(scope.steered)

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 90

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Iterator[Begun]:
        """From the page of a year that holds in a place of the department."""
        if isinstance(record, ProgrammeYear):
            path = record.division.path
            if any(own.startswith(path) for own in writer.scope.steered):
                yield cls.label, {"year": record.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The year on whose page it began, else the one in use; the own place; its last day."""
        levels = levels_of(writer.scope)
        of_year = levels.filter(programme_year__number=given.get("year", ""))
        level = of_year.first() or usual_level(levels, timezone.localdate())
        place = Division.objects.filter(path__in=writer.scope.steered).order_by("path").first()
        due = {"due_on": level.programme_year.ends_on} if level else {}
        return {"level": level, "division": place, "fulfilled_by": "activity", "quantity": 1} | due

    def complete(self, record: ChecklistItem, cleaned: dict[str, Any]) -> None:
        record.programme_year = cleaned["level"].programme_year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        level, due = cleaned.get("level"), cleaned.get("due_on")
        if level and due and not _in_year(level.programme_year, due):
            self.add_error("due_on", "完成期限不在这一年度之内，请核对。")
        return cleaned


def _in_year(year: ProgrammeYear, day: Any) -> bool:
    return year.starts_on <= day <= year.ends_on
