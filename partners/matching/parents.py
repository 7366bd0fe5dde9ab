"""The pairing that stands above another: of the same year, between those above both sides.

Found for many at once, in queries whose number does not grow with them. The rule that a parent
must keep stands in partners.rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partners.enums import PairingStatus
from partners.models import Organisation, Pairing, PairingLevel
from partners.querysets.pairing import PairingQuerySet

#: Steps up the tree of organisations that are followed.
_HIGHEST = 6


@dataclass(frozen=True)
class Above:
    """Of every organisation asked for, itself and those above it, the nearest first."""

    lines: dict[int, tuple[int, ...]]

    def of(self, organisation: int) -> tuple[int, ...]:
        """The line of one of them."""
        return self.lines.get(organisation, (organisation,))


def lines_above(organisations: Iterable[Organisation]) -> Above:
    """The lines of all of them; a query a step, beyond what they bring along (their parents)."""
    bodies = list(organisations)
    brought = [one.parent for one in bodies if one.parent_id and _brings_parent(one)]
    parents = {one.pk: one.parent_id for one in [*brought, *bodies] if one}
    for _ in range(_HIGHEST):
        wanted = {parent for parent in parents.values() if parent} - parents.keys()
        if not wanted:
            break
        rows = Organisation.objects.filter(pk__in=wanted).order_by()
        parents |= dict(rows.values_list("pk", "parent_id"))
    return Above({one.pk: tuple(_line(one.pk, parents)) for one in bodies})


def _brings_parent(one: Any) -> bool:
    return Organisation._meta.get_field("parent").is_cached(one)


def _line(key: int, parents: dict[int, int | None]) -> Iterable[int]:
    node: int | None = key
    for _ in range(_HIGHEST + 1):
        if node is None:
            return
        yield node
        node = parents.get(node)


def higher_pairings(level: PairingLevel) -> PairingQuerySet:
    """Pairings that could stand above one of `level`, the nearest level first."""
    return (
        Pairing.objects.filter(programme_year=level.programme_year_id, level__rank__lt=level.rank)
        .exclude(status=PairingStatus.TERMINATED)
        .order_by("-level__rank", "number")
    )


def parent_for(level: PairingLevel, unit: Organisation, community: Organisation) -> Pairing | None:
    """The pairing above one of those two sides; None where there is none."""
    above = lines_above([unit, community])
    found = higher_pairings(level).filter(
        unit_side__in=above.of(unit.pk), community_side__in=above.of(community.pk)
    )
    return found.first()
