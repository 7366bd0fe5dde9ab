"""Totals above lines: exact, less reversals, kinds never mixed."""

from decimal import Decimal

import pytest

from projects.enums import FundKind
from projects.ledger.totals import FundTotals, totals_of
from projects.models import FundEntry
from tests.factories import FundEntryFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def totals(**lines: str) -> FundTotals:
    """Totals of one verified line of each kind named."""
    project = ProjectFactory(public=True)
    for kind, amount in lines.items():
        FundEntryFactory(project=project, kind=kind, amount=Decimal(amount), verified=True)
    return totals_of(FundEntry.objects.all())


def test_what_arrived_is_money_and_goods_and_nothing_else() -> None:
    found = totals(received="10.10", in_kind="0.01", pledged="5.00", agreed="6.00", spent="7.00")

    assert found.coordinated == Decimal("10.11")
    assert found.arrived == {
        FundKind.RECEIVED: Decimal("10.10"),
        FundKind.IN_KIND: Decimal("0.01"),
    }
    assert found.promised == {FundKind.PLEDGED: Decimal("5.00"), FundKind.AGREED: Decimal("6.00")}
    assert found.spent == Decimal("7.00")


def test_kinds_without_a_line_are_missing_rather_than_zero() -> None:
    found = totals(pledged="5.00")

    assert found.coordinated is None
    assert found.arrived == {}
    assert found.spent is None
    assert totals_of(FundEntry.objects.none()) == FundTotals({})


def test_a_reversal_takes_its_amount_away_and_zero_is_still_a_total() -> None:
    line = FundEntryFactory(verified=True, amount=Decimal("80.00"))
    FundEntryFactory(reverses=line, verified=True)

    assert totals_of(FundEntry.objects.all()).coordinated == Decimal("0.00")


def test_large_amounts_stay_exact_to_the_fen() -> None:
    project = ProjectFactory(public=True)
    for _ in range(3):
        FundEntryFactory(project=project, verified=True, amount=Decimal("999999999999.99"))

    assert totals_of(FundEntry.objects.all()).coordinated == Decimal("2999999999999.97")
