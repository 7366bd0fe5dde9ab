"""Choosers find records by every name, show what tells them apart, and take no nonsense."""

import json

import pytest
from django.urls import reverse

from partners.enums import NameKind
from tests.admin import words
from tests.factories import (
    CommunityFactory,
    CommunityOrganisationFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    StreetFactory,
    UnitFactory,
    UserFactory,
)

from .registers import CHOOSERS

pytestmark = pytest.mark.django_db


def found(client, name: str, text: str) -> str:
    return words(client.get(reverse(f"choose_{name}:choose_results"), {"q": text}))


@pytest.mark.parametrize("text", ["公建中心", "公建", "城建办", "别名甲"])
def test_an_organisation_is_found_by_full_short_former_and_other_name(client, text):
    unit = UnitFactory(name="南京市公建中心")
    for kind, name in (
        (NameKind.SHORT, "市公建"),
        (NameKind.FORMER, "老城建办"),
        (NameKind.ALIAS, "别名甲"),
    ):
        OrganisationNameFactory(organisation=unit, name=name, kind=kind)
    UnitFactory(name="无关单位")
    page = found(client, "organisation", text)
    assert "南京市公建中心" in page
    assert "机关事业单位" in page
    assert "无关单位" not in page


def test_an_organisation_is_found_by_its_place(client):
    community = CommunityOrganisationFactory(division__name="板桥社区居委会", name="某社区")
    assert "某社区" in found(client, "organisation", "板桥")
    assert community.division.full_name in found(client, "organisation", "某社区")


@pytest.mark.parametrize("text", ["夫子庙", "夫子庙街道", "320104", "夫子庙 街道"])
def test_a_place_is_found_by_name_and_code(client, text):
    StreetFactory(name="夫子庙街道", code="320104001000")
    StreetFactory(name="别处街道", code="990104001000")
    page = found(client, "division", text)
    assert "夫子庙" in page
    assert "别处" not in page


def test_namesakes_are_told_apart_by_their_street(client):
    for street in ("甲街道", "乙街道"):
        CommunityFactory(name="同名社区居委会", parent=StreetFactory(name=street))
    page = found(client, "division", "同名")
    assert "甲街道同名社区" in page
    assert "乙街道同名社区" in page


def test_a_pairing_is_found_by_either_side_and_number(client):
    pairing = PairingFactory(unit_side=UnitFactory(name="市水务集团"))
    for text in ("水务", pairing.community_side.name, pairing.number):
        assert pairing.number in found(client, "pairing", text)


def test_needs_and_resources_are_chosen_apart_where_only_needs_fit(client):
    need, resource = ListItemFactory(title="修路灯"), ListItemFactory(resource=True, title="义诊")
    assert need.number in found(client, "need", "")
    assert resource.number not in found(client, "need", "")
    assert resource.number in found(client, "list_item", "")


def test_people_are_found_by_login_and_name_and_only_while_active(client):
    UserFactory(username="lin01", display_name="演示联络员77")
    UserFactory(username="gone", display_name="演示联络员78", is_active=False)
    assert "演示联络员77" in found(client, "user", "lin01")
    assert "演示联络员78" not in found(client, "user", "演示联络员")


def test_the_chosen_record_is_handed_to_the_form(client):
    unit = UnitFactory(name="市水务集团")
    answer = json.loads(
        client.get(reverse("choose_organisation:chosen", args=[unit.pk])).content.decode()
    )
    assert answer["result"]["id"] == str(unit.pk)
    assert answer["result"]["title"] == "市水务集团"


@pytest.mark.parametrize("name", CHOOSERS)
def test_nonsense_is_not_found_and_never_an_error(client, name):
    for pk in ("abc", "0", "9" * 30, "-1"):
        assert client.get(reverse(f"choose_{name}:chosen", args=[pk])).status_code == 404
    many = reverse(f"choose_{name}:chosen_multiple")
    assert client.get(many, {"id": ["abc", "9" * 30]}).status_code == 200
    results = reverse(f"choose_{name}:choose_results")
    assert client.get(results, {"q": "长" * 5000}).status_code == 200
    assert client.get(results, {"p": "x"}).status_code == 404


def test_the_forms_use_the_choosers(client):
    page = words(client.get(reverse("pairing:add")))
    assert "选择组织" in page
    assert "选择地区" in page
    assert "选择结对" in page
    assert page.count("<option") < 40
