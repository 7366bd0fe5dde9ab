"""Writing many records at once as people would have written them one by one.

Numbers come from the same sequences, states move by the declared moves (a move that the state
does not allow is an error here too), and every move leaves its row in the event log.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from partners.events import about, changes_between, snapshot
from partners.models import Event, Register, Tracked
from partners.models.number import take_numbers
from partners.moves.move import Move
from portal.models import User

_BATCH = 2000
_Record = TypeVar("_Record", bound=models.Model)


class Books:
    """The registers while they are filled: files records and keeps their history."""

    def __init__(self) -> None:
        self._pending: list[tuple[models.Model, dict[str, Any]]] = []

    def file(self, records: Sequence[_Record]) -> list[_Record]:
        """Number the records that have none yet, store all, then their history so far."""
        if not records:
            return []
        number([r for r in records if isinstance(r, Register) and not r.number])
        stored = type(records[0])._base_manager.bulk_create(records, batch_size=_BATCH)
        self.close()
        return stored

    def walk(
        self, record: Tracked, move: Move, *, by: User, at: datetime, reason: str = ""
    ) -> None:
        """Move the state of a record not stored yet, as the move itself would.

        What else the move sets (dates, persons) is given when the record is made. Raises
        ValueError where the move is not possible from the record's state or for this person.
        """
        if why := move.refusal(record, by):
            raise ValueError(f"{record._meta.label} {record}: {why}")
        before = getattr(record, move.field)
        # A move without a fixed target (恢复) is not walked here.
        setattr(record, move.field, str(move.target))
        record.version += 1
        record.changed_at = at
        self.note(
            record,
            move.name,
            move.label,
            by=by,
            at=at,
            field=move.field,
            from_state=str(before),
            to_state=str(move.target),
            reason=reason,
        )

    def note(
        self, record: models.Model, action: str, label: str, *, by: User, at: datetime, **more: Any
    ) -> None:
        """Keep a row for the event log until the record is stored."""
        self._pending.append(
            (record, {"action": action, "label": label, "actor": by, "at": at} | more)
        )

    def note_entry(self, record: Tracked, action: str, label: str) -> None:
        """Keep the row about the entry of a whole record, with all its values."""
        changes = changes_between({}, snapshot(record))
        self.note(
            record, action, label, by=record.entered_by, at=record.created_at, changes=changes
        )

    def close(self) -> None:
        """Write the rows kept so far about records that are stored by now."""
        stored = [(record, row) for record, row in self._pending if record.pk]
        self._pending = [(record, row) for record, row in self._pending if not record.pk]
        Event.objects.bulk_create(
            [about(record, **row) for record, row in stored], batch_size=_BATCH
        )


def number(records: Iterable[Register]) -> None:
    """Give the records numbers in their order, of their year: one request a sequence."""
    by_sequence: dict[tuple[str, int], list[Register]] = {}
    for record in records:
        by_sequence.setdefault((record.number_prefix, _year(record)), []).append(record)
    for (prefix, year), members in by_sequence.items():
        for record, taken in zip(members, take_numbers(prefix, year, len(members)), strict=True):
            record.number = taken


def _year(record: Register) -> int:
    """The year in the number: the register's own, else that of the entry (never today's)."""
    if type(record).number_year is Register.number_year:
        return record.created_at.year
    return record.number_year()
