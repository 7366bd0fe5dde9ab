"""Money of generated projects: promises, receipts, goods, spending, reversals, and what waits.

No line names a real body. What counts for the published year (verified 到账 and 物资折价 of public
projects, dated in the year, less reversals) adds up to the aim to the fen: amounts are drawn, the
last difference goes onto the largest line. The portal adds the lines up, it knows no total.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from partners.enums import EventKind
from partners.models import Organisation
from projects.enums import COORDINATED_KINDS, FundKind
from projects.models import FundEntry
from projects.moves import start_work

from .city import City
from .days import FIRST_YEAR, between, moment
from .project_plans import Plan
from .shares import split_amount

_FEN, _YUAN = Decimal("0.01"), Decimal(1)
_NOTES = {
    FundKind.PLEDGED: "共建双方会商时提出的支持意向",
    FundKind.AGREED: "按共建协议约定的支持额度",
    FundKind.RECEIVED: "支持资金到账",
    FundKind.IN_KIND: "捐赠物资和设备折价",
    FundKind.SPENT: "按合同支付工程和采购款",
}
_WRONG = "金额录入有误，冲正后重新登记。"


@dataclass
class Cashier:
    """Writes lines of the ledger for one project after another."""

    city: City
    rng: random.Random

    def lines(self, plan: Plan, budget: Decimal) -> list[FundEntry]:
        """What a project promised, received and spent out of its budget."""
        rng, first = self.rng, plan.days[start_work.name]
        shares = [rng.uniform(0.5, 1.5) for _ in range(rng.choice((2, 3, 3, 4)))]
        received = [tidy(rng, part) for part in split_amount(budget, shares)]
        spent = [tidy(rng, budget * Decimal(str(part))) for part in (0.31, 0.44, 0.2)]
        before = first - timedelta(days=20)
        lines = [
            self.line(plan, FundKind.PLEDGED, _round(budget), before),
            self.line(plan, FundKind.AGREED, _round(budget), before + timedelta(days=9)),
        ]
        for i, amount in enumerate(received):
            kind = FundKind.IN_KIND if i and rng.random() < 0.25 else FundKind.RECEIVED
            day = between(rng, first - timedelta(days=10), plan.ends_on)
            lines.append(self.line(plan, kind, amount, day))
        for amount in spent:
            day = between(rng, first + timedelta(days=15), plan.ends_on)
            lines.append(self.line(plan, FundKind.SPENT, amount, day))
        return lines

    def line(self, plan: Plan, kind: str, amount: Decimal, day: date) -> FundEntry:
        """A line as its author entered it."""
        provider, receiver = self._sides(plan, kind)
        at = moment(self.rng, day + timedelta(days=1))
        return FundEntry(
            project=plan.project,
            division=plan.project.division,
            kind=kind,
            provider=provider,
            receiver=receiver,
            amount=amount,
            date=day,
            note=_NOTES[FundKind(kind)],
            entered_by=plan.project.entered_by,
            created_at=at,
            changed_at=at,
        )

    def _sides(self, plan: Plan, kind: str) -> tuple[Organisation, Organisation]:
        """Provider and receiver: all of them made up, whatever the place."""
        made, rng = self.city.organisations, self.rng
        district = self.city.places.district_of(plan.place.division).pk
        centre = made.centres[district]
        if kind == FundKind.SPENT:
            return centre, rng.choice(made.contractors)
        if kind == FundKind.IN_KIND:
            return rng.choice([*plan.units, made.funders[district][1]]), centre
        return rng.choice([*made.funders[None], *made.funders[district], *plan.units]), centre

    def verify(self, line: FundEntry) -> FundEntry:
        """The line as another person verified it some days after its entry."""
        line.verified_by = self.city.reviewer(self.rng, line.entered_by)
        line.verified_at = line.changed_at = line.created_at + timedelta(days=6)
        line.version += 1
        return line

    def note(self, line: FundEntry) -> None:
        """The rows about its entry and verification, once its amount is settled."""
        books = self.city.books
        if original := line.reverses:
            words, author, at = line.note, line.entered_by, line.created_at
            books.note(line, "reverse", "冲正", by=author, at=at, reason=words)
            books.note(original, "reversed", "被冲正", by=author, at=at, reason=words)
        else:
            books.note_entry(line, "enter", "录入")
        if line.verified_by and line.verified_at:
            kind = EventKind.VERIFICATION
            by, at = line.verified_by, line.verified_at
            books.note(line, "verify", "核验", by=by, at=at, kind=kind)

    def reversal(self, line: FundEntry, day: date) -> FundEntry:
        """The line that takes back `line`, not yet verified."""
        at = moment(self.rng, day)
        return FundEntry(
            project=line.project,
            division=line.division,
            kind=line.kind,
            provider=line.provider,
            receiver=line.receiver,
            amount=line.amount,
            date=day,
            note=_WRONG,
            reverses=line,
            entered_by=self.city.reviewer(self.rng, line.entered_by),
            created_at=at,
            changed_at=at,
        )


def _round(amount: Decimal) -> Decimal:
    """Promises are made in tens of thousands."""
    return max(amount.quantize(Decimal("1e4")), Decimal(10000)).quantize(_FEN)


def tidy(rng: random.Random, amount: Decimal) -> Decimal:
    """Receipts are mostly whole yuan, some down to the fen."""
    step = rng.choice((Decimal(1000), Decimal(100), _YUAN, _FEN))
    return max(amount.quantize(step), step).quantize(_FEN)


def counts(line: FundEntry, plan: Plan) -> bool:
    """Whether a line is one of those that add up to the aim of the published year."""
    in_year = line.date.year == FIRST_YEAR
    return line.kind in COORDINATED_KINDS and plan.is_public and line.is_verified and in_year
