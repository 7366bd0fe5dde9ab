"""What was shown, what is stored now, what was typed: where do the last two differ, and who of
both changed it? Pure.

A sheet holds the plain values of a record and of its child rows. A spot is one place to decide: a
field, a field of a row both still have (`relation:row:field`), or a whole row that only one has
(`relation:row`; rows that were just typed are called +0, +1, …).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
Rows = dict[str, dict[str, Values]]
MINE, THEIRS = "mine", "theirs"
#: A key of a row that is not stored yet begins so.
NEW = "+"


@dataclass(frozen=True)
class Sheet:
    """Plain values by field, and by relation and row."""

    values: Values
    rows: Rows = field(default_factory=dict)

    def row(self, relation: str, key: str) -> Values | None:
        """One row; None where there is none."""
        return self.rows.get(relation, {}).get(key)


@dataclass(frozen=True)
class Spot:
    """One difference. `was` is None where it is not known or there was none; `default` is the side
    that changed it alone, empty when both did or nobody knows.
    """

    key: str
    relation: str
    row: str
    name: str
    was: Any
    theirs: Any
    mine: Any
    default: str

    @property
    def is_whole_row(self) -> bool:
        """Whether one side has the row and the other has not."""
        return bool(self.relation and not self.name)


def compare(was: Sheet | None, theirs: Sheet, mine: Sheet) -> list[Spot]:
    """Every spot where `mine` differs from `theirs`, fields first, then rows as they stand."""
    spots = [
        Spot(name, "", "", name, before, theirs.values[name], value, side if was else "")
        for name, value in mine.values.items()
        if name in theirs.values and value != theirs.values[name]
        for before in [was.values.get(name) if was else None]
        for side in [_changed_by(before, theirs.values[name], value)]
    ]
    for relation in mine.rows:
        if relation in theirs.rows:
            spots += _in_rows(relation, was, theirs, mine)
    return spots


def _changed_by(was: Any, theirs: Any, mine: Any) -> str:
    """Who changed it, where one did alone."""
    if theirs == was:
        return MINE
    return THEIRS if mine == was else ""


def _in_rows(relation: str, was: Sheet | None, theirs: Sheet, mine: Sheet) -> Iterator[Spot]:
    stored, typed = theirs.rows[relation], mine.rows[relation]
    before = was.rows.get(relation, {}) if was else {}
    twins = _twins(stored, typed, before)
    for row in dict.fromkeys([*stored, *typed]):
        if row in twins:
            continue
        key, their, my, old = f"{relation}:{row}", stored.get(row), typed.get(row), before.get(row)
        if their is None or my is None:
            known = was is not None or row.startswith(NEW)
            side = _changed_by(old, their, my) if known else ""
            yield Spot(key, relation, row, "", old, their, my, side)
            continue
        for name in (name for name in my if my[name] != their.get(name)):
            cells = (old.get(name) if old else None, their.get(name), my[name])
            side = _changed_by(*cells) if old else ""
            yield Spot(f"{key}:{name}", relation, row, name, *cells, side)


def _twins(
    stored: dict[str, Values], typed: dict[str, Values], before: dict[str, Values]
) -> set[str]:
    """Rows that both added alike: one of them is enough, and nobody has to decide."""
    twins: set[str] = set()
    theirs = [key for key in stored if key not in before and key not in typed]
    for new in (key for key in typed if key.startswith(NEW)):
        alike = [key for key in theirs if key not in twins and stored[key] == typed[new]]
        if alike:
            twins |= {new, alike[0]}
    return twins


def merge(theirs: Sheet, mine: Sheet, spots: list[Spot], choices: dict[str, str]) -> Sheet:
    """What is stored, with the spots chosen to be mine as typed."""
    values = dict(mine.values)
    rows = {
        relation: {k: dict(v) for k, v in kept.items()} for relation, kept in theirs.rows.items()
    }
    for spot in spots:
        if choices.get(spot.key) == THEIRS:
            if not spot.relation:
                values[spot.name] = spot.theirs
        elif spot.relation:
            _put(rows[spot.relation], spot)
    return Sheet(values, rows)


def _put(rows: dict[str, Values], spot: Spot) -> None:
    if spot.name:
        rows[spot.row][spot.name] = spot.mine
    elif spot.mine is None:
        del rows[spot.row]
    else:
        rows[spot.row] = spot.mine
