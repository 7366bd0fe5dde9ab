"""Places of the demo city: real divisions, a few levels beside them, who stands for them."""

import csv
from dataclasses import dataclass, field
from datetime import datetime, time

from partners.divisions import DivisionRow, load_divisions
from partners.enums import DivisionLevel, NameKind, OrganisationKind, OrganisationLevel
from partners.models import Division, Organisation, OrganisationName
from portal.models import User

from .aims import DATA
from .books import Books
from .days import FIRST_START, ZONE

#: Levels beside or below the official ones, each below a real place (its code).
_BESIDE = (
    ("Z320113001", "演示功能区01", DivisionLevel.ZONE, "320113"),
    ("A320114005001", "演示片区01", DivisionLevel.AREA, "320114005"),
    ("A320115001001", "演示片区02", DivisionLevel.AREA, "320115001"),
    ("E320114005001001", "演示小区01", DivisionLevel.ESTATE, "320114005001"),
    ("E320106009009001", "演示小区02", DivisionLevel.ESTATE, "320106009009"),
    ("G320114005001001", "演示网格01", DivisionLevel.GRID, "320114005001"),
    ("G320106009009001", "演示网格02", DivisionLevel.GRID, "320106009009"),
)


@dataclass
class Places:
    """Divisions by code, and the organisations that stand for streets and communities."""

    by_code: dict[str, Division]
    streets: list[Organisation] = field(default_factory=list)
    #: By the key of their street.
    communities: dict[int | None, list[Organisation]] = field(default_factory=dict)

    @property
    def city(self) -> Division:
        return next(p for p in self.by_code.values() if p.level == DivisionLevel.CITY)

    @property
    def districts(self) -> list[Division]:
        return [p for p in self.by_code.values() if p.level == DivisionLevel.DISTRICT]

    def district_of(self, place: Division) -> Division:
        """The district a place lies in. Raises StopIteration for the city itself."""
        return next(d for d in self.districts if place.path.startswith(d.path))

    def organisation(self, code: str) -> Organisation:
        """The street or community of that division."""
        everybody = [*self.streets, *(c for group in self.communities.values() for c in group)]
        return next(o for o in everybody if o.division.code == code)


def load_places(by: User) -> Places:
    """Load the divisions."""
    places = Places({place.code: place for place in load_divisions(_rows(), by=by)})
    Division.objects.update(created_at=_opened(), changed_at=_opened())
    return places


def make_place_organisations(books: Books, places: Places, by: User) -> int:
    """The organisation of every street and community, under the names it is looked for."""
    opened = _opened()
    places.streets = books.file(
        [
            _organisation(place, OrganisationKind.STREET, by, opened)
            for place in places.by_code.values()
            if place.level in (DivisionLevel.STREET, DivisionLevel.TOWN)
        ]
    )
    streets: dict[Division | None, Organisation] = {s.division: s for s in places.streets}
    communities = books.file(
        [
            _organisation(place, OrganisationKind.COMMUNITY, by, opened, streets[place.parent])
            for place in places.by_code.values()
            if place.level in (DivisionLevel.COMMUNITY, DivisionLevel.VILLAGE)
        ]
    )
    for community in communities:
        places.communities.setdefault(community.parent_id, []).append(community)
    names = [name for place in [*places.streets, *communities] for name in _names(place)]
    OrganisationName.objects.bulk_create(names)
    return len(places.streets) + len(communities)


def _opened() -> datetime:
    return datetime.combine(FIRST_START, time(9), ZONE)


def _rows() -> list[DivisionRow]:
    with (DATA / "nanjing-divisions.csv").open(encoding="utf-8") as lines:
        official = [
            DivisionRow(row["code"], row["name"], row["level"], row["parent_code"])
            for row in csv.DictReader(lines)
        ]
    return official + [DivisionRow(*row) for row in _BESIDE]


def _organisation(
    place: Division,
    kind: OrganisationKind,
    by: User,
    opened: datetime,
    street: Organisation | None = None,
) -> Organisation:
    is_street = kind == OrganisationKind.STREET
    return Organisation(
        name=place.display_name,
        kind=kind,
        level=OrganisationLevel.STREET if is_street else OrganisationLevel.COMMUNITY,
        division=place,
        parent=street,
        entered_by=by,
        created_at=opened,
        changed_at=opened,
    )


def _names(organisation: Organisation) -> list[OrganisationName]:
    """The display name in force, the full name and the one on the seal, to be searched by."""
    place = organisation.division
    kinds = {
        organisation.name: NameKind.OFFICIAL,
        place.full_name: NameKind.ALIAS,
        place.name: NameKind.ALIAS,
        place.short_name: NameKind.SHORT,
    }
    kinds[organisation.name] = NameKind.OFFICIAL
    return [
        OrganisationName(organisation=organisation, name=name, kind=kind)
        for name, kind in kinds.items()
    ]
