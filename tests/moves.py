"""How tests walk a table of moves: each state with each move either works or is refused.

A table is `{state: {move: state after it}}`, written by hand; a move that does not stand beside
a state must be refused there.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import models

from partners.models import Event
from partners.moves.move import Move, MoveRefused, moves_of
from portal.models import User

Table = dict[str, dict[str, str]]

#: Every fact a move may ask for, beside the person. A move takes what it wants of them.
FACTS = {"on": date(2024, 12, 20), "reason": "按程序办理"}


def cells(table: Table) -> Iterable[Any]:
    """(state, move, state after it or None) for each state and each move the table names."""
    names = sorted({name for moves in table.values() for name in moves})
    for state, possible in table.items():
        for name in names:
            yield pytest.param(state, name, possible.get(name), id=f"{state}-{name}")


def names_in(*tables: Table) -> set[str]:
    """Every move the tables know."""
    return {name for table in tables for moves in table.values() for name in moves}


def stored(record: models.Model) -> dict[str, Any]:
    """The row of the record as the database holds it."""
    return type(record)._base_manager.filter(pk=record.pk).values().get()


def check_move(record: models.Model, name: str, after: str | None, by: User) -> None:
    """Make the move; it leads to the state `after` and one event, or (None) is refused whole."""
    move = moves_of(type(record))[name]
    row = stored(record)
    if after is None:
        check_refused(move, record, by)
        return
    move(record, by=by, **FACTS)
    assert stored(record)[move.field] == getattr(record, move.field) == after
    event = Event.objects.get()
    assert (event.record_id, event.record_type.model_class()) == (record.pk, type(record))
    assert (event.field, event.from_state, event.to_state) == (move.field, row[move.field], after)
    assert (event.action, event.label, event.actor) == (name, move.label, by)
    assert (event.reason, event.record_number) == (FACTS["reason"], row["number"])


def check_refused(move: Move, record: models.Model, by: User, **facts: Any) -> str:
    """The move raises MoveRefused and writes nothing; returns what it says."""
    row = stored(record)
    with pytest.raises(MoveRefused) as refused:
        move(record, by=by, **(FACTS | facts))
    assert stored(record) == row
    assert getattr(record, move.field) == row[move.field]
    assert not Event.objects.exists()
    return refused.value.messages[0]
