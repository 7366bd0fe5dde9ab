"""Agreements in public."""

from datetime import date, timedelta

import pytest
import time_machine

from partners.figures import agreement_figure, counted_association_agreements
from portal.publicity import PUBLIC
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommitmentFactory,
    CommunityOrganisationFactory,
    DocumentFactory,
    OrganisationNameFactory,
    OutcomeFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    UnitFactory,
)

from .reading import count_queries, listed, read, status

pytestmark = pytest.mark.django_db

LIST = "partners:agreement_list"
TODAY = date(2025, 6, 15)
DAY = timedelta(days=1)


@pytest.mark.parametrize("state", [{}, {"submitted": True}, {"returned": True}], ids=str)
def test_an_agreement_that_was_not_approved_is_nowhere(state):
    hidden = AgreementFactory(title="未公开的协议", parties=[UnitFactory(name="未公开方")], **state)
    text = read(LIST)
    assert "未公开" not in text
    assert hidden.number not in text
    assert status(hidden) == 404


@time_machine.travel(TODAY)
def test_states_follow_from_the_dates():
    make = {"approved": True, "signed_on": date(2024, 1, 1)}
    in_force = AgreementFactory(**make, valid_until=TODAY)
    open_end = AgreementFactory(**make, valid_until=None)
    expired = AgreementFactory(**make, valid_until=TODAY - DAY)
    upcoming = AgreementFactory(approved=True, signed_on=TODAY + DAY)
    terminated = AgreementFactory(**make, valid_until=TODAY, terminated=True)
    asked = {state: set(listed(LIST, state=state)) for state in STATES}
    assert asked == {
        "signed": {in_force, open_end, expired, upcoming},
        "in_force": {in_force, open_end},
        "expired": {expired},
        "upcoming": {upcoming},
        "terminated": {terminated},
    }
    assert set(listed(LIST)) == asked["signed"] | asked["terminated"]


STATES = ("signed", "in_force", "expired", "upcoming", "terminated")


@time_machine.travel(TODAY)
def test_the_list_and_the_page_say_the_same_state():
    agreement = AgreementFactory(approved=True, valid_until=TODAY - DAY)
    assert '<span class="tag">已到期</span>' in read(LIST)
    assert '<span class="tag">已到期</span>' in read(agreement)


def test_the_figure_of_associations_opens_exactly_its_agreements():
    year = ProgrammeYearFactory()
    counted = AgreementFactory(approved=True, association=True)
    AgreementFactory(approved=True, association=True, terminated=True)
    AgreementFactory(approved=True)
    AgreementFactory(association=True)
    AgreementFactory(
        approved=True, association=True, programme_year=ProgrammeYearFactory(year=2023)
    )
    figure = agreement_figure(PUBLIC, year)
    assert listed(figure.url) == [counted] == list(counted_association_agreements(PUBLIC, year))
    assert figure.value == 1


def test_an_agreement_is_found_by_title_party_and_what_it_belongs_to():
    party = UnitFactory()
    OrganisationNameFactory(organisation=party, name="餐饮商会")
    pairing, alliance = PairingFactory(signed=True), AllianceFactory(approved=True)
    titled = AgreementFactory(approved=True, title="便民协议", parties=[party], pairing=pairing)
    other = AgreementFactory(approved=True, alliance=alliance)
    assert listed(LIST, q="便民") == listed(LIST, q="餐饮") == listed(LIST, q=pairing.number)
    assert listed(LIST, q="便民") == [titled]
    assert listed(LIST, q=alliance.number) == listed(LIST, q=other.number) == [other]


def test_the_number_of_a_hidden_pairing_finds_nothing():
    hidden = PairingFactory()
    AgreementFactory(approved=True, pairing=hidden)
    assert listed(LIST, q=hidden.number) == []


def test_a_page_links_its_parties():
    unit, community = UnitFactory(), CommunityOrganisationFactory()
    agreement = AgreementFactory(approved=True, parties=[unit, community])
    text = read(agreement)
    assert unit.get_absolute_url() in text
    assert community.division.get_absolute_url() in text


def test_commitments_say_what_was_kept_and_blame_nobody():
    agreement = AgreementFactory(approved=True)
    CommitmentFactory(agreement=agreement, text="安装路灯", state="done", done_on=date(2024, 6, 1))
    CommitmentFactory(agreement=agreement, text="提供岗位", state="missed")
    CommitmentFactory(
        agreement=agreement, text="开办食堂", state="pending", due_on=date(2024, 3, 3)
    )
    text = read(agreement)
    assert "2024-06-01" in text
    assert "已履行" in text
    assert ">未履行<" not in text
    assert text.count("尚未履行") == 2
    assert "2024-03-03" not in text


def test_the_paper_is_offered_only_where_it_is_public():
    public, private = DocumentFactory(is_public=True), DocumentFactory(title="内部扫描件")
    assert public.url in read(AgreementFactory(approved=True, file=public))
    text = read(AgreementFactory(approved=True, file=private))
    assert "内部扫描件" not in text
    assert private.url not in text
    assert "协议文本" not in text


def test_owners_and_papers_that_are_not_public_are_not_mentioned():
    hidden = [PairingFactory(), AgreementFactory(title="旧稿"), AgreementFactory(title="新稿")]
    pairing, renewed, renewing = hidden
    agreement = AgreementFactory(approved=True, pairing=pairing, renews=renewed)
    renewing.renews = agreement
    renewing.save()
    of_alliance = AgreementFactory(approved=True, alliance=AllianceFactory(name="未公开联盟"))
    text = read(agreement) + read(of_alliance)
    for record in (*hidden, of_alliance.alliance):
        assert record.number not in text
        assert str(record) not in text


def test_owners_and_papers_that_are_public_are_linked():
    renewed = AgreementFactory(approved=True)
    pairing = PairingFactory(signed=True)
    agreement = AgreementFactory(approved=True, pairing=pairing, renews=renewed)
    assert pairing.get_absolute_url() in read(agreement)
    assert renewed.get_absolute_url() in read(agreement)
    assert agreement.get_absolute_url() in read(renewed)


def _hang_on(agreement, *, public: bool) -> list[str]:
    return [
        ProjectFactory(origin=agreement, public=public).name,
        ActivityFactory(pairing=None, agreement=agreement, confirmed=public).title,
    ]


def test_what_came_of_it_is_shown_once_it_is_public():
    agreement = AgreementFactory(approved=True)
    shown, hidden = _hang_on(agreement, public=True), _hang_on(agreement, public=False)
    text = read(agreement)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_a_page_costs_the_same_queries_whatever_hangs_on_it():
    agreement = AgreementFactory(approved=True, association=True)

    def one_more() -> None:
        _hang_on(agreement, public=True)
        CommitmentFactory(agreement=agreement)
        OutcomeFactory(project=None, agreement=agreement)
        agreement.parties.create(organisation=CommunityOrganisationFactory())

    one_more()
    at_one = count_queries(agreement)
    one_more()
    one_more()
    assert count_queries(agreement) == at_one
