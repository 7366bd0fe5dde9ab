"""A line of the ledger with its evidence; it counts once somebody else has verified it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from partners.enums import OrganisationKind
from partners.models import Division, Organisation
from partners.workspace.writing.forms import EntryForm, Writer
from projects.enums import PUBLIC_STAGES, FundKind, ParticipantRole
from projects.ledger import bookkeeping
from projects.ledger.evidence import ENDINGS, LARGEST_MEGABYTES, keep_evidence
from projects.ledger.forms import AmountField, EvidenceField
from projects.models import FundEntry, Project

from .about_project import AboutProjectForm


class FundEntryForm(AboutProjectForm):
    """One movement of money or goods. Written by projects.ledger.bookkeeping, never past it."""

    label = "填报资金"
    button = "提交，等待核验"
    begins = "填报资金请打开所属项目，在其页面上点“填报资金”。"
    template_name_of_page = "workspace/entries/fund.html"
    stages = PUBLIC_STAGES

    kind = forms.ChoiceField(
        label="性质",
        choices=FundKind.choices,
        error_messages={"required": "请选择性质。", "invalid_choice": "请从列表中选择性质。"},
        help_text="意向、协议是承诺；到账、物资折价核验后计入“协调争取资金”。",
    )
    amount = AmountField(label="金额（元）", help_text="例如 1200.50，物资按折价填写。")
    evidence_file = EvidenceField(
        label="凭证（可不传）",
        help_text=f"到账单、合同或物资清单，{'、'.join(ENDINGS).upper()} 格式，"
        f"不超过 {LARGEST_MEGABYTES} MB，不对外公开。",
    )

    class Meta(EntryForm.Meta):
        model = FundEntry
        fields = [
            "project", "kind", "amount", "date", "provider", "receiver", "note", "on_behalf_of",
        ]  # fmt: skip
        widgets = {"project": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = self._sides()
        for name, words in (("provider", "提供方"), ("receiver", "接收方")):
            field = self.fields[name]
            field.queryset = sides
            field.error_messages = {
                "required": f"请选择{words}。",
                "invalid_choice": f"{words}须是项目的参与方、本单位或资金来源。",
            }
        self.fields["note"].label = "说明（可不填）"
        if self.instance.evidence_id:
            self.fields["evidence_file"].help_text += "已有凭证，重新上传则替换。"
        self._offer_whom()

    def _offer_whom(self) -> None:
        """Departments may enter for a participant; what was entered stays whose it is."""
        if self.writer.organisation is not None or self.instance.pk:
            del self.fields["on_behalf_of"]
            return
        field = self.fields["on_behalf_of"]
        field.queryset, field.empty_label = self.participants, "不代录，本部门填报"
        field.label, field.help_text = "代哪个组织填报", "该组织之后可以核对代办内容。"

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 30

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """From the own organisation to whom the last line of the project went, else to whom
        benefits; today.
        """
        known = super().start(writer, given)
        values = known | {"kind": FundKind.RECEIVED, "date": timezone.localdate()}
        if writer.organisation is not None:
            values["provider"] = writer.organisation.pk
        if project := known.get("project"):
            values |= _as_last_time(project, writer)
        return values

    def place_of(self, record: Any) -> Division | None:
        return record.project.division

    def store(self) -> FundEntry:
        self._keep_evidence()
        return bookkeeping.enter(self.instance, by=self.writer.person)

    def change(self) -> bool:
        """Through the ledger: only by its author, only until it is verified."""
        if not self.has_changed():
            return False
        self._keep_evidence()
        bookkeeping.correct(self.instance, by=self.writer.person)
        return True

    def done_words(self, record: Any) -> str:
        return f"“{record}”已提交，等待核验。"

    @property
    def given_back(self) -> str:
        return bookkeeping.given_back_for(self.instance) if self.instance.pk else ""

    def _keep_evidence(self) -> None:
        if file := self.cleaned_data.get("evidence_file"):
            title = f"资金凭证 {self.instance.project.number} {self.instance.date}"
            self.instance.evidence = keep_evidence(file, title=title, by=self.writer.person)

    def _sides(self) -> Any:
        """Participants of the project, the own organisation, sources of money; as they stand."""
        allowed = Q(kind=OrganisationKind.FUNDER) | Q(pk__in=self.participants.values("pk"))
        if self.writer.organisation is not None:
            allowed |= Q(pk=self.writer.organisation.pk)
        if self.instance.pk:
            allowed |= Q(pk__in=(self.instance.provider_id, self.instance.receiver_id))
        return Organisation.objects.filter(allowed).order_by("kind", "number")


def _as_last_time(project: Project, writer: Writer) -> dict[str, Any]:
    mine = FundEntry.objects.filter(project=project, entered_by=writer.person, reverses=None)
    if last := mine.order_by("-created_at").first():
        return {"kind": last.kind, "provider": last.provider_id, "receiver": last.receiver_id}
    receiving = project.participants.filter(role=ParticipantRole.BENEFICIARY)
    if writer.organisation is not None:
        receiving = receiving.exclude(organisation=writer.organisation)
    found = receiving.values_list("organisation", flat=True).first()
    return {"receiver": found} if found else {}
