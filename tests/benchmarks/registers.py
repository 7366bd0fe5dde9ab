"""More rows of every register, of the demo's words."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice

from home.demo.activity_words import BY_ITEM, SPOTS
from home.demo.need_words import NEEDS, RESOURCES
from partners.enums import AgreementKind, ListKind, PairingStatus
from partners.models import (
    Agreement,
    AgreementParty,
    ListCategory,
    ListItem,
    Organisation,
    Pairing,
)
from projects.enums import ActivityState, ParticipantRole, ProjectStage
from projects.models import Activity, Project, ProjectParticipant, Update

from .crowd import Crowd, keep, units, write


def _projects(crowd: Crowd, count: int) -> None:
    bodies = units()

    def made() -> Iterable[Project]:
        for _ in range(count):
            place, year = crowd.rng.choice(crowd.places), crowd.rng.choice(crowd.years)
            work = crowd.work(place)
            yield Project(
                programme_year=year,
                name=f"{place.short_name}{work.name}项目",
                field=crowd.fields[work.field],
                place_text=work.spot,
                summary=crowd.tale(place, work, crowd.rng.choice(bodies)),
                stage=ProjectStage.IMPLEMENTING,
                started_on=crowd.day(),
                **crowd.entry(place),
                **crowd.review(),
            )

    rows = keep(made(), "XM")
    write(
        ProjectParticipant(
            project=project, organisation=crowd.rng.choice(bodies), role=ParticipantRole.LEAD
        )
        for project in rows
    )


def _updates(crowd: Crowd, count: int) -> None:
    bodies = units()
    projects = list(Project.objects.public().select_related("division"))

    def made() -> Iterable[Update]:
        for _ in range(count):
            project, unit = crowd.rng.choice(projects), crowd.rng.choice(bodies)
            work = crowd.work(project.division)
            yield Update(
                project=project,
                organisation=unit,
                happened_on=crowd.day(),
                title=f"{work.name}{crowd.rng.choice(('开工', '过半', '验收', '推进会'))}",
                text=crowd.tale(project.division, work, unit),
                **crowd.entry(project.division),
                **crowd.review(),
            )

    keep(made(), "JZ")


def _pairings(crowd: Crowd, count: int) -> None:
    bodies = units()
    communities = list(Organisation.objects.communities().select_related("division"))
    levels = {year: year.levels.order_by("rank")[0] for year in crowd.years}
    known = Pairing.objects.values_list("programme_year", "unit_side", "community_side")
    taken = set(known)

    def made() -> Iterable[Pairing]:
        while True:
            year, unit = crowd.rng.choice(crowd.years), crowd.rng.choice(bodies)
            community = crowd.rng.choice(communities)
            sides = (year.pk, unit.pk, community.pk)
            if sides in taken:
                continue
            taken.add(sides)
            work, day = crowd.work(community.division), date(year.year, 3, 1)
            yield Pairing(
                programme_year=year,
                level=levels[year],
                unit_side=unit,
                community_side=community,
                start_on=day,
                end_on=date(year.year, 12, 31),
                signed_on=day,
                status=PairingStatus.ACTIVE,
                summary=crowd.tale(community.division, work, unit),
                **crowd.entry(community.division),
            )

    keep(islice(made(), count), "JD")


def _agreements(crowd: Crowd, count: int) -> None:
    bodies = units()

    def made() -> Iterable[Agreement]:
        for _ in range(count):
            place, unit = crowd.rng.choice(crowd.places), crowd.rng.choice(bodies)
            work = crowd.work(place)
            yield Agreement(
                title=f"{place.short_name}{work.name}共建协议",
                kind=AgreementKind.COOPERATION,
                programme_year=crowd.rng.choice(crowd.years),
                signed_on=crowd.day(),
                summary=crowd.tale(place, work, unit),
                **crowd.entry(place),
                **crowd.review(),
            )

    rows = keep(made(), "XY")
    write(AgreementParty(agreement=row, organisation=crowd.rng.choice(bodies)) for row in rows)


def _activities(crowd: Crowd, count: int) -> None:
    pairings = list(Pairing.objects.public().select_related("division", "unit_side")[:20_000])
    words = [pair for pairs in BY_ITEM.values() for pair in pairs]

    def made() -> Iterable[Activity]:
        for _ in range(count):
            pairing = crowd.rng.choice(pairings)
            title, text = crowd.rng.choice(words)
            work = crowd.work(pairing.division)
            yield Activity(
                pairing=pairing,
                title=title,
                date=crowd.day(),
                place_text=crowd.rng.choice(SPOTS),
                text=text + crowd.tale(pairing.division, work, pairing.unit_side),
                state=ActivityState.CONFIRMED,
                confirmed_by=crowd.reviewer,
                **crowd.entry(pairing.division),
            )

    keep(made(), "HD")


def _list_items(crowd: Crowd, count: int) -> None:
    communities = list(Organisation.objects.communities().select_related("division"))
    categories = {category.name: category for category in ListCategory.objects.all()}
    lists = ((ListKind.NEED, NEEDS), (ListKind.RESOURCE, RESOURCES))
    words = [
        (kind, category, *row)
        for kind, by_category in lists
        for category, rows in by_category.items()
        for row in rows
    ]

    def made() -> Iterable[ListItem]:
        for _ in range(count):
            kind, category, title, text, quantity = crowd.rng.choice(words)
            community = crowd.rng.choice(communities)
            yield ListItem(
                kind=kind,
                organisation=community,
                category=categories[category],
                title=title,
                description=f"{community.division.full_name}：{text}",
                quantity=quantity,
                **crowd.entry(community.division),
                **crowd.review(),
            )

    keep(made(), "QD")


MAKERS: dict[str, Callable[[Crowd, int], None]] = {
    "projects": _projects,
    "updates": _updates,
    "activities": _activities,
    "pairings": _pairings,
    "agreements": _agreements,
    "list_items": _list_items,
}
