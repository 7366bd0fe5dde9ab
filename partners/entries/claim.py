"""Claiming a need: one field, the promise. Departments assign it to an organisation."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from partners.models import Claim, Division, ListItem, Organisation
from partners.needs import claims
from partners.needs.window import partners_of
from partners.scope import Scope
from partners.workspace.writing.forms import EntryForm, Writer
from partners.workspace.writing.organisations import OrganisationField, existing

from .claimable import claimable
from .meeting import Meetings, meetings_at

#: Needs listed where none was chosen yet.
_MOST_OFFERED = 20


class ClaimEntryForm(EntryForm):
    """A commitment to meet a need, alone or beside others."""

    label = "认领需求"
    button = "认领"
    template_name_of_page = "workspace/entries/claim.html"

    assignee = OrganisationField(
        label="派给哪个组织", help_text="填写名称或编号。该组织之后可以核对。"
    )

    class Meta(EntryForm.Meta):
        model = Claim
        fields = ["item", "promise"]
        widgets = {"item": forms.HiddenInput}
        labels = {"promise": "承诺做什么"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        field.queryset = claimable(self.writer)
        field.error_messages = {
            "required": "请先选择要认领的需求。",
            "invalid_choice": "这项需求目前不能认领，请从可认领的需求中选择。",
        }
        self.need = self._item(field)
        promise = self.fields["promise"]
        promise.required, promise.widget = True, forms.Textarea(attrs={"rows": 3})
        promise.help_text = "写明做什么、何时完成，对方和公众都会看到。"
        promise.error_messages["required"] = "请写明承诺做什么。"
        if self.instance.pk:
            del self.fields["item"], self.fields["assignee"]
        elif self.writer.organisation is not None:
            del self.fields["assignee"]
        else:
            self.fields["assignee"].offered = self._assignees()
            self.label = "派单"  # type: ignore[misc]

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 40

    @classmethod
    def is_for(cls, scope: Scope) -> bool:
        """Units claim; departments assign."""
        return bool(scope.units or scope.steered)

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[tuple[str, dict[str, str]]]:
        """Units begin here; departments at a need."""
        if writer.scope.units:
            yield cls.label, {}

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Iterator[tuple[str, dict[str, str]]]:
        """From the page of a need."""
        if isinstance(record, ListItem) and claimable(writer).filter(pk=record.pk).exists():
            yield "认领" if writer.organisation else "派单", {"item": record.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The need in the address, and the resource that is to meet it."""
        number = given.get("item", "")
        need = claimable(writer).filter(number=number).first() if number else None
        return {"item": need} | _of_resource(writer, given.get("resource", ""))

    @property
    def button_words(self) -> str:
        if self.instance.pk:
            return super().button_words
        return "认领" if self.writer.organisation else "派单"

    @property
    def standing(self) -> list[Claim]:
        """Who has claimed the need already."""
        if self.need is None:
            return []
        found = self.need.claims.standing().exclude(pk=self.instance.pk)
        return list(found.select_related("organisation"))

    @property
    def meeting(self) -> Meetings | None:
        """Resources that could meet the need; each fills the form in."""
        return meetings_at(self.need, self.writer) if self.need and not self.instance.pk else None

    @property
    def offered(self) -> Any:
        """Needs to choose from: the own partners' first, then by deadline, those past it last."""
        rows = claimable(self.writer)
        partners = rows.paired_with(self.writer.scope.units or [])
        first = models.Case(models.When(partners, then=0), default=1)
        late = models.Q(deadline__lt=timezone.localdate())
        by_deadline = models.F("deadline").asc(nulls_last=True)
        rows = rows.annotate(is_late=models.Case(models.When(late, then=True), default=False))
        return rows.order_by(first, "is_late", by_deadline, "number")[:_MOST_OFFERED]

    def clean(self) -> dict[str, Any]:
        """Says why the organisation cannot claim the need."""
        cleaned = super().clean()
        organisation = self.writer.organisation or cleaned.get("assignee")
        item = cleaned.get("item")
        if item and organisation and (why := claims.why_not(item, organisation)):
            raise ValidationError(why)
        return cleaned

    def complete(self, record: Claim, cleaned: dict[str, Any]) -> None:
        if record.pk:
            return
        record.organisation = self.writer.organisation or cleaned["assignee"]
        record.claimed_on = timezone.localdate()
        if self.writer.organisation is None:
            record.on_behalf_of = record.organisation

    def place_of(self, record: Claim) -> Division | None:
        return record.item.division

    @transaction.atomic
    def store(self) -> Any:
        """The claim, and the need's move with it."""
        item = claims.hold(self.instance.item, self.instance.organisation)
        claim = super().store()
        claims.taken_up(item, by=self.writer.person)
        return claim

    def done_words(self, record: Any) -> str:
        if self.writer.organisation is None:
            return f"已将“{record.item}”派给{record.organisation}，对方可以核对。"
        return f"已认领“{record.item}”，对方可以看到您的承诺。"

    def _item(self, field: Any) -> ListItem | None:
        if self.instance.pk:
            return self.instance.item
        if not self.is_bound:
            return self.initial.get("item")
        try:
            return field.clean(self.data.get("item", ""))
        except ValidationError:
            return None

    def _assignees(self) -> Any:
        """Organisations of the department's places, and units paired with whom the need is of."""
        rows = Organisation.objects.all()
        allowed = rows.in_places(self.writer.scope.steered)
        if self.need is not None:
            allowed |= Q(pk__in=partners_of(self.need.organisation))
        return existing().filter(allowed)


def _of_resource(writer: Writer, number: str) -> dict[str, Any]:
    """What a resource on offer fills the form with: whose it is, and what is promised."""
    rows = ListItem.objects.on_offer(timezone.localdate()).select_related("organisation")
    if writer.organisation is not None:
        rows = rows.filter(organisation=writer.organisation)
    found = rows.filter(number=number).first() if number else None
    if found is None:
        return {}
    quantity = f"（{found.quantity}）" if found.quantity else ""
    return {"assignee": found.organisation, "promise": f"提供“{found}”{quantity}。"}
