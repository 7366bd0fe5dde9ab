"""Alliances in public."""

from datetime import date

import pytest

from partners.enums import AllianceRole
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    AllianceMemberFactory,
    AssignmentFactory,
    MeasureFactory,
    OrganisationNameFactory,
    OutcomeFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

from .reading import count_queries, listed, read, status

pytestmark = pytest.mark.django_db

LIST = "partners:alliance_list"


def test_an_approved_alliance_is_listed_with_the_number_of_its_members():
    alliance = AllianceFactory(approved=True, members=UnitFactory.create_batch(3))
    assert listed(LIST) == [alliance]
    assert "3 家成员" in read(LIST)


@pytest.mark.parametrize("state", [{}, {"submitted": True}, {"returned": True}], ids=str)
def test_an_alliance_that_was_not_approved_is_nowhere(state):
    hidden = AllianceFactory(name="未公开的联盟", **state)
    text = read(LIST)
    assert "未公开的联盟" not in text
    assert hidden.number not in text
    assert status(hidden) == 404


def test_a_dissolved_alliance_stays_readable_and_says_so():
    alliance = AllianceFactory(approved=True, dissolved=True)
    assert "已解散" in read(LIST)
    assert "2024-11-30" in read(alliance)


def test_an_alliance_is_found_by_its_name_a_member_and_the_filters():
    member = UnitFactory()
    OrganisationNameFactory(organisation=member, name="水务集团")
    alliance = AllianceFactory(approved=True, name="水电气讯联盟", kind="league", members=[member])
    other = AllianceFactory(
        approved=True, kind="campus", programme_year=ProgrammeYearFactory(year=2023)
    )
    assert listed(LIST, q="电气") == listed(LIST, q="水务") == listed(LIST, kind="league")
    assert listed(LIST, q="电气") == [alliance]
    assert listed(LIST, q=other.number) == listed(LIST, year="2023") == [other]


def test_an_alliance_is_listed_in_its_place_and_above():
    street = StreetOrganisationFactory().division
    alliance = AllianceFactory(approved=True, division=street)
    AllianceFactory(approved=True)
    assert listed(LIST, place=street.code) == listed(LIST, place=street.parent.code) == [alliance]


def test_members_stand_under_their_roles_leads_first():
    alliance = AllianceFactory(approved=True)
    AllianceMemberFactory(alliance=alliance, organisation=UnitFactory(name="成员单位"))
    AllianceMemberFactory(
        alliance=alliance, organisation=UnitFactory(name="牵头单位"), role=AllianceRole.LEAD
    )
    text = read(alliance)
    assert text.index("牵头单位") < text.index("成员单位")


def test_outcomes_say_their_value_and_source():
    alliance = AllianceFactory(approved=True)
    OutcomeFactory(
        project=None,
        alliance=alliance,
        measure=MeasureFactory(name="游客", unit="人次"),
        value="752000",
        as_of=date(2024, 12, 31),
        source="景区统计",
    )
    text = read(alliance)
    assert "752,000" in text
    assert "景区统计" in text


def _hang_on(alliance, *, public: bool) -> list[str]:
    return [
        AgreementFactory(alliance=alliance, approved=public).title,
        ProjectFactory(origin=alliance, public=public).name,
        ActivityFactory(pairing=None, alliance=alliance, confirmed=public).title,
        AssignmentFactory(place=None, alliance=alliance, is_public=public).name,
    ]


def test_what_came_of_it_is_shown_once_it_is_public():
    alliance = AllianceFactory(approved=True)
    shown, hidden = _hang_on(alliance, public=True), _hang_on(alliance, public=False)
    text = read(alliance)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_a_page_costs_the_same_queries_whatever_hangs_on_it():
    alliance = AllianceFactory(approved=True)

    def one_more() -> None:
        _hang_on(alliance, public=True)
        OutcomeFactory(project=None, alliance=alliance)
        AllianceMemberFactory(alliance=alliance, organisation=StreetOrganisationFactory())

    one_more()
    at_one = count_queries(alliance)
    one_more()
    one_more()
    assert count_queries(alliance) == at_one
