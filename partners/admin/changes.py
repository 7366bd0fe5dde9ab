"""Changes of a record in words: what the event log holds, as people read it.

An event keeps raw values (field → [before, after]); here fields get their names, choices their
words and keys the names of the records they point at, all of a page in a query per model.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from partners.models import Event
from portal.holders import may_see_file
from portal.models import PortalDocument
from portal.publicity import Audience, VisibleQuerySet

from .facts import NOTHING, value_words

#: Stands for a record that is gone, or that the reader may not see.
UNNAMED = "（不显示）"


#: What acts that change no field of a record say of themselves.
_ACTS = {"rows": "行数", "format": "格式", "permissions": "权限", "grants": "页面和文件权限"}


@dataclass(frozen=True)
class Change:
    """One field with its words before and after."""

    label: str
    before: str
    after: str


class Wording:
    """Turns the changes of some events into words for one reader; looks every record up once.

    Records that the reader may not see are not named, nor files that would not be served.
    """

    def __init__(self, events: Iterable[Event], reader: Audience) -> None:
        self._events, self._reader = list(events), reader
        self._names = self._look_up()

    def of(self, event: Event) -> list[Change]:
        """The changes of one event, in the order of the record's fields."""
        return [
            Change(
                self._label(event, name), self._words(event, name, a), self._words(event, name, b)
            )
            for name, (a, b) in _pairs(event)
        ]

    def _label(self, event: Event, name: str) -> str:
        field = _field(event, name)
        if field is None:
            return _ACTS.get(name, name)
        if field.is_relation and not field.concrete:
            return str(field.related_model._meta.verbose_name)
        return str(field.verbose_name)

    def _words(self, event: Event, name: str, value: Any) -> str:
        field = _field(event, name)
        if isinstance(value, list) and field is not None and not field.concrete:
            return "；".join(self._row(field.related_model, row) for row in value) or NOTHING
        return self._value(field, value)

    def _row(self, model: type[models.Model], row: Any) -> str:
        if not isinstance(row, dict):
            return str(row)
        shown = ((_model_field(model, key), value) for key, value in row.items())
        words = [self._value(field, value) for field, value in shown if value not in (None, "")]
        return "，".join(words)

    def _value(self, field: Any, value: Any) -> str:
        if isinstance(value, list) and field is not None and field.many_to_many:
            return "、".join(map(str, value)) or NOTHING  # written by name
        if field is not None and field.is_relation and value is not None:
            return self._names.get((field.related_model, value), UNNAMED)
        return value_words(field, value)

    def _rows(self, model: type[models.Model]) -> models.QuerySet:
        rows = model._default_manager.all()
        return rows.visible_to(self._reader) if isinstance(rows, VisibleQuerySet) else rows

    def _look_up(self) -> dict[tuple[type[models.Model], Any], str]:
        wanted: dict[type[models.Model], set] = defaultdict(set)
        for event in self._events:
            for name, values in _pairs(event):
                for field, value in _leaves(_field(event, name), values):
                    if isinstance(value, int) and not isinstance(value, bool):
                        wanted[field.related_model].add(value)
        return {
            (model, pk): str(record)
            for model, pks in wanted.items()
            for pk, record in self._rows(model).in_bulk(pks).items()
            if not isinstance(record, PortalDocument) or may_see_file(self._reader, record)
        }


def _pairs(event: Event) -> Iterable[tuple[str, list]]:
    """Field and [before, after]; what is not written so (a renewed pairing's) counts as after."""
    for name, values in event.changes.items():
        fits = isinstance(values, list) and len(values) == 2
        yield name, (values if fits else [None, values])


def _leaves(field: Any, values: Iterable) -> Iterable[tuple[Any, Any]]:
    """Every (foreign key, value) in the values of a field, those of child rows included."""
    if field is None or not field.is_relation:
        return
    for value in values:
        if field.concrete:
            yield field, value
            continue
        for row in value if isinstance(value, list) else ():
            if isinstance(row, dict):
                for key, inner in row.items():
                    yield from _leaves(_model_field(field.related_model, key), [inner])


def _field(event: Event, name: str) -> Any:
    model = event.record_type.model_class() if event.record_type else None
    return _model_field(model, name) if model else None


def _model_field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
