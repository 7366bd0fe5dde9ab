"""Pairing many at once: each pair in a transaction of its own, none holds up another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partners.enums import PUBLIC_PAIRINGS
from partners.matching.parents import parent_for
from partners.matching.terms import runs_on, start_after
from partners.models import Organisation, Pairing, PairingLevel
from partners.moves.move import MoveRefused
from partners.moves.pairing import propose, renew
from portal.models import User

CLASH = "刚刚已有人登记了这一结对。"


@dataclass(frozen=True)
class Pair:
    """Two organisations to be paired."""

    unit: Organisation
    community: Organisation

    def __str__(self) -> str:
        return f"{self.unit} — {self.community}"


@dataclass(frozen=True)
class Outcome:
    """What became of one pair: the pairing that was made, or why none was."""

    words: str
    pairing: Pairing | None = None
    why_not: str = ""


def pair_all(
    pairs: Iterable[Pair], level: PairingLevel, *, by: User, no_parent_reason: str = ""
) -> list[Outcome]:
    """Make each of `pairs` a 拟结对 of `level` for its whole year, following on the last time.

    `no_parent_reason` is written where none stands above.
    """
    return [_outcome(pair, level, by, no_parent_reason) for pair in pairs]


def _outcome(pair: Pair, level: PairingLevel, by: User, no_parent_reason: str) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(str(pair), _pair(pair, level, by, no_parent_reason))
    except ValidationError as refused:
        return Outcome(str(pair), why_not=" ".join(refused.messages))
    except IntegrityError:
        return Outcome(str(pair), why_not=CLASH)


def _pair(pair: Pair, level: PairingLevel, by: User, no_parent_reason: str) -> Pairing:
    year = level.programme_year
    parent = parent_for(level, pair.unit, pair.community)
    facts: dict[str, Any] = {
        "programme_year": year,
        "level": level,
        "parent": parent,
        "no_parent_reason": "" if parent or not level.parent_required else no_parent_reason,
        "unit_side": pair.unit,
        "community_side": pair.community,
    }
    old = _last_of(pair, level)
    if old is None:
        return propose(Pairing(**facts, start_on=year.starts_on, end_on=year.ends_on), by=by)
    start = start_after(old, year)
    if start is None:
        raise MoveRefused(runs_on(old))
    return renew(old, by=by, start_on=start, end_on=year.ends_on, **facts)


def _last_of(pair: Pair, level: PairingLevel) -> Pairing | None:
    """The latest pairing of the two in an earlier year, at the same level."""
    year = level.programme_year
    rows = Pairing.objects.filter(
        unit_side=pair.unit,
        community_side=pair.community,
        level__rank=level.rank,
        programme_year__programme=year.programme_id,
        programme_year__year__lt=year.year,
        status__in=PUBLIC_PAIRINGS,
    )
    return rows.order_by("-programme_year__year", "-pk").first()
