"""The pairing that stands above another: of the same year, between those above both sides.

Found for many at once, in queries whose number does not grow with them. The rule that a parent
must keep stands in partners.rules.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from partners.enums import PairingStatus
from partners.models import Organisation, Pairing, PairingLevel

#: Steps up the tree of organisations that are followed.
_HIGHEST = 6


@dataclass(frozen=True)
class Above:
    """Of every organisation asked for, itself and those above it, the nearest first."""

    lines: dict[int, tuple[int, ...]]

    def of(self, organisation: int) -> tuple[int, ...]:
        """The line of one of them."""
        return self.lines.get(organisation, (organisation,))


def lines_above(organisations: Collection[int]) -> Above:
    """The lines of all of them, one query a step."""
    parents: dict[int, int | None] = {}
    wanted = set(organisations)
    for _ in range(_HIGHEST):
        rows = Organisation.objects.filter(pk__in=wanted).order_by()
        parents |= dict(rows.values_list("pk", "parent_id"))
        wanted = {parent for parent in parents.values() if parent} - parents.keys()
        if not wanted:
            break
    return Above({key: tuple(_line(key, parents)) for key in organisations})


def _line(key: int, parents: dict[int, int | None]) -> Iterable[int]:
    node: int | None = key
    for _ in range(_HIGHEST + 1):
        if node is None:
            return
        yield node
        node = parents.get(node)


def higher_pairings(level: PairingLevel) -> Iterable[Pairing]:
    """Pairings that could stand above one of `level`, the nearest level first."""
    return (
        Pairing.objects.filter(programme_year=level.programme_year_id, level__rank__lt=level.rank)
        .exclude(status=PairingStatus.TERMINATED)
        .order_by("-level__rank", "number")
    )


def parent_for(level: PairingLevel, unit: Organisation, community: Organisation) -> Pairing | None:
    """The pairing above one of those two sides; None where there is none."""
    above = lines_above([unit.pk, community.pk])
    found = higher_pairings(level).filter(  # type: ignore[attr-defined]
        unit_side__in=above.of(unit.pk), community_side__in=above.of(community.pk)
    )
    return found.first()
