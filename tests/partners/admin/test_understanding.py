"""Lists and choosers find by sound, initials, Traditional script and short name, as the search."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.enums import NameKind
from search.index.refreshing import refresh
from tests.admin import words
from tests.factories import (
    AllianceFactory,
    ClaimFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProjectFactory,
    StreetFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

SPELLINGS = (
    *("南京市公共工程建设中心", "市公建中心", "公建", "老城建办", "公共工程建設"),
    *("gongjian", "laochengjian", "gjzx", "GJZX", "ｇｊｚｘ", "公建zx"),
)


def centre():
    """A unit with a short and a former name, as the index holds it."""
    unit = UnitFactory(name="南京市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心", kind=NameKind.SHORT)
    OrganisationNameFactory(organisation=unit, name="老城建办", kind=NameKind.FORMER)
    indexed(unit, UnitFactory(name="无关单位"))
    return unit


def indexed(*records):
    for record in records:
        refresh(type(record), [record.pk])


def chosen_from(client, name, text):
    return words(client.get(reverse(f"choose_{name}:choose_results"), {"q": text}))


def listed(client, name, text):
    return words(client.get(reverse(f"{name}:index_results"), {"q": text}))


@pytest.mark.parametrize("text", SPELLINGS)
def test_an_organisation_is_found_however_its_names_are_typed(client, text):
    unit = centre()
    for page in (chosen_from(client, "organisation", text), listed(client, "organisation", text)):
        assert unit.number in page or unit.name in page
        assert "无关单位" not in page


@pytest.mark.parametrize("text", ["板桥", "板橋街道", "banqiao", "bqjd", "板桥jd", "ban qiao"])
def test_a_street_is_found_however_it_is_typed(client, text):
    street, other = StreetFactory(name="板桥街道"), StreetFactory(name="夫子庙街道")
    indexed(street, other)
    page = chosen_from(client, "division", text)
    assert "板桥街道" in page
    assert "夫子庙" not in page


@pytest.mark.parametrize("text", ["gjzx", "市公建中心", "公建zx"])
def test_what_an_organisation_takes_part_in_is_found_by_its_name_as_typed(client, text):
    pairing, other = PairingFactory(unit_side=centre()), PairingFactory()
    indexed(pairing, other)
    for page in (chosen_from(client, "pairing", text), listed(client, "pairing", text)):
        assert pairing.number in page
        assert other.number not in page


def test_titles_are_found_by_sound(client):
    alliance, project = AllianceFactory(name="板桥共同体"), ProjectFactory(name="板桥排水改造")
    indexed(alliance, project, AllianceFactory(name="别处联盟"), ProjectFactory(name="别处项目"))
    for name, title in (("alliance", "板桥共同体"), ("project", "板桥排水改造")):
        page = chosen_from(client, name, "banqiao")
        assert title in page
        assert "别处" not in page


def test_records_the_search_does_not_know_are_found_by_the_sound_of_their_organisation(client):
    unit = centre()
    claim, other = ClaimFactory(organisation=unit), ClaimFactory()
    page = listed(client, "claim", "gjzx")
    assert claim.number in page
    assert other.number not in page


def test_words_are_looked_for_one_by_one(client):
    unit = centre()
    assert unit.name in chosen_from(client, "organisation", "nanjing 建设 gjzx")
    assert unit.name not in chosen_from(client, "organisation", "gjzx 别处")


@pytest.mark.parametrize("text", ['"', "'", "*", "\0", "😀", "an" * 19 + "vv", "x" * 5_000, " "])
def test_no_text_breaks_a_list_or_a_chooser(client, text):
    centre()
    for address in ("choose_organisation:choose_results", "organisation:index", "pairing:index"):
        assert client.get(reverse(address), {"q": text}).status_code == 200


def test_a_list_costs_as_many_queries_for_three_finds_as_for_one(client):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = listed(client, "organisation", "ceshi")
        return len(queries), page.count("测试中心")

    indexed(UnitFactory(name="测试中心一"))
    cost()
    one, shown = cost()
    assert shown
    indexed(UnitFactory(name="测试中心二"), UnitFactory(name="测试中心三"))
    three, shown_then = cost()
    assert (three, shown_then) == (one, 3 * shown)
