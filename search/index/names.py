"""The names by which organisations and places are looked for, read for many records at once.

Only of organisations and places that the public may see: no entry tells of others.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from partners.enums import PLACE_KINDS, NameKind
from partners.models import Division, Organisation
from partners.models.division import STEP
from partners.short_names import short_names_in
from portal.publicity import PUBLIC

_PLACE_FIELDS = ("pk", "path", "code", "name", "short_name", "display_name", "full_name")
_NOTHING: tuple[str, ...] = ()
#: Numbers that stand in an address as they are.
_PLAIN = re.compile(r"[A-Za-z0-9-]+")
#: The name in force first, those of the past last.
_RANK = {
    str(kind): rank
    for rank, kind in enumerate(
        (NameKind.OFFICIAL, NameKind.SHORT, NameKind.ALIAS, NameKind.FORMER)
    )
}


class Place(NamedTuple):
    """A place as entries tell of it."""

    pk: int
    path: str
    code: str
    name: str
    short_name: str
    display_name: str
    full_name: str


class NameBook:
    """Names by key. `learn` reads those not known yet: the same few queries for any number."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[str, ...]] = {}
        self._places: dict[int, Place | None] = {}
        self._by_path: dict[str, Place | None] = {}
        self._around: dict[int, tuple[str, ...]] = {}
        self._seats: dict[int, int | None] = {}
        self._addresses: dict[type, tuple[str, str]] = {}

    def learn(self, organisations: Collection[int], places: Collection[int]) -> None:
        """Read the names of these organisations, and of these places and all above them."""
        self._learn_places(places)
        self._learn_organisations(organisations)

    def learn_seats(self, places: Collection[int]) -> None:
        """Read which street's or community's organisation has its page in common with a place."""
        rows = Organisation.objects.visible_to(PUBLIC).filter(kind__in=PLACE_KINDS)
        self._seats |= dict.fromkeys(places)
        self._seats |= dict(rows.filter(division__in=places).values_list("division_id", "pk"))
        self._learn_organisations([seat for place in places if (seat := self._seats[place])])

    def official_name(self, organisation: int) -> str:
        """The name in force, or an empty string."""
        return next(iter(self.names(organisation)), "")

    def names(self, organisation: int) -> tuple[str, ...]:
        """All names, past ones included, the one in force first."""
        return self._names.get(organisation, _NOTHING)

    def seat_names(self, place: int) -> tuple[str, ...]:
        """The names of the organisation that shares its page with the place."""
        return self.names(self._seats.get(place) or 0)

    def place(self, pk: int | None) -> Place | None:
        """The place itself."""
        return self._places.get(pk or 0)

    def names_around(self, pk: int | None) -> tuple[str, ...]:
        """The names of a place and those of the places above it, itself first."""
        if pk not in self._around:
            self._around[pk or 0] = tuple(self._gather_around(pk))
        return self._around[pk or 0]

    def names_of(self, pk: int) -> tuple[str, ...]:
        """The names of a place itself."""
        own = self.place(pk)
        return (own.display_name, own.short_name, own.name) if own else _NOTHING

    def address(self, record: Any, number: str) -> str:
        """The address of a record that stands in it by its number, as the record itself says.

        Asked of the first of a model, as the others differ by the number alone: to reverse an
        address takes longer than all else that is said of a record.
        """
        if not _PLAIN.fullmatch(number):
            return str(record.get_absolute_url())
        if type(record) not in self._addresses:
            before, _, after = str(record.get_absolute_url()).rpartition(number)
            self._addresses[type(record)] = (before, after)
        return number.join(self._addresses[type(record)])

    def _gather_around(self, pk: int | None) -> Iterable[str]:
        if (own := self.place(pk)) is None:
            return []
        above = (self._by_path.get(path) for path in reversed(_paths_above(own.path)))
        return dict.fromkeys(
            [
                own.display_name,
                own.short_name,
                own.full_name,
                *(place.short_name for place in above if place),
            ]
        )

    def _learn_places(self, pks: Collection[int]) -> None:
        rows = Division.objects.visible_to(PUBLIC).order_by()
        if missing := set(pks) - self._places.keys():
            self._places |= dict.fromkeys(missing)
            own = rows.filter(pk__in=missing).values_list(*_PLACE_FIELDS)
            self._keep(Place(*row) for row in own)
        wanted = (self._places[pk] for pk in pks)
        paths = {path for place in wanted if place for path in _paths_above(place.path)}
        if above := paths - self._by_path.keys():
            self._by_path |= dict.fromkeys(above)
            self._keep(
                Place(*row) for row in rows.filter(path__in=above).values_list(*_PLACE_FIELDS)
            )

    def _keep(self, places: Iterable[Place]) -> None:
        for place in places:
            self._places[place.pk] = self._by_path[place.path] = place

    def _learn_organisations(self, pks: Collection[int]) -> None:
        missing = [pk for pk in pks if pk not in self._names]
        if not missing:
            return
        rows = Organisation.objects.visible_to(PUBLIC).order_by().filter(pk__in=missing)
        known: dict[int, tuple[str, str]] = {}
        others: dict[int, list[tuple[int, str]]] = defaultdict(list)
        columns = ("pk", "name", "summary", "names__name", "names__kind")
        for pk, name, summary, other, kind in rows.values_list(*columns):
            known[pk] = (name, summary)
            if other:
                others[pk].append((_RANK.get(kind, len(_RANK)), other))
        self._names |= dict.fromkeys(missing, _NOTHING)
        for pk, (name, summary) in known.items():
            in_force_first = [other for _, other in sorted(others[pk])]
            names = (name, *in_force_first, *short_names_in(summary))
            self._names[pk] = tuple(dict.fromkeys(names))


def _paths_above(path: str) -> list[str]:
    """The paths of the places above, the outermost first."""
    return [path[:end] for end in range(STEP, len(path), STEP)]
