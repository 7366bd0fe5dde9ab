"""Pairings: every unit with a street, every party organisation with a community, re-paired later.

Counted are those of the aims. Beside them stand proposed and terminated ones, of organisations
that have no other pairing.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from partners.enums import PairingStatus
from partners.models import Organisation, Pairing
from partners.moves.move import Move
from partners.moves.pairing import expire, sign, start, terminate

from .city import City, Year, rng_of
from .days import FIRST_END, between, moment

_ROADS: dict[str, tuple[Move, ...]] = {
    PairingStatus.PROPOSED: (),
    PairingStatus.SIGNED: (sign,),
    PairingStatus.ACTIVE: (sign, start),
    PairingStatus.EXPIRED: (sign, start, expire),
}
_ENDS = ("单位机构调整，经双方协商终止。", "结对对象调整，另行结对。", "社区合并，结对关系终止。")
_NO_PARENT = "所属单位未参加本年度单位结对，经组织部门同意单独结对。"


class Pairer:
    """Makes the pairings of one year."""

    def __init__(self, city: City, year: Year, rng: random.Random) -> None:
        self.city, self.year, self.rng = city, year, rng

    def make(
        self,
        unit: Organisation,
        place: Organisation,
        status: str,
        *,
        signed_on: date,
        end_on: date,
        parent: Pairing | None = None,
        predecessor: Pairing | None = None,
    ) -> Pairing:
        """One pairing with its history, not stored yet."""
        rng, author = self.rng, self.city.people.city
        is_upper = place.parent_id is None
        entered = moment(rng, signed_on - timedelta(days=rng.randint(7, 20)))
        pairing = Pairing(
            programme_year=self.year.record,
            level=self.year.upper if is_upper else self.year.lower,
            unit_side=unit,
            community_side=place,
            division=place.division,
            parent=parent,
            no_parent_reason="" if is_upper or parent else _NO_PARENT,
            predecessor=predecessor,
            start_on=signed_on,
            end_on=end_on,
            signed_on=None if status == PairingStatus.PROPOSED else signed_on,
            entered_by=author,
            created_at=entered,
            changed_at=entered,
        )
        if predecessor:
            changes = {"predecessor": predecessor.number}
            self.city.books.note(
                pairing, "renew", "重新结对", by=author, at=entered, changes=changes
            )
        self._walk(pairing, _ROADS[status])
        return pairing

    def _walk(self, pairing: Pairing, road: Iterable[Move]) -> None:
        days = {
            sign.name: pairing.start_on,
            start.name: pairing.start_on + timedelta(days=self.rng.randint(3, 20)),
            expire.name: pairing.end_on + timedelta(days=self.rng.randint(2, 9)),
        }
        for move in road:
            at = moment(self.rng, days[move.name])
            self.city.books.walk(pairing, move, by=pairing.entered_by, at=at)

    def end(self, pairing: Pairing, on: date) -> Pairing:
        """Terminate a pairing not stored yet."""
        reason = self.rng.choice(_ENDS)
        pairing.ended_on, pairing.end_reason = on, reason
        self.city.books.walk(
            pairing, terminate, by=pairing.entered_by, at=moment(self.rng, on), reason=reason
        )
        return pairing

    def fate(self, *, ends: date, later: date) -> tuple[str, date]:
        """A status of those that count, and the last day that goes with it."""
        draw = self.rng.random()
        if draw < 0.90:
            return PairingStatus.EXPIRED, ends
        if draw < 0.91:
            return PairingStatus.ACTIVE, ends  # over, and waiting to be put to 到期
        if draw < 0.98:
            return PairingStatus.ACTIVE, later
        return PairingStatus.SIGNED, later


def make_first_year(city: City) -> int:
    """All counted pairings of the published year, level by level."""
    rng = rng_of("pairings")
    pairer = Pairer(city, city.first, rng)
    spring, later = date(2024, 3, 31), date(2026, 12, 31)
    streets = _streets_in_turn(city)
    for unit, street in zip(city.organisations.units, streets, strict=True):
        status, end = pairer.fate(ends=FIRST_END, later=later)
        signed = between(rng, date(2024, 1, 8), spring)
        city.upper.append(pairer.make(unit, street, status, signed_on=signed, end_on=end))
    city.books.file(city.upper)
    moved = _moved_on(city, pairer)
    for parent, party, community in _lower_sides(city, rng):
        signed = between(rng, parent.start_on + timedelta(days=5), date(2024, 5, 31))
        old = moved.get(party.pk)
        if old:
            signed = (old.ended_on or signed) + timedelta(days=12)
        city.lower.append(
            pairer.make(
                party,
                community,
                parent.status,
                signed_on=signed,
                end_on=parent.end_on,
                parent=parent,
                predecessor=old,
            )
        )
    city.books.file(city.lower)
    return len(city.upper) + len(city.lower) + _uncounted(city, pairer)


def _streets_in_turn(city: City) -> list[Organisation]:
    """The street of each generated unit; units were made street by street."""
    return [
        street
        for street, count in zip(city.places.streets, city.units_per_street, strict=True)
        for _ in range(count)
    ]


def _lower_sides(
    city: City, rng: random.Random
) -> Iterable[tuple[Pairing, Organisation, Organisation]]:
    """Parent, party organisation and community: every community of a street in turn."""
    by_street: dict[int, list[Pairing]] = {}
    for pairing in city.upper:
        by_street.setdefault(pairing.community_side_id, []).append(pairing)
    for street, parents in by_street.items():
        communities = list(city.places.communities[street])
        rng.shuffle(communities)
        parties = [
            (parent, party)
            for parent in parents
            for party in city.organisations.parties.get(parent.unit_side_id, [])
        ]
        for i, (parent, party) in enumerate(parties):
            yield parent, party, communities[i % len(communities)]


def _moved_on(city: City, pairer: Pairer) -> dict[int, Pairing]:
    """Some party organisations ended a first pairing in spring; by the party's key."""
    parents = [p for p in city.upper if p.status == PairingStatus.EXPIRED][:60:3]
    ended = []
    for parent in parents:
        parties = city.organisations.parties.get(parent.unit_side_id, [])
        if not parties:
            continue
        community = city.places.communities[parent.community_side_id][0]
        signed = parent.start_on + timedelta(days=6)
        pairing = pairer.make(
            parties[0],
            community,
            PairingStatus.ACTIVE,
            signed_on=signed,
            end_on=FIRST_END,
            parent=parent,
        )
        ended.append(pairer.end(pairing, between(pairer.rng, date(2024, 6, 3), date(2024, 7, 31))))
    city.ended += city.books.file(ended)
    return {pairing.unit_side_id: pairing for pairing in ended}


def _uncounted(city: City, pairer: Pairer) -> int:
    """Proposed and terminated pairings of organisations that are not paired otherwise."""
    rng, streets = pairer.rng, city.places.streets
    states = [PairingStatus.PROPOSED, PairingStatus.SIGNED, PairingStatus.ACTIVE]
    signed = date(2024, 4, 15)
    upper = []
    for i, unit in enumerate(city.organisations.idle_units[:20]):
        status = states[i % 3]
        pairing = pairer.make(unit, streets[i * 5], status, signed_on=signed, end_on=FIRST_END)
        if i % 2:
            pairer.end(pairing, between(rng, date(2024, 5, 6), date(2024, 9, 30)))
        elif status != PairingStatus.PROPOSED:
            pairer.end(pairing, date(2024, 10, 8))
        upper.append(pairing)
    city.books.file(upper)
    parents: dict[int | None, Pairing] = {pairing.unit_side_id: pairing for pairing in upper}
    lower = []
    for i, party in enumerate(city.organisations.idle_parties):
        parent = parents.get(party.parent_id)
        if parent is None or i % 3 == 2:
            continue
        community = city.places.communities[parent.community_side_id][i % 3]
        status = states[i % 2 * 2]
        pairing = pairer.make(
            party, community, status, signed_on=signed, end_on=FIRST_END, parent=parent
        )
        if status != PairingStatus.PROPOSED:
            pairer.end(pairing, date(2024, 10, 9))
        lower.append(pairing)
    city.books.file(lower)
    city.ended += [*upper, *lower]
    return len(upper) + len(lower)
