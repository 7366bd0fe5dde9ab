"""Outcomes: a value, its measure, its unit; never money of the ledger."""

from decimal import Decimal

import pytest
from django.db.models import ProtectedError

from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    FundEntryFactory,
    MeasureFactory,
    OutcomeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("752000.00", "752000"),
        ("13.50", "13.5"),
        ("0.05", "0.05"),
        ("0.00", "0"),
        ("-2.00", "-2"),
        ("999999999999.00", "999999999999"),
        ("100.10", "100.1"),
    ],
)
def test_a_value_is_told_without_idle_zeros(value, plain):
    assert str(OutcomeFactory.build(project=None, value=Decimal(value)).plain_value) == plain


def test_an_outcome_tells_measure_value_and_unit():
    measure = MeasureFactory(name="游客", unit="人次")
    outcome = OutcomeFactory(
        project=None, alliance=AllianceFactory(), measure=measure, value=Decimal("752000.00")
    )
    assert (str(outcome), str(measure)) == ("游客 752000 人次", "游客（人次）")


@pytest.mark.parametrize(
    "owner", [{"alliance": AllianceFactory}, {"agreement": AgreementFactory}], ids=str
)
def test_an_outcome_stands_on_an_alliance_or_agreement_as_well(owner):
    ((name, make),) = owner.items()
    outcome = OutcomeFactory(project=None, **{name: make()})
    outcome.full_clean()
    assert list(getattr(outcome, name).outcomes.all()) == [outcome]


def test_a_measure_in_use_is_kept():
    with pytest.raises(ProtectedError):
        OutcomeFactory().measure.delete()


def test_an_outcome_in_yuan_is_no_money_in_the_ledger():
    yuan = MeasureFactory(name="带动投资", unit="元")
    line = FundEntryFactory(verified=True)
    OutcomeFactory(project=line.project, measure=yuan, value=Decimal("67000000.00"))
    assert type(line).objects.public().total() == 100
