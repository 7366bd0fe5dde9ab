"""A record and its child rows as labelled words, for the page of the record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from partners.enums import OrganisationKind
from portal.holders import may_see_file
from portal.models import PortalDocument
from portal.publicity import may_view_all
from portal.wording import grouped, money

NOTHING = "—"
#: The page of a record, by its model; filled in as registers are set up.
RECORD_PAGES: dict[type[models.Model], str] = {}
#: Fields of child rows that only those see who may change the record.
PRIVATE = frozenset({"phone"})
#: Lists of kinds are kept as JSON, which knows no choices.
_KINDS = dict(OrganisationKind.choices)
#: How plain values are said; a moment is a date too, so it comes first.
_WORDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "是" if value else "否"),
    (datetime, lambda value: f"{timezone.localtime(value):%Y-%m-%d %H:%M}"),
    (date, lambda value: value.isoformat()),
    (Decimal, grouped),
)
#: Amounts are written to the fen.
_YUAN = frozenset({"amount"})


#: What every record says about its entry, at the end of its page.
ENTRY = ("entered_by", "on_behalf_of", "created_at", "changed_at")
#: What a record points to by type and key is shown by its number and title.
_NOT_SHOWN = frozenset({"id", "version", "path", "record_type", "record_id", *ENTRY})


def fields_shown(model: type[models.Model]) -> list[str]:
    """The fields that the page of a record shows: its number first, who entered it last."""
    names = [field.name for field in model._meta.concrete_fields]
    first = [name for name in names if name == "number"]
    rest = [name for name in names if name not in _NOT_SHOWN and name not in first]
    entry = [name for name in ENTRY if name in names]
    return [*first, *rest, *entry]


@dataclass(frozen=True)
class Fact:
    """A label, its value in words, and where the value leads."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class ChildTable:
    """The rows of one relation: words above the columns, a list of facts a row."""

    title: str
    headings: list[str]
    rows: list[list[Fact]]


def value_words(field: Any, value: Any) -> str:
    """A plain value as people read it; `field` lends its choices."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, list | str):
        choices = dict(getattr(field, "flatchoices", None) or ()) or _KINDS
        parts = value if isinstance(value, list) else [value]
        return "、".join(str(choices.get(part, part)) for part in parts)
    if said := dict(getattr(field, "flatchoices", None) or ()).get(value):
        return str(said)
    if getattr(field, "name", "") in _YUAN:
        return money(value)
    return next((say(value) for kind, say in _WORDS if isinstance(value, kind)), str(value))


def record_url(record: models.Model, user: Any) -> str:
    """The admin page of a record, or of a file the file itself; empty when `user` may not."""
    if isinstance(record, PortalDocument):
        return record.url if may_see_file(user, record) else ""
    name = RECORD_PAGES.get(type(record))
    return reverse(name, args=[record.pk]) if name and may_view_all(user, type(record)) else ""


def fact(record: models.Model, name: str, user: Any) -> Fact:
    """One field of a record."""
    field: Any = record._meta.get_field(name)
    value = getattr(record, name)
    label = str(field.verbose_name)
    if isinstance(value, models.Model):
        return Fact(label, str(value), record_url(value, user))
    return Fact(label, value_words(field, value))


def facts_of(record: models.Model, names: Iterable[str], user: Any) -> list[Fact]:
    """The fields of a record that hold something."""
    found = [fact(record, name, user) for name in names]
    return [one for one in found if one.value != NOTHING]


def child_tables(
    record: models.Model, relations: Iterable[str], user: Any, *, may_change: bool
) -> list[ChildTable]:
    """The rows of each relation, one query each; private fields for those who may change them."""
    tables = []
    for relation in relations:
        child = getattr(type(record), relation).rel
        names = [
            field.name
            for field in child.related_model._meta.concrete_fields
            if field is not child.field
            and not field.primary_key
            and (may_change or field.name not in PRIVATE)
        ]
        keys = [n for n in names if child.related_model._meta.get_field(n).is_relation]
        rows = getattr(record, relation).select_related(*keys)
        tables.append(_table(child.related_model, names, rows, user))
    return tables


def _table(
    model: type[models.Model], names: list[str], rows: Iterable[models.Model], user: Any
) -> ChildTable:
    facts = [[fact(row, name, user) for name in names] for row in rows]
    # A column nobody filled in only takes room.
    filled = [i for i in range(len(names)) if any(row[i].value != NOTHING for row in facts)]
    labels: list[Any] = [model._meta.get_field(names[i]) for i in filled]
    return ChildTable(
        str(model._meta.verbose_name_plural),
        [str(field.verbose_name) for field in labels],
        [[row[i] for i in filled] for row in facts],
    )
