"""Making generated alliances and agreements: review, end and members as the moves leave them."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from partners.enums import AllianceRole, CommitmentState
from partners.models import (
    Agreement,
    AgreementParty,
    Alliance,
    AllianceMember,
    Commitment,
    Division,
    Organisation,
    Reviewed,
)
from partners.moves.agreement import dissolve, terminate_agreement
from partners.moves.review import approve, return_

from .city import City
from .days import FIRST_END, moment
from .project_plans import REVIEWS

_RETURNS = ("请补充成员单位的意见。", "请补充承诺事项的完成时限。")
_ENDS = ("成员调整，经协商终止。", "任务完成，不再续签。")


class Joiner:
    """Makes reviewed records with authors, reviewers and days."""

    def __init__(self, city: City, rng: random.Random) -> None:
        self.city, self.rng = city, rng

    def entry(self, place: Division, day: date) -> dict[str, Any]:
        """Where a record is, who entered it, and when."""
        at = moment(self.rng, day)
        author = self.rng.choice(self.city.people.liaisons)
        return {"division": place, "entered_by": author, "created_at": at, "changed_at": at}

    def review(self, record: Reviewed, state: str) -> None:
        """Take the record, not stored yet, to a state of its review."""
        reviewer = self.city.reviewer(self.rng, record.entered_by)
        for days, move in enumerate(REVIEWS[state], start=1):
            at = record.created_at + timedelta(days=days)
            by, reason = record.entered_by, ""
            if move in (approve, return_):
                by, reason = reviewer, self.rng.choice(_RETURNS) if move is return_ else ""
                record.reviewed_by, record.reviewed_at = reviewer, at
                record.review_reason = reason
            self.city.books.walk(record, move, by=by, at=at, reason=reason)

    def dissolve(self, record: Alliance, on: date) -> None:
        """End an alliance not stored yet."""
        record.dissolved_on = on
        self._end(record, dissolve, on)

    def terminate(self, record: Agreement, on: date) -> None:
        """End an agreement not stored yet."""
        record.terminated_on = on
        self._end(record, terminate_agreement, on)

    def _end(self, record: Reviewed, move: Any, on: date) -> None:
        at, reason = moment(self.rng, on), self.rng.choice(_ENDS)
        self.city.books.walk(record, move, by=self.city.people.city, at=at, reason=reason)


def members(alliance: Alliance, organisations: Sequence[Organisation]) -> list[AllianceMember]:
    """Members in their roles: the first leads, the next two are at the core."""
    roles = [AllianceRole.LEAD, AllianceRole.CORE, AllianceRole.CORE]
    roles += [AllianceRole.MEMBER] * len(organisations)
    return [
        AllianceMember(alliance=alliance, organisation=organisation, role=role)
        for organisation, role in zip(organisations, roles, strict=False)
    ]


def parties(agreement: Agreement, *organisations: Organisation) -> list[AgreementParty]:
    """Who signed."""
    return [AgreementParty(agreement=agreement, organisation=o) for o in organisations]


def commitments(rng: random.Random, agreement: Agreement, texts: Sequence[str]) -> list[Commitment]:
    """What was promised, in every state of keeping it."""
    made = []
    signed = agreement.signed_on or FIRST_END
    for text in texts:
        due = signed + timedelta(days=rng.randint(60, 240))
        state = rng.choices(list(CommitmentState), weights=[15, 20, 60, 5])[0]
        done = due - timedelta(days=rng.randint(0, 20)) if state == CommitmentState.DONE else None
        made.append(
            Commitment(agreement=agreement, text=text, due_on=due, state=state, done_on=done)
        )
    return made
