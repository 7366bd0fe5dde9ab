"""Generated alliances of every kind and state, with a few projects of the second year."""

from datetime import date

from partners.enums import AllianceKind, ReviewState
from partners.models import Alliance, AllianceMember, Organisation
from projects.enums import ProjectStage

from .city import City, rng_of
from .joint import Joiner, members
from .project_plans import Planner, file_plans

_STEMS = {
    AllianceKind.COMMUNITY: "演示党建共同体",
    AllianceKind.LEAGUE: "演示服务联盟",
    AllianceKind.STREET_COMMITTEE: "演示街道“大工委”",
    AllianceKind.AREA_COMMITTEE: "演示片区“大党委”",
    AllianceKind.CAMPUS: "演示校地党建联盟",
    AllianceKind.EDUCATION: "演示教育发展共同体",
}
_HIDDEN = (ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.RETURNED)
_SUMMARY = "由街道牵头，结对单位和驻区单位参加，定期会商需求和资源清单。（演示数据）"


def make_alliances(city: City) -> int:
    """Two public ones of each kind and one that is not; some dissolved."""
    rng = rng_of("alliances")
    joiner = Joiner(city, rng)
    streets = rng.sample(city.places.streets, len(_STEMS) * 3)
    made: list[tuple[Alliance, list[Organisation]]] = []
    for i, (kind, stem) in enumerate(_STEMS.items()):
        for n in range(1, 4):
            street = streets[i * 3 + n - 1]
            state = ReviewState.APPROVED if n < 3 else _HIDDEN[i % 3]
            alliance = _alliance(city, joiner, street, f"{stem}{n:02d}", kind)
            joiner.review(alliance, state)
            if n == 2 and i % 2:
                joiner.dissolve(alliance, date(2025, 6, 30))
            made.append((alliance, [street, *_units_of(city, street)]))
    city.books.file([alliance for alliance, _ in made])
    AllianceMember.objects.bulk_create(
        row for alliance, organisations in made for row in members(alliance, organisations)
    )
    city.alliances = [a for a, _ in made if a.review_state == ReviewState.APPROVED]
    return len(made) + _projects(city, [(a, o) for a, o in made if a in city.alliances])


def _alliance(city: City, joiner: Joiner, street: Organisation, name: str, kind: str) -> Alliance:
    return Alliance(
        name=f"{name}（{street.name}）",
        kind=kind,
        programme_year=city.first.record,
        formed_on=date(2024, 4, 10),
        summary=_SUMMARY,
        **joiner.entry(street.division, date(2024, 4, 11)),
    )


def _units_of(city: City, street: Organisation) -> list[Organisation]:
    """Units paired with the street."""
    return [p.unit_side for p in city.upper if p.community_side_id == street.pk][:6]


def _projects(city: City, hosts: list[tuple[Alliance, list[Organisation]]]) -> int:
    """Public ones in the second year; in the first only such as do not count."""
    rng = rng_of("alliance projects")
    ways = [
        (city.first, ReviewState.DRAFT, ProjectStage.PLANNING),
        (city.first, ReviewState.APPROVED, ProjectStage.PLANNING),
        (city.first, ReviewState.APPROVED, ProjectStage.TERMINATED),
        (city.second, ReviewState.APPROVED, ProjectStage.IMPLEMENTING),
        (city.second, ReviewState.APPROVED, ProjectStage.COMPLETED),
        (city.second, ReviewState.APPROVED, ProjectStage.ACCEPTING),
    ]
    plans = []
    for (alliance, (street, *units)), (year, review, stage) in zip(hosts, ways, strict=False):
        if not units:
            continue
        place = rng.choice(city.places.communities[street.pk])
        planner = Planner(city, year, rng)
        plans.append(planner.plan([alliance], units[:2], place, (review, stage)))
    city.other_plans += plans
    return file_plans(city, plans)
