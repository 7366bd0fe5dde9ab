"""The names by which organisations and places are looked for, read for many records at once.

Only of organisations and places that the public may see: no entry tells of others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from partners.enums import PLACE_KINDS, NameKind
from partners.models import Division, Organisation, OrganisationName
from partners.models.division import STEP
from partners.short_names import short_names_in
from portal.publicity import PUBLIC

_PLACE_FIELDS = ("pk", "path", "code", "name", "short_name", "display_name", "full_name")
_NOTHING: tuple[str, ...] = ()


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
        own = rows.filter(pk__in=[pk for pk in pks if pk not in self._places])
        self._places |= dict.fromkeys(set(pks) - self._places.keys())
        self._keep(Place(*row) for row in own.values_list(*_PLACE_FIELDS))
        wanted = (self._places[pk] for pk in pks)
        paths = {path for place in wanted if place for path in _paths_above(place.path)}
        missing = paths - self._by_path.keys()
        self._by_path |= dict.fromkeys(missing)
        above = rows.filter(path__in=missing).values_list(*_PLACE_FIELDS)
        self._keep(Place(*row) for row in above)

    def _keep(self, places: Iterable[Place]) -> None:
        for place in places:
            self._places[place.pk] = self._by_path[place.path] = place

    def _learn_organisations(self, pks: Collection[int]) -> None:
        missing = [pk for pk in pks if pk not in self._names]
        rows = Organisation.objects.visible_to(PUBLIC).order_by().filter(pk__in=missing)
        found: dict[int, list[str]] = defaultdict(list)
        named = OrganisationName.objects.filter(organisation__in=missing)
        summaries = {}
        for pk, name, summary in rows.values_list("pk", "name", "summary"):
            found[pk].append(name)
            summaries[pk] = summary
        for pk, name in _in_force_first(named.values_list("organisation_id", "name", "kind")):
            if pk in summaries:
                found[pk].append(name)
        for pk, summary in summaries.items():
            found[pk] += short_names_in(summary)
        self._names |= dict.fromkeys(missing, _NOTHING)
        self._names |= {pk: tuple(dict.fromkeys(names)) for pk, names in found.items()}


def _in_force_first(rows: Iterable[tuple[int, str, str]]) -> list[tuple[int, str]]:
    rank = {NameKind.OFFICIAL: 0, NameKind.SHORT: 1, NameKind.ALIAS: 2, NameKind.FORMER: 3}
    ordered = sorted(rows, key=lambda row: (row[0], rank.get(NameKind(row[2]), 4), row[1]))
    return [(pk, name) for pk, name, _ in ordered]


def _paths_above(path: str) -> list[str]:
    """The paths of the places above, the outermost first."""
    return [path[:end] for end in range(STEP, len(path), STEP)]
