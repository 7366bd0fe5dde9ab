"""Generated organisations: units and their party organisations, associations, funders, firms.

All of them say in their name that they are made up. Real bodies stand in `published.py`.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from partners.enums import NameKind, OrganisationKind, OrganisationLevel
from partners.models import Division, Organisation, OrganisationName
from portal.models import User

from .books import Books
from .days import FIRST_START, OPENING, SECOND_START, moment
from .places import Places

_NUMERALS = "一二三四五六七八九十"
#: What a unit may be, how its name says so, and how often.
_TRADES = (
    (OrganisationKind.UNIT, "单位", 70),
    (OrganisationKind.FIRM, "企业", 12),
    (OrganisationKind.SCHOOL, "学校", 10),
    (OrganisationKind.HOSPITAL, "医院", 8),
)
#: Of the units paired with a district's streets, how many are the city's own.
_CITY_SHARE = 0.33


@dataclass
class Organisations:
    """What was generated, by the part it plays. `units` are in the order of their streets."""

    units: list[Organisation] = field(default_factory=list)
    parties: dict[int | None, list[Organisation]] = field(default_factory=dict)  # by unit's key
    idle_units: list[Organisation] = field(default_factory=list)
    idle_parties: list[Organisation] = field(default_factory=list)
    associations: list[Organisation] = field(default_factory=list)
    idle_associations: list[Organisation] = field(default_factory=list)
    funders: dict[int | None, list[Organisation]] = field(default_factory=dict)  # by district
    centres: dict[int, Organisation] = field(default_factory=dict)  # by district
    contractors: list[Organisation] = field(default_factory=list)
    departments: dict[int | None, Organisation] = field(default_factory=dict)  # by district


class Maker:
    """Makes generated organisations with consecutive names."""

    def __init__(self, rng: random.Random, by: User) -> None:
        self.rng, self.by = rng, by
        self._seen: Counter[str] = Counter()

    def make(
        self,
        kind: OrganisationKind,
        stem: str,
        place: Division,
        level: OrganisationLevel,
        digits: int = 2,
        **more: object,
    ) -> Organisation:
        """One organisation called `stem` and the next free number."""
        self._seen[stem] += 1
        return self.named(kind, f"{stem}{self._seen[stem]:0{digits}d}", place, level, **more)

    def named(
        self,
        kind: OrganisationKind,
        name: str,
        place: Division,
        level: OrganisationLevel,
        **more: object,
    ) -> Organisation:
        """One organisation of that name."""
        at = moment(self.rng, OPENING)
        return Organisation(
            kind=kind,
            name=name,
            division=place,
            level=level,
            entered_by=self.by,
            created_at=at,
            changed_at=at,
            **({"summary": "演示数据：由程序生成的组织，并非真实单位。"} | more),
        )

    def unit(self, district: Division | None, city: Division) -> Organisation:
        """A unit of the city (no district) or of a district."""
        kind, word, _ = self.rng.choices(_TRADES, weights=[t[2] for t in _TRADES])[0]
        if district is None:
            level = OrganisationLevel.CITY
            return self.make(kind, f"市级演示{word}", city, level, digits=3)
        stem = f"{district.display_name}演示{word}"
        return self.make(kind, stem, district, OrganisationLevel.DISTRICT)


def party_name(unit: Organisation, index: int) -> str:
    """「…第三党支部」."""
    tens, ones = divmod(index, 10)
    numeral = (_NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "")
    return f"{unit.name}第{numeral}{_NUMERALS[ones - 1] if ones else ''}党支部"


def make_units(maker: Maker, books: Books, places: Places, per_street: list[int]) -> list:
    """Units in the order of the streets they will be paired with, as many as `per_street` says."""
    units: list[Organisation] = []
    slots = [s for s, n in zip(places.streets, per_street, strict=True) for _ in range(n)]
    for street in slots:
        from_city = maker.rng.random() < _CITY_SHARE
        district = None if from_city else places.district_of(street.division)
        units.append(maker.unit(district, places.city))
    return books.file(units)


def make_parties(
    maker: Maker, books: Books, units: list[Organisation], per_unit: list[int]
) -> dict[int | None, list[Organisation]]:
    """Party organisations below each unit."""
    parties = [
        maker.named(
            OrganisationKind.PARTY,
            party_name(unit, i),
            unit.division,
            OrganisationLevel(unit.level),
            parent=unit,
            summary="",
        )
        for unit, count in zip(units, per_unit, strict=True)
        for i in range(1, count + 1)
    ]
    by_unit: dict[int | None, list[Organisation]] = {}
    for party in books.file(parties):
        by_unit.setdefault(party.parent_id, []).append(party)
    return by_unit


def make_others(
    maker: Maker, books: Books, places: Places, into: Organisations, associations: int
) -> None:
    """Everybody who is not a side of a counted pairing."""
    city, kind, level = places.city, OrganisationKind, OrganisationLevel
    into.idle_units = [maker.unit(None, city) for _ in range(12)]
    into.idle_units += [maker.unit(d, city) for d in places.districts for _ in range(2)]
    into.associations = [
        maker.make(kind.ASSOCIATION, stem, city, level.CITY)
        for stem in (("演示行业协会", "演示商会")[i % 3 == 2] for i in range(associations))
    ]
    into.idle_associations = [
        maker.make(kind.ASSOCIATION, "演示行业协会", city, level.CITY) for _ in range(6)
    ]
    into.contractors = [maker.make(kind.FIRM, "演示施工企业", city, level.CITY) for _ in range(24)]
    into.funders = {
        None: [
            maker.named(kind.FUNDER, name, city, level.CITY)
            for name in ("演示市级专项资金", "演示市级以奖代补资金", "演示社会捐赠（市级）")
        ]
    }
    for district in places.districts:
        name = district.display_name
        into.funders[district.pk] = [
            maker.named(kind.FUNDER, f"{name}演示配套资金", district, level.DISTRICT),
            maker.named(kind.FUNDER, f"{name}演示社会捐赠", district, level.DISTRICT),
        ]
        into.centres[district.pk] = maker.named(
            kind.SOCIAL, f"{name}演示共建服务中心", district, level.DISTRICT
        )
        into.departments[district.pk] = maker.named(
            kind.UNIT, f"{name}演示组织部门", district, level.DISTRICT
        )
    into.departments[None] = maker.named(kind.UNIT, "市级演示组织部门", city, level.CITY)
    books.file(
        [
            *into.idle_units,
            *into.associations,
            *into.idle_associations,
            *into.contractors,
            *(funder for group in into.funders.values() for funder in group),
            *into.centres.values(),
            *into.departments.values(),
        ]
    )
    into.idle_parties = [
        party
        for group in make_parties(
            maker, books, into.idle_units, [3] * len(into.idle_units)
        ).values()
        for party in group
    ]
    _end_some(maker, into)


def _end_some(maker: Maker, into: Organisations) -> None:
    """Two units were abolished, one merged into another: such rows exist and are not paired."""
    gone, merged, heir = into.idle_units[-1], into.idle_units[-2], into.idle_units[-3]
    gone.valid_from, gone.valid_until = OPENING, FIRST_START
    merged.valid_until, merged.merged_into = SECOND_START, heir
    Organisation.objects.bulk_update([gone, merged], ["valid_from", "valid_until", "merged_into"])


def make_names(rng: random.Random, organisations: list[Organisation]) -> int:
    """The table of names: official for all, short for most, former and other ones for some."""
    names = [
        OrganisationName(organisation=o, name=o.name, kind=NameKind.OFFICIAL) for o in organisations
    ]
    for o in organisations:
        if "演示" not in o.name:
            continue
        short = o.name.replace("市级演示", "市演").replace("区演示", "演")
        if short != o.name:
            names.append(OrganisationName(organisation=o, name=short, kind=NameKind.SHORT))
        if rng.random() < 0.04:
            former = o.name.replace("演示", "演示（筹）")
            until = FIRST_START
            names.append(
                OrganisationName(organisation=o, name=former, kind=NameKind.FORMER, until=until)
            )
        if rng.random() < 0.03:
            alias = f"{o.name}（挂牌名）"
            names.append(OrganisationName(organisation=o, name=alias, kind=NameKind.ALIAS))
    return len(OrganisationName.objects.bulk_create(names))
