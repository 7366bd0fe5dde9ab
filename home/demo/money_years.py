"""The ledger of the two years, made to the aim of the first; `money` makes a single line."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from projects.enums import FundKind, ProjectStage
from projects.models import FundEntry

from .city import City, rng_of
from .days import FIRST_YEAR, SECOND_YEAR, between
from .money import Cashier, counts, tidy
from .project_plans import Plan

_SMALLEST = Decimal(20000)
_UNVERIFIED = 0.07
#: Plans are no projects yet: a few have promises and receipts on paper all the same.
_PLANS_WITH_MONEY = 8

Line = tuple[FundEntry, Plan]


def make_money(city: City) -> int:
    """All lines of both years; those that count for the first add up to the aim."""
    cashier = Cashier(city, rng_of("money"))
    first, second = (_plans(city, year) for year in (FIRST_YEAR, SECOND_YEAR))
    lines = [*_of_first_year(cashier, first), *_of_second_year(cashier, second, first)]
    for line, _ in lines:
        if cashier.rng.random() > _UNVERIFIED:
            cashier.verify(line)
    _meet(cashier, lines)
    mistakes = [cashier.verify(line) for line in _mistakes(cashier, first)]
    originals = [*(line for line, _ in lines), *mistakes]
    for line in originals:
        cashier.note(line)
    city.books.file(originals)
    reversals = [*_in_time(cashier, mistakes), *_late_and_waiting(cashier, lines)]
    for line in reversals:
        cashier.note(line)
    city.books.file(reversals)
    return len(originals) + len(reversals)


def _plans(city: City, year: int) -> list[Plan]:
    """Projects of a year that have money: all but most of those still planned."""
    mine = [plan for plan in city.plans if plan.project.programme_year.year == year]
    planned = [plan for plan in mine if plan.project.stage == ProjectStage.PLANNING]
    return [plan for plan in mine if plan not in planned[_PLANS_WITH_MONEY:]]


def _of_first_year(cashier: Cashier, plans: list[Plan]) -> Iterable[Line]:
    """Budgets of very different size, about as much in all as the aim."""
    weights = [cashier.rng.lognormvariate(0, 0.8) + 0.1 for _ in plans]
    for plan, weight in zip(plans, weights, strict=True):
        budget = cashier.city.aims.funds * Decimal(str(weight)) / Decimal(str(sum(weights)))
        for line in cashier.lines(plan, max(budget, _SMALLEST)):
            yield line, plan


def _of_second_year(cashier: Cashier, plans: list[Plan], first: list[Plan]) -> Iterable[Line]:
    """Smaller budgets; and money of the first year's projects that came a year late."""
    for plan in plans:
        for line in cashier.lines(plan, Decimal(cashier.rng.randint(60_000, 900_000))):
            yield line, plan
    for plan in first[::11]:
        day = between(cashier.rng, date(SECOND_YEAR, 1, 13), date(SECOND_YEAR, 3, 28))
        amount = Decimal(cashier.rng.randint(2, 30) * 10_000)
        yield cashier.line(plan, FundKind.RECEIVED, amount, day), plan


def _meet(cashier: Cashier, lines: list[Line]) -> None:
    """Scale what counts for the first year to the aim; the largest line takes the last fen."""
    counted = [line for line, plan in lines if counts(line, plan)]
    aim, total = cashier.city.aims.funds, sum(line.amount for line in counted)
    for line in counted:
        line.amount = tidy(cashier.rng, line.amount * aim / total)
    largest = max(counted, key=lambda line: line.amount)
    largest.amount += aim - sum(line.amount for line in counted)


def _mistakes(cashier: Cashier, plans: list[Plan]) -> list[FundEntry]:
    """Lines entered wrongly in the first year; each is taken back in the same year."""
    rng = cashier.rng
    kinds = (FundKind.RECEIVED, FundKind.RECEIVED, FundKind.IN_KIND, FundKind.SPENT)
    return [
        cashier.line(
            plan,
            kinds[i % len(kinds)],
            Decimal(rng.randint(3, 90) * 1000),
            between(rng, date(FIRST_YEAR, 7, 1), date(FIRST_YEAR, 10, 18)),
        )
        for i, plan in enumerate([p for p in plans if p.is_public][::7])
    ]


def _in_time(cashier: Cashier, mistakes: list[FundEntry]) -> Iterable[FundEntry]:
    for line in mistakes:
        yield cashier.verify(cashier.reversal(line, line.date + timedelta(days=25)))


def _late_and_waiting(cashier: Cashier, lines: list[Line]) -> Iterable[FundEntry]:
    """Reversals that leave the first year's total alone: dated later, or not verified."""
    small = sorted(
        (line for line, plan in lines if counts(line, plan)), key=lambda line: line.amount
    )
    for i, line in enumerate(small[5:40:5]):
        if i % 2:
            yield cashier.verify(cashier.reversal(line, date(SECOND_YEAR, 2, 18)))
        else:
            yield cashier.reversal(line, date(FIRST_YEAR, 12, 24))
