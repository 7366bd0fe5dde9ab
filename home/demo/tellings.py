"""What generated projects tell: milestones, updates, outcomes, checks after hand-over."""

import random
from datetime import date, timedelta

from partners.enums import ReviewState
from projects.enums import ProjectStage
from projects.models import AfterCare, Milestone, Outcome, Update
from projects.moves import accept, establish, start_work

from .city import City, rng_of
from .days import SECOND_END
from .joint import Joiner
from .project_phrases import CARE_RESULTS, MILESTONES, UPDATES
from .project_plans import Plan

#: How many of the five steps a project in this stage has behind it.
_REACHED = {
    ProjectStage.PLANNING: 0,
    ProjectStage.ESTABLISHED: 2,
    ProjectStage.IMPLEMENTING: 3,
    ProjectStage.SUSPENDED: 3,
    ProjectStage.TERMINATED: 3,
    ProjectStage.ACCEPTING: 4,
    ProjectStage.COMPLETED: 5,
}
_LATER = (ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.RETURNED)
_SOURCE = "社区和共建单位共同登记（演示数据）"
_SATISFIED = "居民满意率"


def steps_of(plan: Plan) -> list[date]:
    """The days of the five steps: looked at, agreed, begun, mostly done, handed over."""
    begun, over = plan.days[start_work.name], plan.days[accept.name]
    looked, agreed = plan.days["entered"], plan.days[establish.name]
    return [looked, agreed, begun, begun + (over - begun) * 2 // 3, over]


def make_milestones(city: City) -> int:
    """Five a project; a few were done later than they were due."""
    rng = rng_of("milestones")
    made = []
    for plan in [*city.plans, *city.other_plans]:
        reached = _REACHED[ProjectStage(plan.project.stage)]
        for i, (title, day) in enumerate(zip(MILESTONES, steps_of(plan), strict=True)):
            late = timedelta(days=rng.choice((0, 0, 0, 2, 9)))
            made.append(
                Milestone(
                    project=plan.project,
                    title=title,
                    due_on=day - late,
                    done_on=day if i < reached else None,
                )
            )
    return len(Milestone.objects.bulk_create(made))


def make_updates(city: City) -> int:
    """Approved ones along the steps reached; a few that wait, were returned or are drafts."""
    rng = rng_of("updates")
    joiner = Joiner(city, rng)
    made = []
    for n, plan in enumerate([*city.plans, *city.other_plans]):
        reached = _REACHED[ProjectStage(plan.project.stage)]
        for i, day in list(enumerate(steps_of(plan)))[:reached]:
            if i in (1, 3) and rng.random() < 0.4:
                continue
            told = min(day + timedelta(days=rng.randint(0, 3)), plan.ends_on)
            made.append(_update(joiner, plan, i, told, ReviewState.APPROVED))
        if reached and n % 6 == 0:
            day = steps_of(plan)[reached - 1] + timedelta(days=4)
            made.append(_update(joiner, plan, reached - 1, day, _LATER[n // 6 % 3]))
    return len(city.books.file(made))


def _update(joiner: Joiner, plan: Plan, step: int, day: date, review: str) -> Update:
    """One update, entered a few days after what it tells."""
    title, text = joiner.rng.choice(UPDATES[step])
    lead, place = plan.units[0], plan.place
    update = Update(
        project=plan.project,
        organisation=place if step in (0, 4) else lead,
        happened_on=day,
        title=title,
        text=f"{text}（演示数据）",
        **joiner.entry(plan.project.division, day + timedelta(days=joiner.rng.randint(0, 5))),
    )
    joiner.review(update, review)
    return update


def make_outcomes(city: City) -> int:
    """What finished works yield, and how content people were with some of them."""
    rng = rng_of("outcomes")
    made = []
    for plan in [*city.plans, *city.other_plans]:
        if plan.project.stage != ProjectStage.COMPLETED:
            continue
        work, as_of = plan.work, plan.ends_on + timedelta(days=20)
        values = [(work.measure, rng.randint(work.low, work.high))]
        if rng.random() < 0.4:
            values.append((_SATISFIED, rng.randint(91, 99)))
        made += [
            Outcome(
                project=plan.project,
                measure=city.measures[name],
                value=value,
                as_of=as_of,
                source=_SOURCE,
            )
            for name, value in values
        ]
    return len(Outcome.objects.bulk_create(made))


def make_after_care(city: City) -> int:
    """Checks twice a year after hand-over: done, and still to do."""
    rng = rng_of("after-care")
    made = []
    for plan in [*city.plans, *city.other_plans]:
        if plan.project.stage == ProjectStage.COMPLETED:
            made += [_check(rng, plan, months) for months in (6, 12, 36)]
    return len(AfterCare.objects.bulk_create(made))


def _check(rng: random.Random, plan: Plan, months: int) -> AfterCare:
    due = plan.ends_on + timedelta(days=30 * months)
    is_done = due <= SECOND_END and rng.random() < 0.9
    return AfterCare(
        project=plan.project,
        task=plan.work.care,
        due_on=due,
        done_on=due - timedelta(days=rng.randint(0, 6)) if is_done else None,
        result=rng.choice(CARE_RESULTS) if is_done else "",
        organisation=plan.place,
    )
