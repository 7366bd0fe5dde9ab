"""Alliances: many parties with roles; a dissolved one stays readable."""

import pytest

from partners.models import Alliance
from tests.factories import AllianceFactory, AllianceMemberFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_members_stand_with_their_roles():
    unit = UnitFactory(name="示例水务集团")
    member = AllianceMemberFactory(organisation=unit, role="lead")
    assert str(member) == "示例水务集团（牵头）"
    assert list(member.alliance.organisations.all()) == [unit]


def test_a_dissolved_alliance_stays_public():
    dissolved = AllianceFactory(approved=True, dissolved=True)
    assert list(Alliance.objects.public()) == [dissolved]


@pytest.mark.parametrize("count", [1, 3])
def test_a_listing_costs_two_queries(count, django_assert_num_queries):
    for _ in range(count):
        AllianceFactory(members=[UnitFactory(), UnitFactory()])
    with django_assert_num_queries(2):
        for row in Alliance.objects.for_listing():
            assert str(row.division)
            assert len([member.organisation.name for member in row.members.all()]) == 2
