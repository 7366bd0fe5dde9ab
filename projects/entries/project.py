"""Setting up a project 「发起项目」, and keeping what it says until it is handed in.

Begun at a need somebody claimed, or at a pairing, an alliance or an agreement: from there come its
place, origin and participants. What is asked is what it will be.
"""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from partners.models import Agreement, Alliance, Division, ListItem, Organisation
from partners.workspace.writing.fields import SeveralField
from partners.workspace.writing.forms import EntryForm
from partners.workspace.writing.handed_in import HandedInForm
from projects import setting_up
from projects.enums import ParticipantRole
from projects.models import Project

from .grounds import BegunSomewhere
from .origin_field import OriginField
from .steps import StepForm, Steps

_BEGIN_SOMEWHERE = "请先选择从哪一项需求、结对、联盟或协议发起。"
_NO_RECEIVER = "请选择受益的街道（镇）或社区（村），项目完成后由其验收。"
_NO_YEAR = "本地区还没有设置行动年度，请联系组织部门。"


class ProjectEntryForm(HandedInForm, BegunSomewhere):
    """A plan of the work; a department of the place approves it and then establishes it."""

    template_name_of_page = "workspace/entries/project.html"
    completed = ("programme_year",)
    child_forms = {"milestones": StepForm}
    child_formsets = {"milestones": Steps}

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="代哪个组织发起",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="该组织之后可以核对代办内容。",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择代哪个组织发起。"),
    )
    origin = OriginField()
    partners = SeveralField(
        Organisation.objects.none(),
        label="一起参与的组织",
        gone="请从列表中选择参与的组织。",
        help_text="街道（镇）、社区（村）为受益方，其他组织为配合方。",
        error_messages={"required": "请选择一起参与的组织。"},
    )

    class Meta(EntryForm.Meta):
        model = Project
        fields = [
            "need", "name", "field", "place_text", "summary", "planned_start", "planned_end",
        ]  # fmt: skip
        widgets = {"need": forms.HiddenInput}
        labels = {"place_text": "具体地点（可不填）"}
        help_texts = {
            "place_text": "例如“向阳雅居小区东门”。",
            "summary": "为什么做、做什么、做成什么样；审核通过并立项后对外公开。",
        }
        formsets = {"milestones": {"fields": ["title", "due_on"]}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_need: ListItem | None = None
        self.origin_record: Any = None
        self.is_new = self.instance.pk is None
        self.fields["summary"].required = True
        if self.is_new:
            self._find_ground()
            self._ask_who()
        else:
            for name in ("need", "organisation", "origin", "partners"):
                del self.fields[name]

    def _find_ground(self) -> None:
        """What it is begun at, and whether its origin has to be asked for."""
        fields: Any = self.fields
        fields["need"].queryset = setting_up.open_needs(self.writer.scope)
        fields["need"].error_messages["invalid_choice"] = setting_up.NEED_NOT_OPEN
        fields["origin"].offered = {
            name: rows.in_scope(self.writer.scope)
            for name, rows in setting_up.usable_origins().items()
        }
        self.of_need = self._given("need")
        self.asks_origin = False
        if self.of_need is None:
            self.origin_record = self._given("origin")
            return
        first = self.writer.organisation
        self.origin_record = setting_up.pairing_for(self.of_need, self.doing, first)
        if self.origin_record is None:
            self.asks_origin = True
            fields["origin"].offered = {
                name: rows.filter(rows.party_to([one.pk for one in self.doing]))
                for name, rows in setting_up.usable_origins().items()
            }
            fields["origin"].ask()

    def _ask_who(self) -> None:
        """Departments say for whom; of many parties it is asked who joins in."""
        fields: Any = self.fields
        own = self.writer.organisation
        if own is not None:
            del fields["organisation"]
        else:
            concerned = self.doing if self.of_need else self.parties
            fields["organisation"].queryset = _rows_of(concerned)
            if concerned:
                self.initial.setdefault("organisation", concerned[0].pk)
        if self.of_need is None and isinstance(self.origin_record, Alliance | Agreement):
            fields["partners"].queryset = _rows_of(one for one in self.parties if one != own)
        else:
            del fields["partners"]

    @cached_property
    def doing(self) -> list[Organisation]:
        """Who has promised to meet the need."""
        return setting_up.claimants_of(self.of_need) if self.of_need else []

    @cached_property
    def parties(self) -> list[Organisation]:
        """Who is party to what it is begun at, where that is no need."""
        return setting_up.parties_of(self.origin_record) if self.origin_record else []

    @property
    def roles(self) -> setting_up.Roles:
        """Who takes part how, as far as it is known before the form is sent."""
        own = self.writer.organisation
        if own is None or "partners" in self.fields or not (self.of_need or self.origin_record):
            return []
        return self._roles(own, self.parties)

    @property
    def was_planned(self) -> bool:
        """Whether something was typed about milestones, or is wrong: then they are open."""
        return any(step.has_changed() or step.errors for step in self.formsets["milestones"])

    @property
    def must_be_accepted_by_another(self) -> bool:
        """Whether the own organisation will accept the work: not by the person who enters it."""
        own = self.writer.organisation
        return self.is_new and own is not None and own.is_place

    def clean(self) -> dict[str, Any]:
        """Says what is missing to know where it comes from, and who will accept it."""
        cleaned = super().clean()
        if not self.is_new or self.errors.keys() & {"need", "origin", "organisation", "partners"}:
            return cleaned
        origin = self.origin_record or cleaned.get("origin")
        if origin is None:
            raise ValidationError(_BEGIN_SOMEWHERE)
        entering = self.writer.organisation or cleaned["organisation"]
        self.given_roles = self._roles(entering, cleaned.get("partners") or self.parties)
        if not any(role == ParticipantRole.BENEFICIARY for _, role in self.given_roles):
            self.add_error("partners" if "partners" in self.fields else None, _NO_RECEIVER)
        return cleaned

    def complete(self, record: Project, cleaned: dict[str, Any]) -> None:
        if not self.is_new:
            return
        self.origin_record = self.origin_record or cleaned["origin"]
        place = self.place_of(record)
        if (year := setting_up.year_of(self.origin_record, place)) is None:
            self.add_error(None, _NO_YEAR)
        else:
            record.programme_year = year
        if self.writer.organisation is None:
            record.on_behalf_of = cleaned["organisation"]

    @transaction.atomic
    def store(self) -> Any:
        """The project, unless the need was answered or given up meanwhile (ValidationError)."""
        if self.of_need is not None:
            setting_up.hold(self.of_need, self.writer.scope)
        return super().store()

    def place_of(self, record: Project) -> Division:
        return (self.of_need or self.origin_record).division

    def beside(self, record: Project) -> dict[str, list]:
        return setting_up.write_ties(record, self.origin_record, self.given_roles)

    def _roles(self, entering: Organisation, joining: Any) -> setting_up.Roles:
        if self.of_need is not None:
            return setting_up.roles_of(entering, self.doing, [self.of_need.organisation])
        sides = list(dict.fromkeys([*([] if entering in joining else [entering]), *joining]))
        return setting_up.roles_of(
            entering,
            [one for one in sides if not one.is_place],
            [one for one in sides if one.is_place],
        )

    def _given(self, name: str) -> Any:
        """The record a hidden field names; None for one that is not the person's to use."""
        if not self.is_bound:
            return self.initial.get(name)
        try:
            return self.fields[name].clean(self.data.get(name, ""))
        except ValidationError:
            return None


def _rows_of(organisations: Any) -> Any:
    keys = [one.pk for one in organisations]
    return Organisation.objects.filter(pk__in=keys).select_related("division").order_by("number")
