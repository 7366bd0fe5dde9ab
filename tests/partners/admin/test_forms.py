"""Entering and changing records through their forms, child rows and the event log included."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.models import Agreement, Assignment, Event, Organisation, Pairing
from tests.admin import filled_in, told, words
from tests.factories import (
    AllianceFactory,
    CommunityOrganisationFactory,
    LevelOneFactory,
    OrganisationFactory,
    PairingContactFactory,
    PairingFactory,
    StreetFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def pairing_data(**changes) -> dict:
    level = LevelOneFactory()
    return nested_form_data(
        {
            "programme_year": level.programme_year.pk,
            "level": level.pk,
            "unit_side": UnitFactory().pk,
            "community_side": StreetOrganisationFactory().pk,
            "division": "",
            "parent": "",
            "no_parent_reason": "",
            "predecessor": "",
            "start_on": "2024-01-01",
            "end_on": "2024-12-31",
            "signed_on": "",
            "on_behalf_of": "",
            "contacts": inline_formset([]),
        }
        | changes
    )


def enter_pairing(client, **changes):
    return client.post(reverse("pairing:add"), pairing_data(**changes))


def test_a_pairing_is_entered_by_the_person_logged_in(client, person):
    response = enter_pairing(client)
    pairing = Pairing.objects.get()
    assert response.url == reverse("pairing:inspect", args=[pairing.pk])
    assert pairing.entered_by == person
    assert pairing.number.startswith("JD-2024-")
    assert pairing.status == "proposed"


def test_the_place_is_that_of_the_organisation_unless_told(client):
    street = StreetOrganisationFactory()
    enter_pairing(client, community_side=street.pk)
    assert Pairing.objects.get().division == street.division
    elsewhere = StreetFactory()
    enter_pairing(client, division=elsewhere.pk)
    assert Pairing.objects.order_by("pk").last().division == elsewhere


def test_what_was_entered_for_another_office_says_so(client):
    office = OrganisationFactory(name="区委组织部")
    enter_pairing(client, on_behalf_of=office.pk)
    assert Pairing.objects.get().on_behalf_of == office
    assert Event.objects.get().on_behalf_of == office


def test_states_are_not_taken_from_a_form(client):
    enter_pairing(
        client, status="signed", ended_on="2024-05-01", entered_by="1", version="9", shown="9"
    )
    pairing = Pairing.objects.get()
    assert pairing.status == "proposed"
    assert pairing.ended_on is None
    assert pairing.version == 1
    url = reverse("pairing:edit", args=[pairing.pk])
    client.post(url, filled_in(client, url, status="signed", end_on="2024-11-30"))
    pairing.refresh_from_db()
    assert pairing.status == "proposed"
    assert pairing.end_on == date(2024, 11, 30)


def test_contacts_are_entered_with_their_pairing_and_their_phones_stay_out_of_the_log(client):
    contact = {"side": "unit", "name": "演示联络员01", "post": "联络员", "phone": "13900000000"}
    enter_pairing(client, contacts=inline_formset([contact]))
    assert Pairing.objects.get().contacts.get().phone == "13900000000"
    logged = Event.objects.get().changes
    assert logged["contacts"] == [[], [{"side": "unit", "name": "演示联络员01", "post": "联络员",
                                        "is_public": False}]]  # fmt: skip
    assert "13900000000" not in str(logged)


def test_a_changed_phone_is_logged_without_the_number(client):
    contact = PairingContactFactory(phone="13800000000")
    url = reverse("pairing:edit", args=[contact.pairing.pk])
    client.post(url, filled_in(client, url, contacts__0__phone="13911112222"))
    contact.refresh_from_db()
    assert contact.phone == "13911112222"
    event = Event.objects.get()
    assert "contacts" in event.changes
    assert "139" not in str(event.changes)


def test_the_rules_of_a_pairing_are_told_beside_the_field(client):
    unit = UnitFactory()
    same = words(enter_pairing(client, unit_side=unit.pk, community_side=unit.pk))
    assert "不允许这一类别的组织" in same
    assert not Pairing.objects.exists()


def test_the_same_pairing_twice_is_told_not_an_error(client):
    first = PairingFactory()
    response = enter_pairing(
        client, unit_side=first.unit_side.pk, community_side=first.community_side.pk
    )
    assert response.status_code == 200
    assert "双方在本年度已有同一层级的结对" in words(response)


def test_a_signed_pairing_cannot_lose_its_day(client):
    pairing = PairingFactory(signed=True)
    url = reverse("pairing:edit", args=[pairing.pk])
    response = client.post(url, filled_in(client, url, signed_on=""))
    assert "已签约的结对须有签约日期" in words(response)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_on": "31.12.2024"},
        {"start_on": "9" * 500},
        {"unit_side": "abc"},
        {"unit_side": "9" * 30},
        {"level": "-1"},
        {"no_parent_reason": "长" * 1_000_000},
    ],
)
def test_wrong_input_comes_back_with_words(client, wrong):
    response = enter_pairing(client, **wrong)
    assert response.status_code == 200
    assert "未能保存" in told(response)
    assert not Pairing.objects.exists()


def test_a_change_is_logged_with_what_it_was(client, person):
    pairing = PairingFactory()
    url = reverse("pairing:edit", args=[pairing.pk])
    client.post(url, filled_in(client, url, end_on="2024-11-30"))
    event = Event.objects.of(pairing).get()
    assert event.actor == person
    assert event.label == "修改"
    assert event.changes == {"end_on": ["2024-12-31", "2024-11-30"]}
    pairing.refresh_from_db()
    assert pairing.version == 2


def test_saving_without_a_change_writes_nothing(client):
    pairing = PairingFactory()
    url = reverse("pairing:edit", args=[pairing.pk])
    response = client.post(url, filled_in(client, url))
    assert "没有改动" in told(response)
    pairing.refresh_from_db()
    assert pairing.version == 1
    assert not Event.objects.exists()


def test_an_organisation_takes_the_place_of_its_parent(client):
    community = CommunityOrganisationFactory()
    data = nested_form_data(
        {
            "name": "社区党支部", "kind": "party", "level": "community",
            "parent": community.pk, "division": "", "summary": "", "valid_from": "",
            "valid_until": "", "merged_into": "", "on_behalf_of": "",
            "names": inline_formset([]),
        }
    )  # fmt: skip
    client.post(reverse("organisation:add"), data)
    assert Organisation.objects.get(name="社区党支部").division == community.division


def test_an_assignment_answers_for_exactly_one_thing(client):
    place, alliance = StreetFactory(), AllianceFactory()
    data = {
        "role": "leader", "post": "副区长", "name": "演示领导01", "since": "2024-01-01",
        "until": "", "place": place.pk, "alliance": alliance.pk, "pairing": "", "need": "",
        "division": "", "on_behalf_of": "",
    }  # fmt: skip
    url = reverse("assignment:add")
    assert "须且只须填写一项" in words(client.post(url, data))
    client.post(url, data | {"alliance": ""})
    assert Assignment.objects.get().division == place


def test_an_agreement_of_a_pairing_stands_where_the_pairing_stands(client):
    pairing = PairingFactory(signed=True)
    data = nested_form_data(
        {
            "title": "结对协议", "kind": "pairing", "programme_year": "", "pairing": pairing.pk,
            "alliance": "", "division": "", "signed_on": "2024-03-01", "valid_until": "",
            "summary": "", "file": "", "renews": "", "on_behalf_of": "",
            "parties": inline_formset([]), "commitments": inline_formset([]),
        }
    )  # fmt: skip
    client.post(reverse("agreement:add"), data)
    assert Agreement.objects.get().division == pairing.division
