"""What the page of a record says. A related record that the person may not see is not named, nor is
a file that would not be served.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models

from partners.admin.facts import (
    ENTRY,
    NOTHING,
    PRIVATE,
    ChildTable,
    Fact,
    fields_shown,
    value_words,
)
from partners.moves.move import moves_of
from partners.querysets.scoped import ScopedQuerySet
from portal.holders import may_see_file
from portal.models import PortalDocument, PortalImage
from portal.publicity import EVERYTHING, PUBLIC, Audience, may_view_all

from .registers import WorkspaceRegister, register_of

UNSEEN = "（不在您的范围内）"
KEPT_FILE = "（由提交一方保存）"
_MASKED = "（不显示）"


class Facts:
    """The fields and child rows of one record in words, for one person.

    Related records are looked up together, a query a model, before anything is said.
    """

    def __init__(
        self, register: WorkspaceRegister, record: Any, user: Audience, *, may_edit: bool
    ) -> None:
        self.register, self.record, self.user = register, record, user
        self.may_edit = may_edit
        self.children = [(name, self._rows_of(name)) for name in register.relations]
        rows = [record, *(row for _, found in self.children for row in found)]
        self._related = Related([*_related(rows), *rows[1:]], user)

    @property
    def fields(self) -> list[Fact]:
        """The fields that hold something; the states stand at the head of the page."""
        stated = {move.field for move in moves_of(type(self.record)).values()}
        names = [name for name in fields_shown(type(self.record)) if name not in stated]
        found = [self._said(name) for name in names]
        return [fact for fact in found if fact.value != NOTHING]

    @cached_property
    def tables(self) -> list[ChildTable]:
        """The child rows that are no pictures."""
        return [self._table(rows) for _, rows in self.children if rows and not _is_photos(rows)]

    @property
    def photos(self) -> list[Any]:
        """The pictures of the record, each with its caption."""
        return [row for _, rows in self.children if _is_photos(rows) for row in rows]

    def _said(self, name: str) -> Fact:
        fact = self._fact(self.record, name)
        words = self.register.missing.get(name)
        return Fact(fact.label, words) if words and fact.value == NOTHING else fact

    def _rows_of(self, name: str) -> list[Any]:
        child = getattr(type(self.record), name).rel
        keys = [f.name for f in child.related_model._meta.concrete_fields if f.is_relation]
        return list(getattr(self.record, name).select_related(*keys))

    def _table(self, rows: list[Any]) -> ChildTable:
        model = type(rows[0])
        shown = [
            name
            for name in fields_shown(model)
            if name not in ENTRY and _leads_elsewhere(model, name, type(self.record))
        ]
        names = sorted(shown, key=lambda name: name == "number")  # who and what come first
        facts = [[self._fact(row, name) for name in names] for row in rows]
        filled = [i for i in range(len(names)) if any(row[i].value != NOTHING for row in facts)]
        return ChildTable(
            str(model._meta.verbose_name_plural),
            [facts[0][i].label for i in filled],
            [[row[i] for i in filled] for row in facts],
        )

    def _fact(self, record: Any, name: str) -> Fact:
        field = record._meta.get_field(name)
        value = getattr(record, name)
        label = str(field.verbose_name)
        if isinstance(value, models.Model):
            return self._related_fact(label, value)
        if name == "number" and record is not self.record and self._related.is_seen(record):
            return Fact(label, value, self._related.url_of(record))
        if name in PRIVATE and value and not self.may_edit:
            return Fact(label, _MASKED)
        return Fact(label, value_words(field, value))

    def _related_fact(self, label: str, related: models.Model) -> Fact:
        if isinstance(related, PortalDocument) and not may_see_file(self.user, related):
            return Fact(label, KEPT_FILE)
        if not self._related.is_seen(related):
            return Fact(label, UNSEEN)
        return Fact(label, str(related), self._related.url_of(related))


def _leads_elsewhere(model: Any, name: str, parent: type[models.Model]) -> bool:
    """Whether a field of a child row tells more than which record it is a row of, and where."""
    field = model._meta.get_field(name)
    return field.related_model is not parent and name != "division"


def _is_photos(rows: list[Any]) -> bool:
    return bool(rows) and isinstance(getattr(rows[0], "image", None), PortalImage)


def _related(rows: Iterable[Any]) -> list[models.Model]:
    found = [
        getattr(row, field.name)
        for row in rows
        for field in row._meta.concrete_fields
        if field.is_relation
    ]
    return [record for record in found if record is not None]


class Related:
    """The records that others name: which of them a person may see, and where they lead."""

    def __init__(self, records: Iterable[models.Model], user: Audience) -> None:
        self.user = user
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for record in records:
            if isinstance(type(record)._default_manager.all(), ScopedQuerySet):
                wanted[type(record)].add(record.pk)
        self._opened = {model: self._open(model, keys) for model, keys in wanted.items()}
        self._seen = {model: self._see(model, keys) for model, keys in wanted.items()}

    def is_seen(self, record: models.Model) -> bool:
        """Whether the person may know of the record; what has no audience is everybody's."""
        seen = self._seen.get(type(record))
        return seen is None or record.pk in seen

    def url_of(self, record: Any) -> str:
        """Its page here for who reaches it, else its public page; a file leads to itself."""
        if isinstance(record, PortalDocument):
            return record.url
        register = register_of(type(record))
        if register and record.pk in self._opened.get(type(record), ()):
            return register.url_of(record)
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""

    def _open(self, model: Any, keys: set[int]) -> set[int]:
        """Those the person may open here."""
        if may_view_all(self.user, model):
            return keys
        rows = model._default_manager.filter(pk__in=keys)
        return set(rows.filter(rows.reach_of(self.user)).order_by().values_list("pk", flat=True))

    def _see(self, model: Any, keys: set[int]) -> set[int]:
        """Those, and what is public of the others."""
        others = keys - self._opened[model]
        if not others or model._default_manager.all().public_when == EVERYTHING:
            return keys
        public = model._default_manager.visible_to(PUBLIC).filter(pk__in=others)
        return self._opened[model] | set(public.order_by().values_list("pk", flat=True))
