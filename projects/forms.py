"""Filters of the public lists of projects, activities and money; see partners.forms."""

import re
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model, QuerySet

from partners.forms import LONGEST_SEARCH, ListFilterForm, RecordField, choice
from partners.models import Agreement, Alliance, Organisation, Pairing
from partners.models.number import NUMBER_PATTERN
from portal.publicity import PUBLIC
from projects.enums import PUBLIC_STAGES, STAGE_LINE, FundKind, OriginKind, ProjectStage
from projects.models import Project, ProjectField

#: The stages a public project can stand at, in the order of the road.
_STAGES = [s for s in (*STAGE_LINE, ProjectStage.SUSPENDED) if s in PUBLIC_STAGES]


class NumberField(forms.Field):
    """A public record by its number, as other pages link to a list: not asked for by hand."""

    widget = forms.HiddenInput

    def __init__(self, label: str, rows: Callable[[], QuerySet]) -> None:
        super().__init__(label=label, required=False)
        self.rows = rows

    def clean(self, value: Any) -> Model | None:
        """Return the record; one that is not public is as unknown as one that is not there."""
        if not value:
            return None
        record = None
        if re.fullmatch(NUMBER_PATTERN, value):
            record = self.rows().filter(number=value).first()
        if record is None:
            message = f"没有找到这一{self.label}，请检查编号。"
            raise forms.ValidationError(message, code="unknown_number")
        return record


class ParticipantField(forms.Field):
    """An organisation by its number, or part of a name; cleans to the record or to the text."""

    default_validators = [ProhibitNullCharactersValidator()]

    def __init__(self) -> None:
        super().__init__(label="参与单位", required=False)

    def to_python(self, value: Any) -> str:
        return str(value or "").strip()

    def clean(self, value: Any) -> Organisation | str:
        """Raises ValidationError for a number nobody has, or a name too long to be one."""
        text = super().clean(value)
        if len(text) > LONGEST_SEARCH:
            message = f"参与单位请不要超过 {LONGEST_SEARCH} 个字。"
            raise forms.ValidationError(message, code="max_length")
        if not re.fullmatch(NUMBER_PATTERN, text):
            return text
        found = _organisations().filter(number=text).first()
        if found is None:
            raise forms.ValidationError("没有找到这一单位，请检查编号。", code="unknown_number")
        return found


class WorkFieldField(RecordField):
    """A field of work by its name in addresses."""

    key = "slug"
    empty = "全部领域"


def _organisations() -> QuerySet:
    return Organisation.objects.visible_to(PUBLIC).select_related("division")


def _pairings() -> QuerySet:
    rows = Pairing.objects.visible_to(PUBLIC)
    return rows.select_related("unit_side", "community_side")


class RecordFilterForm(ListFilterForm):
    """A filter that other pages open with the numbers of records.

    `given` are those records; what is wrong with a number is said above the filter, since its
    field is not seen.
    """

    @property
    def given(self) -> list[tuple[str, Model]]:
        """Label and record of every number that was given and found."""
        understood = self.cleaned_data if self.is_valid() else {}
        by_number = (NumberField, ParticipantField)
        fields = ((n, f) for n, f in self.fields.items() if isinstance(f, by_number))
        asked = ((str(field.label), understood.get(name)) for name, field in fields)
        return [(label, record) for label, record in asked if isinstance(record, Model)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for bound in self.hidden_fields():
            for message in self.errors.get(bound.name, ()):
                self.add_error(None, message)
        return self.cleaned_data


class OwnerFilterForm(RecordFilterForm):
    """By the pairing, alliance or agreement something belongs to or grew out of."""

    pairing = NumberField("结对", _pairings)
    alliance = NumberField("联盟（共同体）", lambda: Alliance.objects.visible_to(PUBLIC))
    agreement = NumberField("协议", lambda: Agreement.objects.visible_to(PUBLIC))


class ProjectFilterForm(OwnerFilterForm):
    """Projects."""

    field = WorkFieldField(label="领域")
    stage = choice("阶段", "全部阶段", [(s.value, s.label) for s in _STAGES])
    origin = choice("来源", "全部来源", OriginKind.choices)
    participant = ParticipantField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(WorkFieldField, self.fields["field"]).offer(ProjectField.objects.all())


class ActivityFilterForm(OwnerFilterForm):
    """Activities."""

    volunteers = choice("志愿服务", "全部活动", [("yes", "有志愿服务的活动")])
    project = NumberField("项目", lambda: Project.objects.visible_to(PUBLIC))


class FundFilterForm(RecordFilterForm):
    """Lines of the ledger. Several kinds may be asked for at once."""

    kind = forms.MultipleChoiceField(
        label="性质",
        required=False,
        choices=FundKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "没有这一性质，请重新选择。",
            "invalid_list": "没有这一性质，请重新选择。",
        },
    )
    project = NumberField("项目", lambda: Project.objects.visible_to(PUBLIC))
    provider = NumberField("提供方", _organisations)
    receiver = NumberField("接收方", _organisations)
