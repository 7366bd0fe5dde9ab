"""Naming who answers for a place, an alliance, a pairing or a need 「登记包联」."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from partners.enums import AssignmentRole, ListKind
from partners.models import Alliance, Assignment, Division, ListItem, Pairing
from partners.scope import Scope
from partners.workspace.writing.forms import Begun, EntryForm, Writer

NO_TARGET = "请从地区、联盟、结对或需求的页面进入登记。"


@dataclass(frozen=True)
class Target:
    """What can be answered for: the field that names it, how an address names it."""

    field: str
    given: str
    model: Any
    key: str

    def rows(self, scope: Scope) -> Any:
        """Those of the places that a scope steers."""
        rows = self.model._default_manager.all()
        if self.model is ListItem:
            rows = rows.filter(kind=ListKind.NEED)
        return rows.filter(rows.in_places(scope.steered))

    def is_met(self, record: Any, scope: Scope) -> bool:
        """Whether a department of the scope names somebody for that record."""
        place = record if isinstance(record, Division) else record.division
        is_resource = isinstance(record, ListItem) and record.kind != ListKind.NEED
        return scope.steers(place.path) and not is_resource

    def named(self, key: str, scope: Scope) -> Any:
        """The one of those with that number or code; None without one."""
        return self.rows(scope).filter(**{self.key: key}).first()


TARGETS = (
    Target("place", "place", Division, "code"),
    Target("alliance", "alliance", Alliance, "number"),
    Target("pairing", "pairing", Pairing, "number"),
    Target("need", "item", ListItem, "number"),
)


class AssignmentEntryForm(EntryForm):
    """Post and name, and from when until when; for what, the page says that leads here."""

    label = "登记包联"
    button = "登记"
    begins = "登记包联请打开所包联的地区、联盟、结对或需求，在其页面上点“登记包联”。"
    template_name_of_page = "workspace/entries/assignment.html"

    class Meta(EntryForm.Meta):
        model = Assignment
        fields = ["role", "name", "post", "since", "until", "is_public"]
        fields += [target.field for target in TARGETS]
        widgets = {target.field: forms.HiddenInput for target in TARGETS}
        help_texts = {
            "until": "不填表示没有确定的结束日期。",
            "is_public": "不勾选时，公众看不到姓名和职务。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["role"].choices = [c for c in fields["role"].choices if c[0]]
        for target in TARGETS:
            fields[target.field].queryset = target.rows(self.writer.scope)
            fields[target.field].error_messages = {"invalid_choice": NO_TARGET}

    @classmethod
    def is_for(cls, scope: Scope) -> bool:
        return bool(scope.steered)

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[Begun]:
        """Not on the first screen: it begins at what is answered for."""
        yield from ()

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Iterator[Begun]:
        """From the page of what can be answered for, by departments of its place."""
        for target in TARGETS:
            if isinstance(record, target.model) and target.is_met(record, writer.scope):
                yield cls.label, {target.given: getattr(record, target.key)}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """What the address names, from today on."""
        named = {
            target.field: target.named(given[target.given], writer.scope)
            for target in TARGETS
            if given.get(target.given)
        }
        return {"since": timezone.localdate(), "role": AssignmentRole.LEADER} | named

    @property
    def target(self) -> Any:
        """What is answered for; None where the address names nothing of the own places."""
        if self.instance.pk:
            return self.instance.target
        for target in TARGETS:
            value = self[target.field].value()
            if value and (found := self._read(target.field, value)):
                return found
        return None

    def _read(self, name: str, value: Any) -> Any:
        field: Any = self.fields[name]
        try:
            return field.clean(getattr(value, "pk", value))
        except ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(target.field) for target in TARGETS):
            raise ValidationError(NO_TARGET)
        return cleaned

    def place_of(self, record: Assignment) -> Division | None:
        target: Any = record.target
        return target if isinstance(target, Division) else target.division

    def done_words(self, record: Any) -> str:
        return f"{record.name}（{record.post}）已登记为{record.get_role_display()}。"
