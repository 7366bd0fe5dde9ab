"""Places in public: the index and one page for a place and its organisation."""

import pytest
from django.test import Client

from partners.enums import NameKind
from partners.figures import party_figures
from portal.publicity import PUBLIC
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    AssignmentFactory,
    ChecklistItemFactory,
    CityFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    DistrictFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    StreetOrganisationFactory,
    pages,
)

from .reading import address, count_queries, listed, read, status

pytestmark = pytest.mark.django_db

INDEX = "partners:place_index"


def test_the_index_shows_the_districts_with_their_pairings_of_the_featured_year():
    pairing = PairingFactory(signed=True)
    PairingFactory()
    PairingFactory(expired=True, programme_year=ProgrammeYearFactory(year=2023))
    district = pairing.division.parent
    text = read(INDEX)
    assert "2024 年度结对数" in text
    tile = text.split(district.get_absolute_url())[1].split("</a>")[0]
    assert ">1<" in tile


def test_places_are_searched_by_name_level_and_code():
    community = CommunityFactory(name="金湖社区居委会", parent__name="板桥街道")
    street = community.parent
    assert listed(INDEX, q="金湖") == [community]
    assert listed(INDEX, q="金湖社区居委会") == [community]
    assert set(listed(INDEX, q="板桥")) == {street, community}
    assert listed(INDEX, q="板桥", level="street") == [street]
    assert listed(INDEX, q=community.code) == [community]


def test_an_unknown_place_is_not_found():
    assert status("/places/nowhere/") == 404
    assert status(f"/places/{'9' * 500}/") == 404
    assert status("/places/../pairings/") == 404


@pytest.mark.parametrize("year", ["1999", "x", "2024\x00", "9" * 10_000])
def test_an_unknown_year_of_a_place_is_not_found(year):
    ProgrammeYearFactory()
    assert status(CityFactory(), year=year) == 404


def test_a_hidden_year_is_as_unknown_as_any_other():
    ProgrammeYearFactory(year=2030, is_public=False)
    city = CityFactory()
    assert status(city, year="2030") == 404
    assert "2030" not in read(city)


def test_a_place_without_any_programme_year_has_a_page():
    read(CityFactory())


def test_a_page_leads_up_and_down_the_tree():
    community = CommunityOrganisationFactory().division
    street = community.parent
    text = read(community)
    for above in (street, street.parent, street.parent.parent):
        assert above.get_absolute_url() in text
    assert community.get_absolute_url() in read(street)
    assert street.get_absolute_url() in read(street.parent)


def test_figures_are_those_of_the_place_and_the_year_asked_for():
    pairing = PairingFactory(signed=True)
    PairingFactory(signed=True)
    before = ProgrammeYearFactory(year=2023)
    street = pairing.division
    shown = Client().get(address(street)).context["figures"]
    counted = {f.key: f.value for f in party_figures(PUBLIC, pairing.programme_year, street)}
    assert {f.key: f.value for f in shown} == {
        "units": 1,
        "streets": 1,
        "pairings": 1,
    }
    assert counted["units"] == counted["streets"] == 1
    for figure in shown:
        assert f"place={street.code}" in figure.url
        assert len(listed(figure.url)) == figure.value
    assert Client().get(address(street, year=before.key)).context["figures"] == []


def test_the_page_is_that_of_its_organisation_too():
    street = StreetOrganisationFactory(summary="下辖十二个社区。")
    OrganisationNameFactory(organisation=street, name="梅园公社", kind=NameKind.FORMER)
    text = read(street.division)
    assert "梅园公社" in text
    assert "下辖十二个社区。" in text
    assert street.number in text


def _hang_in(street, *, public: bool) -> list[str]:
    """Something of each kind in the place; returns what a page that shows it would say."""
    place, approved = street.division, {"approved": public}
    pairing = PairingFactory(community_side=street, **({"signed": True} if public else {}))
    activity = ActivityFactory(pairing=PairingFactory(signed=True), confirmed=public)
    activity.division = place
    activity.save()
    return [
        pairing.number,
        activity.title,
        ProjectFactory(public=public, division=place).name,
        AllianceFactory(division=place, **approved).name,
        AgreementFactory(parties=[street], **approved).title,
        ListItemFactory(organisation=street, title=f"需求{pairing.number}", **approved).title,
        ListItemFactory(
            division=place, resource=True, title=f"资源{pairing.number}", **approved
        ).title,
        AssignmentFactory(place=place, is_public=public).name,
    ]


def test_what_happens_in_a_place_is_shown_once_it_is_public():
    street = StreetOrganisationFactory()
    shown, hidden = _hang_in(street, public=True), _hang_in(street, public=False)
    text = read(street.division)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_what_happens_elsewhere_is_not_shown():
    elsewhere = _hang_in(StreetOrganisationFactory(), public=True)
    text = read(StreetOrganisationFactory().division)
    assert [word for word in elsewhere if word in text] == []


def test_a_place_shows_what_happens_below_it():
    community = CommunityOrganisationFactory()
    item = ListItemFactory(approved=True, organisation=community, title="楼道照明")
    assert item.title in read(community.division.parent.parent)


def test_pairings_of_another_year_are_a_switch_away():
    year = ProgrammeYearFactory(year=2023)
    earlier = PairingFactory(expired=True, programme_year=year)
    ProgrammeYearFactory()
    assert earlier.number not in read(earlier.division)
    assert earlier.number in read(earlier.division, year="2023")


def test_a_page_costs_the_same_queries_whatever_happens_there():
    street = StreetOrganisationFactory()
    year = ProgrammeYearFactory(complete=True)

    def one_more() -> None:
        _hang_in(street, public=True)
        CommunityOrganisationFactory(parent=street)
        OrganisationNameFactory(organisation=street)
        pairing = PairingFactory(signed=True, second=True, programme_year=year)
        item = ChecklistItemFactory(level=pairing.level)
        pages.story(f"关于{item.title}的故事", division=street.division)

    one_more()
    at_one = count_queries(street.division)
    one_more()
    one_more()
    assert count_queries(street.division) == at_one


def test_the_index_costs_the_same_queries_with_more_districts():
    DistrictFactory()
    at_one = count_queries(INDEX)
    DistrictFactory.create_batch(3)
    assert count_queries(INDEX) == at_one


def test_stories_of_a_place_and_below_are_shown_once_they_are_published():
    community = CommunityFactory()
    told = pages.story("食堂开张", division=community)
    for hidden in pages.hidden_stories("未公开的故事"):
        hidden.division = community
        hidden.save()
    for place in (community, community.parent):
        text = read(place)
        assert told.title in text
        assert "未公开的故事" not in text
    assert told.title not in read(CommunityFactory())
