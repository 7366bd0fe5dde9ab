"""Where a project is begun: at a need somebody claimed, a pairing, an alliance or an agreement."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from partners.enums import ClaimState
from partners.models import Claim, ListItem
from partners.workspace.writing.forms import Begun, EntryForm, Writer
from projects import setting_up
from projects.models import Project

#: Records of a kind listed to begin at.
_MOST_OFFERED = 20


class BegunSomewhere(EntryForm):
    """A form that is begun at one of these records, and lists them where none was named."""

    label = "发起项目"

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 42

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[Begun]:
        """On the first screen for liaisons; departments begin at a record."""
        if writer.organisation is not None:
            yield cls.label, {}

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Iterator[Begun]:
        """From a need or the claim on it, a pairing, an alliance, an agreement."""
        if isinstance(record, Claim):
            if record.state != ClaimState.ACTIVE:
                return
            record = record.item
        if isinstance(record, ListItem):
            if setting_up.open_needs(writer.scope).filter(pk=record.pk).exists():
                yield cls.label, {"need": record.number}
            return
        kind = str(record._meta.model_name)
        rows = setting_up.usable_origins().get(kind)
        if rows is not None and (found := rows.filter(pk=record.pk).first()):
            yield cls.label, {kind: found.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """What the address begins at, and what can be read off the need."""
        if number := given.get("need", ""):
            need = setting_up.open_needs(writer.scope).filter(number=number).first()
            return _read_off(need, writer) if need else {}
        for name, rows in setting_up.usable_origins().items():
            if number := given.get(name, ""):
                found = rows.in_scope(writer.scope).filter(number=number).first()
                return {"origin": found, "field": _last_field(writer)}
        return {}

    @property
    def grounds(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """What it can be begun at: heading, and address and record of each."""
        fields: Any = self.fields
        kinds = [("已认领的需求", "need", fields["need"].queryset.order_by("-number"))]
        kinds += [
            (words, name, fields["origin"].offered[name].order_by("-number"))
            for name, words in (
                ("pairing", "结对"), ("alliance", "联盟（共同体）"), ("agreement", "协议"),
            )
        ]  # fmt: skip
        listed = [
            (words, [(f"?{name}={row.number}", row) for row in rows[:_MOST_OFFERED]])
            for words, name, rows in kinds
        ]
        return [(words, rows) for words, rows in listed if rows]


def _read_off(need: ListItem, writer: Writer) -> dict[str, Any]:
    """What a need says already, and what its claimants promised."""
    claims = need.claims.filter(state=ClaimState.ACTIVE).order_by("pk")
    promises = [claim.promise for claim in claims if claim.promise]
    alike = Project.objects.filter(need__category=need.category_id).order_by("-number")
    field = alike.values_list("field", flat=True).first() or _last_field(writer)
    ahead = need.deadline if need.deadline and need.deadline > timezone.localdate() else None
    return {
        "need": need,
        "name": need.title,
        "field": field,
        "summary": "\n".join(filter(None, [need.description, *promises])),
        "planned_end": ahead,
    }


def _last_field(writer: Writer) -> int | None:
    """The field of the project the person set up last."""
    mine = Project.objects.filter(entered_by=writer.person).order_by("-created_at")
    return mine.values_list("field", flat=True).first()
