"""Activities of generated pairings: most of them confirmed by the other side, some not.

Attendances of volunteers that count for the published year add up to the aim; those of pending,
disputed and later activities come on top and do not count.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from partners.enums import PUBLIC_PAIRINGS, Fulfilment, PairingStatus
from partners.models import ChecklistItem, Pairing
from portal.models import User
from projects.enums import ActivityState
from projects.models import Activity
from projects.moves import confirm, dispute, start_work

from .activity_words import BY_ITEM, DISPUTES, JOINT, SERVICE, SPOTS, VOLUNTEERING
from .city import City, Year, rng_of
from .days import FIRST_YEAR, between, moment
from .project_plans import Plan
from .shares import apportion

_OWNERS = ("pairing", "alliance", "agreement")
_VOLUNTEERED = 132  # activities the aim is spread over


class Diary:
    """Writes activities with their author, confirmation and history."""

    def __init__(self, city: City, rng: random.Random) -> None:
        self.city, self.rng = city, rng

    def write(self, day: date, words: tuple[str, str], state: str, **owner: Any) -> Activity:
        """One activity of `owner` (pairing=, alliance= or agreement=), not stored yet."""
        rng, people = self.rng, self.city.people
        owning = next(value for key, value in owner.items() if key in _OWNERS)
        day = owning.nearest_day(day) if isinstance(owning, Pairing) else day
        at = moment(rng, day + timedelta(days=rng.randint(0, 3)))
        activity = Activity(
            **owner,
            title=words[0],
            text=words[1],
            date=day,
            division=owning.division,
            attendance=rng.randint(8, 46),
            entered_by=rng.choice(people.liaisons),
            created_at=at,
            changed_at=at,
        )
        self._settle(activity, state, rng.choice(people.community_liaisons))
        return activity

    def _settle(self, activity: Activity, state: str, other: User) -> None:
        at = activity.created_at + timedelta(days=self.rng.randint(1, 6))
        if state == ActivityState.CONFIRMED:
            activity.confirmed_by, activity.confirmed_at = other, at
            self.city.books.walk(activity, confirm, by=other, at=at)
        if state == ActivityState.DISPUTED:
            reason = activity.dispute_reason = self.rng.choice(DISPUTES)
            self.city.books.walk(activity, dispute, by=other, at=at, reason=reason)

    def state(self) -> str:
        """Mostly confirmed."""
        states = [ActivityState.CONFIRMED, ActivityState.PENDING, ActivityState.DISPUTED]
        return self.rng.choices(states, weights=[980, 13, 7])[0]


def make_first_year(city: City) -> int:
    """Activities of every pairing that was signed in the published year."""
    rng = rng_of("activities")
    diary = Diary(city, rng)
    made = [
        activity
        for pairing in [*city.upper, *city.lower, *city.ended]
        for activity in _of_pairing(diary, pairing, city.first)
    ]
    made += [_of_plan(diary, plan) for plan in city.plans if plan.project.started_on]
    _volunteer(rng, city.aims.volunteers, made)
    city.books.file(made)
    return len(made)


def make_second_year(city: City) -> int:
    """The same for the smaller year."""
    rng = rng_of("second activities")
    diary = Diary(city, rng)
    made = [
        activity
        for pairing in [*city.second_upper, *city.second_lower]
        for activity in _of_pairing(diary, pairing, city.second)
    ]
    for activity in made[::28]:
        _with_volunteers(rng, activity, rng.randint(4, 20))
    city.books.file(made)
    return len(made)


def make_joint(city: City) -> int:
    """Activities of generated alliances and agreements."""
    rng = rng_of("joint activities")
    diary = Diary(city, rng)
    made = []
    for owner, record in [
        *(("alliance", alliance) for alliance in city.alliances),
        *(("agreement", agreement) for agreement in city.agreements),
    ]:
        for words in rng.sample(JOINT, 2):
            day = between(rng, date(FIRST_YEAR, 5, 6), date(FIRST_YEAR, 11, 29))
            made.append(diary.write(day, words, diary.state(), **{owner: record}))
    city.books.file(made)
    return len(made)


def _of_pairing(diary: Diary, pairing: Pairing, year: Year) -> Iterable[Activity]:
    """One for most of the checklist items that apply, and a few beyond the list."""
    rng = diary.rng
    quiet = 0.5 if pairing.status == PairingStatus.SIGNED else 0.015
    if pairing.status == PairingStatus.PROPOSED or rng.random() < quiet:
        return
    is_upper = pairing.level_id == year.upper.pk
    last = pairing.ended_on or year.record.ends_on
    for item in year.items:
        if not _applies(item, pairing) or item.due_on > last or rng.random() < 0.012:
            continue
        first = max(pairing.start_on, item.due_on - timedelta(days=75))
        yield _for(diary, pairing, item, between(rng, first, item.due_on))
    for _ in range(rng.choice((0, 1, 1)) if is_upper else rng.choice((0, 0, 0, 0, 1))):
        first = pairing.start_on + timedelta(days=10)
        yield _for(diary, pairing, None, between(rng, first, max(first, last)))


def _applies(item: ChecklistItem, pairing: Pairing) -> bool:
    """Items of the pairing's level and place that an activity fulfils."""
    return (
        item.fulfilled_by == Fulfilment.ACTIVITY
        and item.level_id == pairing.level_id
        and pairing.division.path.startswith(item.division.path)
    )


def _for(diary: Diary, pairing: Pairing, item: ChecklistItem | None, day: date) -> Activity:
    words = diary.rng.choice(BY_ITEM.get(item.title if item else "", JOINT))
    activity = diary.write(day, words, diary.state(), pairing=pairing, checklist_item=item)
    activity.place_text = f"{pairing.community_side.name}{diary.rng.choice(SPOTS)}"
    return activity


def _of_plan(diary: Diary, plan: Plan) -> Activity:
    """A meeting on the site of a project."""
    day = plan.days[start_work.name] + timedelta(days=9)
    words = ("项目现场协调会", "共建双方到现场查看进度，协调临时通行和施工时间。")
    return diary.write(
        day, words, ActivityState.CONFIRMED, pairing=plan.origins[0], project=plan.project
    )


def _volunteer(rng: random.Random, aim: int, made: list[Activity]) -> None:
    """Spread the aim over services that count; let some that do not count have volunteers too."""
    services = [a for a in made if a.checklist_item and a.checklist_item.title == SERVICE]
    counted = [a for a in services if _counts(a)]
    chosen = rng.sample(counted, min(_VOLUNTEERED, aim // 6))
    shares = apportion(aim, [rng.uniform(0.5, 1.6) for _ in chosen], least=3)
    for activity, volunteers in zip(chosen, shares, strict=True):
        _with_volunteers(rng, activity, volunteers)
    for activity in [a for a in services if not _counts(a)][:24]:
        _with_volunteers(rng, activity, rng.randint(5, 25))


def _counts(activity: Activity) -> bool:
    return (
        activity.state == ActivityState.CONFIRMED
        and activity.pairing is not None
        and PairingStatus(activity.pairing.status) in PUBLIC_PAIRINGS
        and activity.date.year == FIRST_YEAR
    )


def _with_volunteers(rng: random.Random, activity: Activity, volunteers: int) -> None:
    activity.title, activity.text = rng.choice(VOLUNTEERING)
    activity.volunteers = volunteers
    activity.attendance = max(activity.attendance, volunteers + rng.randint(2, 12))
    activity.volunteer_hours = Decimal(volunteers) * rng.choice((Decimal("1.5"), 2, Decimal("2.5")))
