"""Making one generated project: what it is, where, with whom, on which days, and its history."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from partners.enums import DivisionLevel, ReviewState
from partners.models import Agreement, Alliance, Organisation, Pairing
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

Origin = Pairing | Alliance | Agreement

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
    origins: Sequence[Origin]
    units: list[Organisation]  # the leading one first
    place: Organisation
    days: dict[str, date] = field(default_factory=dict)

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

    def of_pairings(self, pairings: list[Pairing], review: str, stage: str) -> Plan:
        """A project of these pairings, in a community of their street."""
        street = pairings[0].community_side_id
        place = self._freest(self.city.places.communities[street])
        return self.plan(pairings, [p.unit_side for p in pairings], place, (review, stage))

    def plan(
        self,
        origins: Sequence[Origin],
        units: list[Organisation],
        place: Organisation,
        states: tuple[str, str],
    ) -> Plan:
        """A project that has come as far as its two states, of review and of stage."""
        review, stage = states
        work = self._work(place)
        days = self._days()
        at = moment(self.rng, days["entered"])
        roles = ROADS[stage]
        has_begun, is_done = start_work in roles, accept in roles
        project = Project(
            programme_year=self.year.record,
            name=f"{spoken(place)}{work.name}",
            field=self.city.fields[work.field],
            division=place.division,
            place_text=work.spot,
            summary=f"针对{work.problem}的问题，共建双方商定{work.doing}。（演示数据）",
            planned_start=days[start_work.name] - timedelta(days=self.rng.randint(0, 10)),
            planned_end=days[accept.name] + timedelta(days=self.rng.randint(-5, 20)),
            started_on=days[start_work.name] if has_begun else None,
            completed_on=days[accept.name] if is_done else None,
            entered_by=self.rng.choice(self.city.people.liaisons),
            created_at=at,
            changed_at=at,
        )
        plan = Plan(project, work, origins, units, place, days)
        self._walk(plan, (*REVIEWS[review], *ROADS[stage]))
        return plan

    def _freest(self, communities: list[Organisation]) -> Organisation:
        """A community that has no project of the year yet, while there is one."""
        choices = list(communities)
        self.rng.shuffle(choices)
        taken = {pk for pk, _ in self._used}
        return min(choices, key=lambda place: place.pk in taken)

    def _work(self, place: Organisation) -> Work:
        """A work for the place that it has not got yet."""
        in_village = place.division.level == DivisionLevel.VILLAGE
        works = VILLAGE_WORKS if in_village else TOWN_WORKS
        fresh = [work for work in works if (place.pk, work.name) not in self._used]
        work = self.rng.choice(fresh or list(works))
        self._used.add((place.pk, work.name))
        return work

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


def spoken(place: Organisation) -> str:
    """The name of a community in running text: 「十里」 of the list is 「十里村」."""
    name = place.division.short_name
    if name.endswith(("社区", "村")):
        return name
    return f"{name}村" if place.division.level == DivisionLevel.VILLAGE else f"{name}社区"


def file_plans(city: City, plans: list[Plan]) -> int:
    """Store the projects with their origins and participants."""
    city.books.file([plan.project for plan in plans])
    ProjectOrigin.objects.bulk_create(
        ProjectOrigin(project=plan.project, **{str(origin._meta.model_name): origin})
        for plan in plans
        for origin in plan.origins
    )
    ProjectParticipant.objects.bulk_create(
        participant for plan in plans for participant in _participants(city, plan)
    )
    return len(plans)


def _participants(city: City, plan: Plan) -> list[ProjectParticipant]:
    lead, *partners = plan.units
    district = city.places.district_of(plan.place.division)
    roles = [
        (lead, ParticipantRole.LEAD),
        *((unit, ParticipantRole.PARTNER) for unit in partners),
        (plan.place, ParticipantRole.BENEFICIARY),
    ]
    if isinstance(plan.origins[0], Pairing):
        roles.append((city.organisations.funders[district.pk][0], ParticipantRole.FUNDER))
    return [
        ProjectParticipant(project=plan.project, organisation=organisation, role=role)
        for organisation, role in roles
    ]
