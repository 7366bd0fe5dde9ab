"""Agreements: in force and expired follow from the dates, in Python as in SQL."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from partners.models import Agreement
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    ProgrammeYearFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 30)
DAYS = [None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
#: (signed on, valid until) → what a paper not terminated is today, by hand.
EXPECTED = {
    (0, 0): "upcoming",
    (0, 1): "upcoming",
    (0, 2): "upcoming",
    (0, 3): "upcoming",
    (1, 0): "in_force",
    (1, 1): "expired",
    (1, 2): "in_force",
    (1, 3): "in_force",
    (2, 0): "in_force",
    (2, 2): "in_force",
    (2, 3): "in_force",
    (3, 0): "upcoming",
    (3, 3): "upcoming",
}


@pytest.mark.parametrize("terminated", [False, True])
@pytest.mark.parametrize(("signed", "until"), EXPECTED)
def test_dates_say_what_a_paper_is_in_python_and_in_sql(signed, until, terminated):
    paper = AgreementFactory(signed_on=DAYS[signed], valid_until=DAYS[until], terminated=terminated)
    status = "terminated" if terminated else EXPECTED[signed, until]
    assert paper.status_on(TODAY) == status
    for name in ("upcoming", "in_force", "expired"):
        assert getattr(Agreement.objects, name)(TODAY).exists() == (name == status)


def test_the_table_holds_every_order_of_days_a_paper_can_have():
    possible = {
        (s, u)
        for s, u in product(range(4), range(4))
        if not (DAYS[s] and DAYS[u] and DAYS[u] < DAYS[s])
    }
    assert set(EXPECTED) == possible


def test_an_end_is_announced_before_it_happens():
    def until(days):
        return AgreementFactory(valid_until=TODAY + timedelta(days=days))

    soon, last_day, later = until(30), until(0), until(31)
    until(-1)
    AgreementFactory(valid_until=TODAY + timedelta(days=5), terminated=True)
    renewed = until(10)
    AgreementFactory(renews=renewed, signed_on=TODAY)
    assert set(Agreement.objects.expiring_within(30, TODAY)) == {soon, last_day}
    assert later in Agreement.objects.expiring_within(31, TODAY)


def test_an_agreement_is_renewed_once():
    first = AgreementFactory()
    AgreementFactory(renews=first)
    second = AgreementFactory()
    second.renews = first
    with pytest.raises(ValidationError, match="续签的协议"):
        second.full_clean()


def test_what_counts_is_not_terminated_and_an_expired_one_counts():
    expired = AgreementFactory(approved=True, valid_until=date(2024, 5, 1))
    AgreementFactory(approved=True, terminated=True)
    assert list(Agreement.objects.counted()) == [expired]


def test_agreements_of_associations_and_of_a_year():
    signed = AgreementFactory(association=True)
    AgreementFactory(programme_year=ProgrammeYearFactory(year=2023))
    assert list(Agreement.objects.associations()) == [signed]
    assert list(Agreement.objects.of_year(signed.programme_year)) == [signed]
    assert Agreement.objects.of_year(None).count() == 2


def test_an_agreement_names_its_parties_and_promises():
    unit = UnitFactory()
    agreement = AgreementPartyFactory(organisation=unit).agreement
    promise = CommitmentFactory(agreement=agreement, text="每季度走访一次")
    assert list(agreement.organisations.all()) == [unit]
    assert [str(party) for party in agreement.parties.all()] == [unit.name]
    assert (str(promise), promise.state) == ("每季度走访一次", "pending")
    assert agreement.get_absolute_url().endswith(f"/{agreement.number}/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_listing_costs_two_queries(count, django_assert_num_queries):
    for _ in range(count):
        AgreementFactory(association=True)
    with django_assert_num_queries(2):
        for row in Agreement.objects.for_listing():
            assert str(row.division)
            assert row.programme_year.year
            assert len([party.organisation.name for party in row.parties.all()]) == 2
