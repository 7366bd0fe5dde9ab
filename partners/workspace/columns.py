"""The columns of a list, as cells of the workspace's table."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from wagtail.admin.ui.tables import Column

from partners.admin.facts import value_words
from portal.admin.columns import ShortColumn, TagColumn

from .registers import WorkspaceRegister

NOTHING = ""


class Head(NamedTuple):
    """A column: its words, where it stands on a phone (side or sub), and whether it may break."""

    label: str
    place: str
    breaks: bool


class Cell(NamedTuple):
    """One value of a row: words, tone of a tag (None: no tag), and the column it stands in."""

    words: str
    tone: str | None
    head: Head


class Row(NamedTuple):
    """A record: its title, its number, where it leads, and its cells."""

    title: str
    number: str
    url: str
    cells: list[Cell]


def heads_of(register: WorkspaceRegister) -> list[Head]:
    """The columns beside the title; the first tag joins it on the first line of a phone."""
    heads: list[Head] = []
    for column in register.columns:
        is_first_tag = isinstance(column, TagColumn) and not any(h.place == "side" for h in heads)
        heads.append(
            Head(
                _label(register.model, column),
                "side" if is_first_tag else "sub",
                not isinstance(column, ShortColumn | TagColumn),
            )
        )
    return heads


def rows_of(register: WorkspaceRegister, records: Iterable[models.Model]) -> list[Row]:
    """The records of a page as rows of the table."""
    heads = heads_of(register)
    return [
        Row(
            register.title(record),
            "" if register.key == "pk" else getattr(record, register.key),
            register.url_of(record),
            [_cell(record, c, h) for c, h in zip(register.columns, heads, strict=True)],
        )
        for record in records
    ]


def _cell(record: Any, column: Column | str, head: Head) -> Cell:
    value = column.get_value(record) if isinstance(column, Column) else _field_value(record, column)
    if isinstance(value, Decimal):
        value = value_words(None, value)
    words = NOTHING if value is None else str(value)
    tone = column.tone(record) if isinstance(column, TagColumn) and words else None
    return Cell(words, tone, head)


def _field_value(record: Any, name: str) -> Any:
    value = getattr(record, name)
    return value() if callable(value) else value


def _label(model: type[models.Model], column: Column | str) -> str:
    if isinstance(column, Column):
        return str(column.label)
    try:
        return str(model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return ""
