"""Organisations in public."""

from datetime import date

import pytest
from django.test import Client

from partners.enums import NameKind
from partners.figures import COUNTED_PARTIES, counted_parties, party_figures
from partners.models import Organisation
from portal.publicity import PUBLIC
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    AllianceMemberFactory,
    CommunityOrganisationFactory,
    FundEntryFactory,
    OrganisationNameFactory,
    PairingFactory,
    PartyFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

from .reading import count_queries, listed, read, status

pytestmark = pytest.mark.django_db

LIST = "partners:organisation_list"


def test_an_organisation_is_found_by_its_past_and_short_names():
    unit, _ = UnitFactory.create_batch(2)
    OrganisationNameFactory(organisation=unit, name="公建中心")
    OrganisationNameFactory(
        organisation=unit, name="市建工局", kind=NameKind.FORMER, until=date(2001, 1, 1)
    )
    for text in ("公建", "建工局", unit.name, unit.number.lower()):
        assert listed(LIST, q=text) == [unit]


def test_filters_narrow_together():
    unit = UnitFactory()
    street = StreetOrganisationFactory()
    community = CommunityOrganisationFactory(parent=street)
    assert listed(LIST, kind="unit") == listed(LIST, level="city") == [unit]
    assert set(listed(LIST, place=street.division.code)) == {street, community}
    assert listed(LIST, place=street.division.code, kind="community") == [community]


def test_a_year_alone_asks_who_was_paired_in_it():
    pairing = PairingFactory(signed=True)
    PairingFactory()
    PairingFactory(signed=True, programme_year=ProgrammeYearFactory(year=2023))
    assert set(listed(LIST, year="2024")) == {pairing.unit_side, pairing.community_side}


def _counted_city() -> PairingFactory:
    """Each group with somebody in it and somebody who must not count."""
    below = PairingFactory(signed=True, second=True)
    PairingFactory(signed=True, unit_side=below.parent.unit_side)
    PairingFactory()
    PairingFactory(terminated=True, second=True, parent=below.parent)
    PairingFactory(signed=True, programme_year=ProgrammeYearFactory(year=2023))
    AgreementFactory(
        approved=True,
        association=True,
        division=below.division,
    )
    AgreementFactory(association=True)
    AgreementFactory(approved=True, association=True, terminated=True)
    UnitFactory()
    return below


@pytest.mark.parametrize("group", COUNTED_PARTIES)
def test_a_counted_group_opens_exactly_the_organisations_its_figure_counts(group):
    below = _counted_city()
    year, place = below.programme_year, below.division.parent
    for where in (None, place):
        figure = next(f for f in party_figures(PUBLIC, year, where) if f.key == group)
        found = listed(figure.url)
        assert set(found) == set(counted_parties(group, PUBLIC, year, where))
        assert len(found) == figure.value > 0


def test_a_counted_group_can_be_searched_further():
    below = _counted_city()
    assert listed(LIST, counted="units", year="2024", q=below.parent.unit_side.name) == [
        below.parent.unit_side
    ]


@pytest.mark.parametrize("factory", [StreetOrganisationFactory, CommunityOrganisationFactory])
def test_a_street_or_community_has_its_page_at_its_place_for_good(factory):
    organisation = factory()
    answer = Client().get(f"/organisations/{organisation.number}/")
    assert answer.status_code == 301
    assert answer["Location"] == organisation.division.get_absolute_url()


def test_a_page_tells_names_and_relatives():
    unit = UnitFactory(valid_from=date(2001, 2, 3))
    party = PartyFactory(parent=unit)
    OrganisationNameFactory(
        organisation=unit, name="市建工局", kind=NameKind.FORMER, until=date(2001, 1, 1)
    )
    text = read(unit)
    assert "市建工局" in text
    assert "2001-02-03" in text
    assert party.get_absolute_url() in text
    assert unit.get_absolute_url() in read(party)


def test_many_children_are_paged():
    unit = UnitFactory()
    PartyFactory.create_batch(25, parent=unit)
    last = Organisation.objects.filter(parent=unit).order_by("number").last()
    assert last.name not in read(unit).split("下属组织")[1]
    assert last.name in read(unit, page=2)
    assert status(unit, page=3) == status(unit, page="x") == 404


def test_pairings_stand_under_their_year_and_hidden_ones_nowhere():
    unit = UnitFactory()
    shown = PairingFactory(signed=True, unit_side=unit)
    earlier = PairingFactory(
        expired=True, unit_side=unit, programme_year=ProgrammeYearFactory(year=2023)
    )
    hidden = PairingFactory(unit_side=unit)
    text = read(unit)
    assert text.index("2024 年度结对") < text.index("2023 年度结对")
    assert shown.get_absolute_url() in text
    assert earlier.get_absolute_url() in text
    assert hidden.number not in text
    assert hidden.community_side.name not in text


def _hang_on(unit, *, public: bool) -> list[str]:
    agreement = AgreementFactory(approved=public, parties=[unit])
    project = ProjectFactory(public=public)
    ProjectParticipantFactory(project=project, organisation=unit)
    alliance = AllianceFactory(approved=public)
    AllianceMemberFactory(alliance=alliance, organisation=unit)
    return [agreement.title, project.name, alliance.name]


def test_what_it_takes_part_in_is_shown_once_it_is_public():
    unit = UnitFactory()
    shown, hidden = _hang_on(unit, public=True), _hang_on(unit, public=False)
    text = read(unit)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_money_adds_up_to_the_lines_it_opens():
    unit = UnitFactory()
    project = ProjectFactory(public=True)
    line = FundEntryFactory(project=project, provider=unit, verified=True, amount="1200.50")
    FundEntryFactory(project=project, provider=unit, verified=True, amount="30000", kind="in_kind")
    FundEntryFactory(reverses=line, verified=True)
    FundEntryFactory(project=project, provider=unit, amount="77777")
    FundEntryFactory(project=project, provider=unit, verified=True, kind="pledged", amount="88888")
    FundEntryFactory(project=ProjectFactory(), provider=unit, verified=True, amount="99999")
    figure = Client().get(unit.get_absolute_url()).context["money"][0]
    assert str(figure.value) == "30000.00"
    assert sum(entry.signed_amount for entry in listed(figure.url)) == figure.value
    text = read(unit)
    for hidden in ("77,777", "8.89", "9.99"):
        assert hidden not in text


def test_no_money_means_no_sum():
    assert "提供资金" not in read(UnitFactory())


def test_a_page_costs_the_same_queries_whatever_hangs_on_it():
    unit = UnitFactory(parent=UnitFactory())

    def one_more() -> None:
        _hang_on(unit, public=True)
        PairingFactory(signed=True, unit_side=unit)
        PartyFactory(parent=unit)
        OrganisationNameFactory(organisation=unit)
        FundEntryFactory(provider=unit, verified=True)

    one_more()
    at_one = count_queries(unit)
    one_more()
    one_more()
    assert count_queries(unit) == at_one
