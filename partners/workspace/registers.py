"""Registers as the workspace shows them, declared as data. Columns and sheets are the admin's own.

Each app lists its own in a module `workspace_registers`: REGISTERS, and PLACES for other screens
that the navigation leads to. They are read when the first screen asks for them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django_filters import FilterSet
from wagtail.admin.ui.tables import Column

from partners.admin.register import RegisterViewSet
from partners.moves.move import Act, moves_of
from partners.scope import Scope

if TYPE_CHECKING:
    from .writing.forms import EntryForm, Writer


def everybody(scope: Scope) -> bool:
    """For everyone who enters the workspace."""
    return True


@dataclass(frozen=True)
class WorkspaceRegister:
    """One register: what its list shows and asks, what its records show, what its sheet holds.

    `title` names a row; `columns` stand beside it. `rows` adds what they read. `relations` are the
    child rows of a record, `more` further sections of its page: (record) → heading and template.
    """

    slug: str
    label: str
    group: str
    model: Any
    columns: Sequence[Column | str]
    filterset_class: type[FilterSet]
    search_rows: Callable[[QuerySet, str], QuerySet]
    search_placeholder: str
    list_export: Sequence[str]
    title: Callable[[Any], str] = str
    title_label: str = "名称"
    unit: str = "条"
    key: str = "number"
    rows: Callable[[Any], QuerySet] = lambda rows: rows.for_listing()
    relations: tuple[str, ...] = ()
    template_name: str = "workspace/record.html"
    #: What the page of a record shows beside it, for the person and the membership acted by.
    record_context: "Callable[[Any, Writer], dict[str, Any]]" = lambda record, writer: {}
    export_values: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    export_headings: Mapping[str, str] = field(default_factory=dict)
    is_for: Callable[[Scope], bool] = everybody
    #: What can be done to a record, beside changing it; by name. The moves of its model if empty.
    acts: Mapping[str, Act] = field(default_factory=dict)
    #: The form by which people enter and change records here; None where they do not.
    entry: "type[EntryForm] | None" = None
    #: What can be begun at a record beside forms of registers: words and address of each.
    ways: "Callable[[Any, Scope], list[tuple[str, str]]]" = lambda record, scope: []
    #: The record of another register that one of this tells of; its facts are shown with it.
    tells_of: Callable[[Any], Any] = lambda record: None
    #: Fields of which the page of a record says so when they are empty: name and words.
    missing: Mapping[str, str] = field(default_factory=dict)
    #: False for what holds everywhere: all that the person may see is listed.
    is_scoped: bool = True

    @cached_property
    def url(self) -> str:
        """The address of the list."""
        return reverse("workspace:register", args=[self.slug])

    @property
    def possible_acts(self) -> Mapping[str, Act]:
        """Everything that can be done to a record of some state."""
        return self.acts or moves_of(self.model)

    def starts(self, writer: "Writer", at: models.Model | None = None) -> list[tuple[str, str]]:
        """The buttons that lead to the form, on the first screen or at a record: words, address."""
        if self.entry is None or not self.entry.is_for(writer.scope):
            return []
        begun = self.entry.starts(writer) if at is None else self.entry.begun_at(at, writer)
        url = reverse("workspace:new", args=[self.slug])
        return [(words, f"{url}?{urlencode(given)}" if given else url) for words, given in begun]

    def begins(self, scope: Scope) -> str:
        """Where a person of that scope begins, in words; empty for who enters nothing here."""
        return self.entry.begins if self.entry and self.entry.is_for(scope) else ""

    def find(self, rows: Any, key: str) -> Any:
        """The row an address names; None without one, also where it can name none."""
        if self.key == "pk" and not (key.isascii() and key.isdigit()):
            return None
        return rows.filter(**{self.key: key}).first()

    def url_of(self, record: models.Model) -> str:
        """The address of a record."""
        return self.address(getattr(record, self.key))

    def address(self, key: str) -> str:
        """The address of the record with that number (or code)."""
        return reverse("workspace:record", args=[self.slug, key])


@dataclass(frozen=True)
class Place:
    """A screen of the workspace that is no register: group, words, address name, and for whom."""

    group: str
    label: str
    url_name: str
    is_for: Callable[[Scope], bool] = everybody
    #: False for what only people with a membership do, not administrators without one.
    for_administrators: bool = True


def steers_or_reads(scope: Scope) -> bool:
    """For departments and auditors."""
    return bool(scope.read)


def steers(scope: Scope) -> bool:
    """For departments."""
    return bool(scope.steered)


@cache
def registers() -> dict[str, WorkspaceRegister]:
    """Every register, by its slug."""
    return {register.slug: register for register in declared("REGISTERS")}


@cache
def places() -> list[Place]:
    """Every other screen of the navigation."""
    return declared("PLACES")


def declared(name: str) -> list[Any]:
    """What the apps list under a name, those that others build on first."""
    modules = [f"{config.name}.workspace_registers" for config in apps.get_app_configs()]
    found = [import_module(m) for m in reversed(modules) if find_spec(m)]
    return [entry for module in found for entry in getattr(module, name, ())]


def as_in_admin(
    viewset: type[RegisterViewSet],
    *,
    without: Sequence[str] = (),
    **own: Any,
) -> WorkspaceRegister:
    """A register with the columns, filters, search and sheet of its list in the admin.

    The first column there gives way to the title, the number stands below it; `without` names
    others to leave out.
    """
    gone = {"number", "code", *without}
    kept = [c for c in viewset.list_display[1:] if getattr(c, "name", c) not in gone]
    return WorkspaceRegister(
        **{
            "model": viewset.model,
            "label": str(viewset.menu_label),
            "columns": kept,
            "filterset_class": viewset.filterset_class,
            "search_rows": viewset.search_rows,
            "search_placeholder": viewset.search_placeholder,
            "list_export": viewset.list_export,
            "export_values": viewset.export_values,
            "export_headings": viewset.export_headings,
            **own,
        }
    )


def starts_of(writer: "Writer", at: models.Model | None = None) -> list[tuple[str, str]]:
    """Everything a person can begin to enter, on the first screen or at a record of the scope."""
    entered = [
        (r.entry.rank(writer) if at is None else r.entry.rank_at(at, writer), r)
        for r in registers().values()
        if r.entry is not None
    ]
    entered.sort(key=lambda one: one[0])
    found = [start for _, register in entered for start in register.starts(writer, at)]
    return found if at is None or (found and _is_in_scope(at, writer.scope)) else []


def _is_in_scope(record: models.Model, scope: Scope) -> bool:
    """Whether the membership acted by reaches it, not another of the person's."""
    rows: Any = type(record)._default_manager
    return rows.filter(pk=record.pk).in_scope(scope).exists()


def register_of(model: type[models.Model]) -> WorkspaceRegister | None:
    """The register whose records are of `model`."""
    return next((r for r in registers().values() if r.model is model), None)
