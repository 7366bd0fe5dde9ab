"""Memberships: a person acts for an organisation from a day until a day, never in public."""

from datetime import date, timedelta

import pytest

from partners.models import Membership
from tests.factories import MembershipFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("since", "until", "current"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (DAY + timedelta(days=1), None, False),
        (DAY - timedelta(days=9), DAY - timedelta(days=1), False),
    ],
)
def test_a_membership_holds_on_both_its_end_days(since, until, current):
    MembershipFactory(since=since, until=until)
    assert Membership.objects.current(DAY).exists() == current


def test_one_person_may_act_for_several_and_come_back():
    person, unit = UserFactory(), UnitFactory()
    MembershipFactory(user=person, organisation=unit, until=date(2024, 2, 1))
    MembershipFactory(user=person, organisation=unit, since=date(2024, 9, 1)).full_clean()
    MembershipFactory(user=person).full_clean()
    assert person.memberships.count() == 3


def test_who_acts_for_whom_is_never_public():
    MembershipFactory()
    assert not Membership.objects.public().exists()
