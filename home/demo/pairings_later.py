"""The smaller second year: pairings made again after those that are over; contacts of both."""

import random
from datetime import date, timedelta

from partners.enums import PairingStatus, Side
from partners.models import Pairing, PairingContact

from .city import City, rng_of
from .days import LAST_TERM, SECOND_END, between
from .pairings import Pairer


def make_second_year(city: City) -> int:
    """A smaller year: units whose pairing is over pair again, with their party organisations."""
    rng = rng_of("second year")
    pairer = Pairer(city, city.second, rng)
    over = [p for p in city.upper if p.status == PairingStatus.EXPIRED]
    step = max(len(over) // city.aims.later_units, 1)
    for old in over[::step][: city.aims.later_units]:
        status, end = _later_fate(rng)
        signed = between(rng, date(2025, 2, 10), date(2025, 4, 30))
        pairing = pairer.make(
            old.unit_side,
            old.community_side,
            status,
            signed_on=signed,
            end_on=end,
            predecessor=old,
        )
        city.second_upper.append(_perhaps_ended(pairer, pairing))
    city.books.file(city.second_upper)
    by_unit: dict[int | None, Pairing] = {p.unit_side_id: p for p in city.second_upper}
    olds = [p for p in city.lower if p.status == PairingStatus.EXPIRED]
    for old in olds:
        parent = by_unit.get(old.unit_side.parent_id)
        if parent is None:
            continue
        city.second_lower.append(_again(pairer, old, parent))
    city.books.file(city.second_lower)
    return len(city.second_upper) + len(city.second_lower)


def _again(pairer: Pairer, old: Pairing, parent: Pairing) -> Pairing:
    """A party organisation pairs again: mostly the same community, sometimes its neighbour."""
    rng = pairer.rng
    siblings = pairer.city.places.communities[parent.community_side_id]
    place = old.community_side if rng.random() < 0.8 else rng.choice(siblings)
    signed = between(rng, parent.start_on + timedelta(days=5), date(2025, 6, 30))
    without_parent = rng.random() < 0.02
    ended = parent.ended_on
    pairing = pairer.make(
        old.unit_side,
        place,
        PairingStatus.ACTIVE if ended else parent.status,
        signed_on=min(signed, ended) if ended else signed,
        end_on=parent.end_on,
        parent=None if without_parent else parent,
        predecessor=old,
    )
    return pairer.end(pairing, ended) if ended else _perhaps_ended(pairer, pairing)


def _later_fate(rng: random.Random) -> tuple[str, date]:
    fates = [
        (PairingStatus.ACTIVE, LAST_TERM),
        (PairingStatus.SIGNED, LAST_TERM),
        (PairingStatus.PROPOSED, LAST_TERM),
        (PairingStatus.EXPIRED, SECOND_END),
    ]
    return rng.choices(fates, weights=[70, 10, 8, 12])[0]


def _perhaps_ended(pairer: Pairer, pairing: Pairing) -> Pairing:
    if pairing.status == PairingStatus.ACTIVE and pairer.rng.random() < 0.05:
        return pairer.end(pairing, between(pairer.rng, date(2025, 8, 1), date(2025, 11, 28)))
    return pairing


def make_contacts(city: City) -> int:
    """Whom to call, by role and without a number anybody could dial."""
    rng = rng_of("contacts")
    contacts = []
    for n, pairing in enumerate([*city.upper, *city.second_upper, *city.lower[::8]], start=1):
        contacts.append(
            PairingContact(
                pairing=pairing,
                side=Side.UNIT,
                name=f"演示联络员{n:04d}",
                post="单位党建联络员",
                phone="000-0000-0000" if rng.random() < 0.5 else "",
                is_public=rng.random() < 0.2,
            )
        )
        if n % 4 == 0:
            contacts.append(
                PairingContact(
                    pairing=pairing,
                    side=Side.COMMUNITY,
                    name=f"演示社区联络员{n:04d}",
                    post="联络员",
                )
            )
    return len(PairingContact.objects.bulk_create(contacts))
