"""Needs and resources in every stage and review state, with claims; some answered by projects."""

import random
from datetime import date, timedelta

from partners.enums import CLAIMABLE_STAGES, ListKind, NeedStage, PairingStatus, ReviewState
from partners.models import Claim, ListCategory, ListItem, Organisation, Pairing
from partners.moves.list_item import (
    accept_need,
    answer,
    assign_need,
    close_need,
    close_resource,
    fulfil_claim,
    handle,
    reopen,
    withdraw_claim,
)
from partners.moves.move import Move
from projects.enums import ProjectStage
from projects.models import Project

from . import at_work
from .city import City, rng_of
from .days import LAST_TERM, between
from .joint import Joiner
from .need_words import ANSWERS, NEEDS, PROMISES, REOPENED, RESOURCES, RESULTS, WITHDRAWN
from .project_plans import Plan

_MARK = "（演示数据）"
_ROAD: tuple[Move, ...] = (accept_need, assign_need, handle, answer, close_need)
#: How far needs have come, most of them to the end.
_WEIGHTS = {
    NeedStage.COLLECTED: 8,
    NeedStage.ACCEPTED: 10,
    NeedStage.CLAIMED: 10,
    NeedStage.HANDLING: 14,
    NeedStage.ANSWERED: 8,
    NeedStage.CLOSED: 50,
}
_REVIEWS = (ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.RETURNED)


class Lister:
    """Makes list items and the claims on them."""

    def __init__(self, city: City, rng: random.Random) -> None:
        self.city, self.rng, self.joiner = city, rng, Joiner(city, rng)
        self.categories = {c.name: c for c in ListCategory.objects.all()}
        self.claims: list[Claim] = []

    def item(self, kind: str, owner: Organisation, words: dict, entered: date) -> ListItem:
        """An item of a chance category, not reviewed and not stored yet."""
        category = self.rng.choice(list(words))
        item = self.written(kind, owner, category, self.rng.choice(words[category]), entered)
        item.deadline = entered + timedelta(days=self.rng.randint(60, 200))
        return item

    def written(
        self, kind: str, owner: Organisation, category: str, words: tuple, entered: date
    ) -> ListItem:
        """An item in those words: title, description and quantity."""
        title, description, quantity = words
        return ListItem(
            kind=kind,
            organisation=owner,
            category=self.categories[category],
            title=title,
            description=f"{description}{_MARK}",
            quantity=quantity,
            **self.joiner.entry(owner.division, entered),
        )

    def need(self, pairing: Pairing, stage: str, review: str = ReviewState.APPROVED) -> ListItem:
        """A need of the pairing's community; the paired party organisation claims it."""
        rng, start = self.rng, pairing.start_on
        entered = between(rng, start + timedelta(days=10), start + timedelta(days=120))
        item = self.item(ListKind.NEED, pairing.community_side, NEEDS, entered)
        item.priority_until = entered + timedelta(days=20)
        if stage in CLAIMABLE_STAGES and pairing.end_on == LAST_TERM:
            item.deadline = LAST_TERM  # still waits
        if rng.random() < 0.45:
            self.deliberate(item, entered)
        self.joiner.review(item, review)
        self.walk(item, stage, pairing.unit_side)
        return item

    def deliberate(self, item: ListItem, entered: date) -> None:
        """Say that residents were asked some days before."""
        item.deliberated_on = entered - timedelta(days=self.rng.randint(3, 15))
        item.deliberation_participants = f"居民代表{self.rng.randint(9, 31)}名、网格员、物业代表"
        item.deliberation_result = self.rng.choice(RESULTS)

    def walk(self, item: ListItem, stage: str, claimant: Organisation) -> None:
        """Take a need, not stored yet, to its stage; the claimant commits itself on the way."""
        last = list(NeedStage).index(NeedStage(stage))
        at = item.changed_at
        road = list(_ROAD[:last])
        if close_need in road and self.rng.random() < 0.1:
            road[-1:] = [reopen, answer, close_need]
        for move in road:
            at += timedelta(days=self.rng.randint(2, 14))
            by = self.city.people.city
            reasons = {answer: self.rng.choice(ANSWERS), reopen: REOPENED}
            if move is assign_need:
                self._claim(item, claimant, at.date(), stage)
            if move is close_need:
                item.closed_on = at.date()
            if move is answer:
                item.answer = reasons[answer]
            self.city.books.walk(item, move, by=by, at=at, reason=reasons.get(move, ""))

    def _claim(self, item: ListItem, claimant: Organisation, day: date, stage: str) -> None:
        claim = Claim(
            item=item,
            organisation=claimant,
            promise=self.rng.choice(PROMISES),
            claimed_on=day,
            **self.joiner.entry(item.division, day),
        )
        if stage == NeedStage.CLOSED:
            at = claim.created_at + timedelta(days=30)
            self.city.books.walk(claim, fulfil_claim, by=claim.entered_by, at=at)
        self.claims.append(claim)

    def withdrawn(self, item: ListItem, claimant: Organisation) -> None:
        """A claim on the item that was taken back."""
        day = item.created_at.date() + timedelta(days=9)
        claim = Claim(
            item=item,
            organisation=claimant,
            promise=PROMISES[0],
            claimed_on=day,
            **self.joiner.entry(item.division, day),
        )
        at = claim.created_at + timedelta(days=4)
        self.city.books.walk(claim, withdraw_claim, by=claim.entered_by, at=at, reason=WITHDRAWN)
        self.claims.append(claim)


def make_list_items(city: City) -> int:
    """Two needs for every resource, then those that projects answer; claims last."""
    rng = rng_of("list items")
    lister = Lister(city, rng)
    total = city.aims.list_items
    running = [p for p in city.second_lower if p.status == PairingStatus.ACTIVE]
    pairings = rng.sample(city.lower, total // 2) + rng.sample(running, total // 6)
    stages = rng.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()), k=len(pairings))
    stages[: len(NeedStage)] = list(NeedStage)
    city.needs = [lister.need(p, stage) for p, stage in zip(pairings, stages, strict=True)]
    open_needs = [need for need in city.needs if need.stage != NeedStage.COLLECTED]
    for item, other in zip(open_needs[::8], city.organisations.units, strict=False):
        lister.withdrawn(item, other)
    unseen = [
        lister.need(p, NeedStage.COLLECTED, review)
        for p, review in zip(city.lower[::17], _REVIEWS * 5, strict=False)
    ]
    resources = _resources(city, lister, total // 3)
    answered = _needs_of_projects(city, lister)
    resources += at_work.resources(city, lister)
    city.needs += at_work.needs(city, lister)
    city.books.file([*city.needs, *unseen, *resources])
    city.books.file(lister.claims)
    return len(city.needs) + len(unseen) + len(resources) + answered + len(lister.claims)


def _resources(city: City, lister: Lister, count: int) -> list[ListItem]:
    """What units offer; some no longer, some not published yet."""
    made = []
    for i, unit in enumerate(lister.rng.sample(city.organisations.units, count)):
        entered = between(lister.rng, date(2024, 2, 5), date(2024, 6, 28))
        item = lister.item(ListKind.RESOURCE, unit, RESOURCES, entered)
        if i % 3 == 0:
            item.deadline = None  # for as long as it is not closed
        lister.joiner.review(item, _REVIEWS[i % 3] if i % 12 == 5 else ReviewState.APPROVED)
        if i % 7 == 3:
            item.closed_on = date(2024, 12, 20)
            at = item.created_at.replace(month=12, day=20)
            city.books.walk(item, close_resource, by=city.people.city, at=at)
        made.append(item)
    return made


def _needs_of_projects(city: City, lister: Lister) -> int:
    """Every third project answers a need of its community, in the project's own words."""
    pairs = [(plan, _need_of(lister, plan)) for plan in city.plans[::3]]
    city.books.file([need for _, need in pairs])
    for plan, need in pairs:
        plan.project.need = need
    Project.objects.bulk_update([plan.project for plan, _ in pairs], ["need"])
    return len(pairs)


def _need_of(lister: Lister, plan: Plan) -> ListItem:
    """A need that is as far as the project it led to."""
    is_done = plan.project.stage == ProjectStage.COMPLETED
    entered = plan.days["entered"] - timedelta(days=45)
    item = ListItem(
        kind=ListKind.NEED,
        organisation=plan.place,
        category=lister.categories[plan.work.category],
        title=plan.work.name,
        description=f"居民反映{plan.work.problem}，希望解决。{_MARK}",
        **lister.joiner.entry(plan.place.division, entered),
    )
    lister.deliberate(item, entered)
    lister.joiner.review(item, ReviewState.APPROVED)
    lister.walk(item, NeedStage.CLOSED if is_done else NeedStage.HANDLING, plan.units[0])
    return item
