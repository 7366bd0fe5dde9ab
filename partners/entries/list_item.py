"""Putting forward a need, or offering a resource: one form, the kind comes with the address."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.enums import PLACE_KINDS, ListKind, MembershipRole
from partners.models import ListItem, Organisation
from partners.workspace.writing.forms import EntryForm, Writer
from partners.workspace.writing.handed_in import HandedInForm
from partners.workspace.writing.organisations import OrganisationField, existing
from portal.papers import ENDINGS, LARGEST_MEGABYTES, check_paper, keep_paper

_COLLECTION = "议事记录"
LABELS = {ListKind.NEED: "提出需求", ListKind.RESOURCE: "提供资源"}
FOR_OTHERS = {ListKind.NEED: "代社区提出需求", ListKind.RESOURCE: "代单位提供资源"}
#: What a liaison puts forward; departments both, for others.
_KIND_OF_ROLE = {
    MembershipRole.COMMUNITY_LIAISON: (ListKind.NEED,),
    MembershipRole.UNIT_LIAISON: (ListKind.RESOURCE,),
    MembershipRole.DEPARTMENT: (ListKind.NEED, ListKind.RESOURCE),
}
#: Asked only of needs, folded away.
DELIBERATION = (
    "deliberated_on", "deliberation_participants", "deliberation_result", "deliberation_paper",
)  # fmt: skip


def kinds_of(writer: Writer) -> tuple[ListKind, ...]:
    """What the person puts forward."""
    return _KIND_OF_ROLE.get(MembershipRole(writer.acting.role), ()) if writer.acting else ()


def _labels(writer: Writer) -> dict[ListKind, str]:
    """What putting forward is called: a department does it for others."""
    return LABELS if writer.organisation is not None else FOR_OTHERS


class ListItemForm(HandedInForm):
    """A need of a place or a resource of a unit; a department of the place approves it."""

    template_name_of_page = "workspace/entries/list_item.html"

    on_behalf = OrganisationField(
        label="代哪个组织填报",
        help_text="填写名称或编号。该组织之后可以核对代办内容。",
    )
    deliberation_paper = forms.FileField(
        label="议事记录",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{e}" for e in ENDINGS)}),
        help_text=f"{'、'.join(ENDINGS).upper()} 格式，不超过 {LARGEST_MEGABYTES} MB，不对外公开。",
    )

    class Meta(EntryForm.Meta):
        model = ListItem
        fields = [
            "kind", "category", "title", "description", "quantity", "deadline", "deliberated_on",
            "deliberation_participants", "deliberation_result",
        ]  # fmt: skip
        widgets = {"kind": forms.HiddenInput}
        help_texts = {
            "quantity": "例如 3 盏、每周 1 次。",
            "deliberation_participants": "写明身份，不写个人姓名。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = self._kind()
        self.label = _labels(self.writer)[self.kind]  # type: ignore[misc]
        today = timezone.localdate().isoformat()
        self.fields["category"].empty_label = "请选择"
        self.fields["deadline"].label = "希望何时解决" if self.is_need else "提供到何时"
        self.fields["deadline"].widget.attrs["min"] = today
        self.fields["deliberated_on"].widget.attrs["max"] = today
        if self.instance.pk:
            del self.fields["kind"]
        if not self.is_need:
            for name in DELIBERATION:
                del self.fields[name]
        if self.writer.organisation is not None or self.instance.pk:
            del self.fields["on_behalf"]
        else:
            self.fields["on_behalf"].offered = self._entered_for()
            self.order_fields(["kind", "on_behalf"])

    @classmethod
    def rank(cls, writer: Writer) -> int:
        """First for communities, behind what is entered more often for others."""
        return 5 if kinds_of(writer) == (ListKind.NEED,) else 45

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[tuple[str, dict[str, str]]]:
        """A button for each kind the person puts forward."""
        for kind in kinds_of(writer):
            yield _labels(writer)[kind], {"kind": kind.value}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The kind in the address if it is the person's to put forward; the last category."""
        kinds = kinds_of(writer) or (ListKind.NEED,)
        kind = next((kind for kind in kinds if kind == given.get("kind")), kinds[0])
        mine = ListItem.objects.filter(entered_by=writer.person, kind=kind)
        category = mine.order_by("-created_at").values_list("category", flat=True).first()
        return {"kind": kind, "category": category}

    @property
    def is_need(self) -> bool:
        return self.kind == ListKind.NEED

    @property
    def was_deliberated(self) -> bool:
        """Whether anything of what residents said is filled in, or wrong: then it is open."""
        return any(self[name].value() or self[name].errors for name in self._deliberation)

    @property
    def deliberation_fields(self) -> list[forms.BoundField]:
        """The folded part."""
        return [self[name] for name in self._deliberation]

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [field for field in self.visible_fields() if field.name not in DELIBERATION]

    @property
    def _deliberation(self) -> tuple[str, ...]:
        return DELIBERATION if self.is_need else ()

    def clean_kind(self) -> str:
        """Raises ValidationError for a kind that is others' to put forward."""
        kind = self.cleaned_data["kind"]
        if kind not in kinds_of(self.writer):
            raise ValidationError("您的任职不登记这一类事项。")
        return kind

    def clean_deadline(self) -> Any:
        """Raises ValidationError for a new deadline that has passed already."""
        day = self.cleaned_data["deadline"]
        if day and "deadline" in self.changed_data and day < timezone.localdate():
            raise ValidationError("期限不能早于今天。")
        return day

    def clean_deliberated_on(self) -> Any:
        """Raises ValidationError for a day to come."""
        day = self.cleaned_data["deliberated_on"]
        if day and day > timezone.localdate():
            raise ValidationError("议事日期不能晚于今天。")
        return day

    def clean_deliberation_paper(self) -> Any:
        """Raises ValidationError for a file that is no paper."""
        if file := self.cleaned_data.get("deliberation_paper"):
            check_paper(file, "议事记录")
        return file

    def complete(self, record: ListItem, cleaned: dict[str, Any]) -> None:
        if record.pk:
            return
        record.organisation = self.writer.organisation or cleaned["on_behalf"]
        if self.writer.organisation is None:
            record.on_behalf_of = record.organisation

    def store(self) -> Any:
        self._keep_paper()
        return super().store()

    def change(self) -> bool:
        self._keep_paper()
        return super().change()

    def _keep_paper(self) -> None:
        if file := self.cleaned_data.get("deliberation_paper"):
            self.instance.deliberation_file = keep_paper(
                file,
                title=f"议事记录 {self.instance}",
                collection=_COLLECTION,
                by=self.writer.person,
            )

    def _entered_for(self) -> Any:
        """Organisations of the department's places of the kinds that put such items forward."""
        steered = Organisation.objects.all().in_places(self.writer.scope.steered)
        rows = existing().filter(steered)
        return (
            rows.filter(kind__in=PLACE_KINDS)
            if self.is_need
            else rows.exclude(kind__in=PLACE_KINDS)
        )

    def _kind(self) -> ListKind:
        if self.instance.pk:
            return ListKind(self.instance.kind)
        given = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        offered = kinds_of(self.writer) or tuple(ListKind)
        return next((kind for kind in offered if kind == given), offered[0])
