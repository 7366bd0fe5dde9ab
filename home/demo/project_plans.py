"""Making one generated project: what it is, where, with whom, on which days, and its history."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from partners.enums import DivisionLevel, ReviewState
from partners.models import Organisation, Pairing
from partners.moves.move import Move
from partners.moves.review import approve, return_, submit
from portal.models import User
from projects.enums import PUBLIC_STAGES, ParticipantRole, ProjectStage
from projects.models import Project, ProjectOrigin, ProjectParticipant
from projects.moves import (
    accept,
    ask_acceptance,
    establish,
    start_work,
    suspend,
    terminate_project,
)

from .city import City, Year
from .days import between, moment
from .project_phrases import GIVEN_UP, HALTS, RETURNED
from .project_words import TOWN_WORKS, Work
from .village_words import VILLAGE_WORKS

#: The moves that lead to each stage.
ROADS: dict[str, tuple[Move, ...]] = {
    ProjectStage.PLANNING: (),
    ProjectStage.ESTABLISHED: (establish,),
    ProjectStage.IMPLEMENTING: (establish, start_work),
    ProjectStage.ACCEPTING: (establish, start_work, ask_acceptance),
    ProjectStage.COMPLETED: (establish, start_work, ask_acceptance, accept),
    ProjectStage.SUSPENDED: (establish, start_work, suspend),
    ProjectStage.TERMINATED: (establish, start_work, terminate_project),
}
REVIEWS: dict[str, tuple[Move, ...]] = {
    ReviewState.DRAFT: (),
    ReviewState.SUBMITTED: (submit,),
    ReviewState.APPROVED: (submit, approve),
    ReviewState.RETURNED: (submit, return_),
}
_REASONS = {suspend.name: HALTS, terminate_project.name: GIVEN_UP, return_.name: RETURNED}


@dataclass
class Plan:
    """A generated project with what later steps need to tell about it."""

    project: Project
    work: Work
    pairings: list[Pairing]
    place: Organisation
    days: dict[str, date] = field(default_factory=dict)

    @property
    def units(self) -> list[Organisation]:
        """Its units, the leading one first."""
        return [pairing.unit_side for pairing in self.pairings]

    @property
    def is_public(self) -> bool:
        """Whether the public sees it; the queryset of projects says the same."""
        approved = self.project.review_state == ReviewState.APPROVED
        return approved and self.project.stage in PUBLIC_STAGES

    @property
    def ends_on(self) -> date:
        """The last day of work, done or planned."""
        return self.days[accept.name]


class Planner:
    """Plans the projects of one year; a community gets one before any gets a second."""

    def __init__(self, city: City, year: Year, rng: random.Random) -> None:
        self.city, self.year, self.rng = city, year, rng
        self._used: set[tuple[int, str]] = set()

    def plan(self, pairings: list[Pairing], review: str, stage: str) -> Plan:
        """A project of these pairings that has come as far as `review` and `stage`."""
        place, work = self._what(pairings[0])
        days = self._days()
        at = moment(self.rng, days["entered"])
        roles = ROADS[stage]
        has_begun, is_done = start_work in roles, accept in roles
        project = Project(
            programme_year=self.year.record,
            name=f"{place.division.short_name}{work.name}",
            field=self.city.fields[work.field],
            division=place.division,
            place_text=f"{place.name}{work.spot}".replace("社区社区", "社区"),
            summary=f"针对{work.problem}的问题，共建双方商定{work.doing}。（演示数据）",
            planned_start=days[start_work.name] - timedelta(days=self.rng.randint(0, 10)),
            planned_end=days[accept.name] + timedelta(days=self.rng.randint(-5, 20)),
            started_on=days[start_work.name] if has_begun else None,
            completed_on=days[accept.name] if is_done else None,
            entered_by=self.rng.choice(self.city.people.liaisons),
            created_at=at,
            changed_at=at,
        )
        plan = Plan(project, work, pairings, place, days)
        self._walk(plan, (*REVIEWS[review], *ROADS[stage]))
        return plan

    def _what(self, pairing: Pairing) -> tuple[Organisation, Work]:
        """A community of the street and a work for it that it has not got yet."""
        choices = list(self.city.places.communities[pairing.community_side_id])
        self.rng.shuffle(choices)
        choices.sort(key=lambda place: any(pk == place.pk for pk, _ in self._used))
        place = choices[0]
        in_village = place.division.level == DivisionLevel.VILLAGE
        works = VILLAGE_WORKS if in_village else TOWN_WORKS
        fresh = [work for work in works if (place.pk, work.name) not in self._used]
        work = self.rng.choice(fresh or list(works))
        self._used.add((place.pk, work.name))
        return place, work

    def _days(self) -> dict[str, date]:
        """Days of every step in order, whether or not the project comes as far."""
        rng, year = self.rng, self.year.record.year
        entered = between(rng, date(year, 5, 6), date(year, 5, 31))
        begun = between(rng, entered + timedelta(days=25), entered + timedelta(days=55))
        over = between(rng, begun + timedelta(days=40), begun + timedelta(days=135))
        return {
            "entered": entered,
            submit.name: entered + timedelta(days=1),
            approve.name: entered + timedelta(days=4),
            return_.name: entered + timedelta(days=4),
            establish.name: entered + timedelta(days=10),
            start_work.name: begun,
            suspend.name: begun + timedelta(days=20),
            terminate_project.name: begun + timedelta(days=20),
            ask_acceptance.name: over - timedelta(days=6),
            accept.name: over,
        }

    def _walk(self, plan: Plan, road: tuple[Move, ...]) -> None:
        project, people = plan.project, self.city.people
        reviewer = self.city.reviewer(self.rng, project.entered_by)
        actors: dict[str, User] = {
            approve.name: reviewer,
            return_.name: reviewer,
            accept.name: self.rng.choice(people.community_liaisons),
        }
        for move in road:
            at = moment(self.rng, plan.days[move.name])
            reason = self.rng.choice(_REASONS[move.name]) if move.needs_reason else ""
            if move in (approve, return_):
                project.reviewed_by, project.reviewed_at = reviewer, at
                project.review_reason = reason
            if move in (suspend, terminate_project):
                project.stage_reason = reason
            if move is suspend:
                project.suspended_from = project.stage
            actor = actors.get(move.name, project.entered_by)
            self.city.books.walk(project, move, by=actor, at=at, reason=reason)


def file_plans(city: City, plans: list[Plan]) -> int:
    """Store the projects with their origins and participants."""
    city.books.file([plan.project for plan in plans])
    ProjectOrigin.objects.bulk_create(
        ProjectOrigin(project=plan.project, pairing=pairing)
        for plan in plans
        for pairing in plan.pairings
    )
    ProjectParticipant.objects.bulk_create(
        participant for plan in plans for participant in _participants(city, plan)
    )
    city.plans += plans
    return len(plans)


def _participants(city: City, plan: Plan) -> list[ProjectParticipant]:
    lead, *partners = plan.units
    district = city.places.district_of(plan.place.division)
    roles = [
        (lead, ParticipantRole.LEAD),
        *((unit, ParticipantRole.PARTNER) for unit in partners),
        (city.organisations.funders[district.pk][0], ParticipantRole.FUNDER),
        (plan.place, ParticipantRole.BENEFICIARY),
    ]
    return [
        ProjectParticipant(project=plan.project, organisation=organisation, role=role)
        for organisation, role in roles
    ]
