"""Moves of state through the admin: offered when possible, confirmed, refused in words."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Event
from partners.moves.move import moves_of
from tests.admin import administrator, client_of, editor, filled_in, is_refused, told, words
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    AuthorFactory,
    ClaimFactory,
    ListItemFactory,
    OrganisationFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


def move(client, name: str, record, step: str, **facts):
    return client.post(reverse(f"{name}:move", args=[record.pk, step]), facts)


def page_of(client, name: str, record) -> str:
    return words(client.get(reverse(f"{name}:inspect", args=[record.pk])))


def test_a_record_offers_the_moves_that_are_possible_now(client):
    pairing = PairingFactory()
    page = page_of(client, "pairing", pairing)
    assert f"/admin/pairing/move/{pairing.pk}/sign/" in page
    assert f"/admin/pairing/move/{pairing.pk}/terminate/" in page
    assert f"/admin/pairing/move/{pairing.pk}/start/" not in page


def test_an_editor_is_offered_no_move_and_can_make_none():
    pairing, client = PairingFactory(), client_of(editor())
    assert "/move/" not in page_of(client, "pairing", pairing)
    url = reverse("pairing:move", args=[pairing.pk, "sign"])
    assert is_refused(client.get(url))
    assert is_refused(client.post(url, {"on": "2024-01-15"}))
    pairing.refresh_from_db()
    assert pairing.status == "proposed"


def test_signing_asks_for_the_day_and_writes_one_event(client, person):
    pairing = PairingFactory()
    response = move(client, "pairing", pairing, "sign", on="2024-01-15")
    assert response.url == reverse("pairing:inspect", args=[pairing.pk])
    pairing.refresh_from_db()
    assert pairing.status == "signed"
    assert pairing.signed_on == date(2024, 1, 15)
    event = Event.objects.get()
    assert (event.actor, event.from_state, event.to_state) == (person, "proposed", "signed")


def test_looking_at_a_move_does_not_make_it(client):
    pairing = PairingFactory()
    page = words(client.get(reverse("pairing:move", args=[pairing.pk, "sign"])))
    assert "拟结对" in page
    assert "已签约" in page
    pairing.refresh_from_db()
    assert pairing.status == "proposed"
    assert not Event.objects.exists()


def test_a_second_press_of_the_button_is_harmless(client):
    pairing = PairingFactory()
    move(client, "pairing", pairing, "sign", on="2024-01-15")
    again = move(client, "pairing", pairing, "sign", on="2024-02-20")
    assert again.url == reverse("pairing:inspect", args=[pairing.pk])
    assert "当前状态为「已签约」，不能签约" in told(again)
    pairing.refresh_from_db()
    assert pairing.signed_on == date(2024, 1, 15)
    assert Event.objects.of(pairing).count() == 1


@pytest.mark.parametrize("on", ["", "gestern", "2024-13-45", "99999-01-01", "1" * 1000])
def test_a_day_that_is_none_is_told(client, on):
    pairing = PairingFactory()
    response = move(client, "pairing", pairing, "sign", on=on)
    assert response.status_code == 200
    pairing.refresh_from_db()
    assert pairing.status == "proposed"


def test_a_refusal_stays_on_the_page(client):
    pairing = PairingFactory()
    response = move(client, "pairing", pairing, "sign", on="2999-01-01")
    page = words(response)
    assert "签约日期不能晚于今天" in page
    assert "由“拟结对”变为“已签约”" in page


def test_ending_needs_a_reason(client):
    pairing = PairingFactory(signed=True)
    missing = move(client, "pairing", pairing, "terminate", on="2024-06-01", reason="  ")
    assert missing.status_code == 200
    too_long = move(client, "pairing", pairing, "terminate", on="2024-06-01", reason="长" * 201)
    assert too_long.status_code == 200
    pairing.refresh_from_db()
    assert pairing.status == "signed"
    move(client, "pairing", pairing, "terminate", on="2024-06-01", reason="机构改革")
    pairing.refresh_from_db()
    assert (pairing.status, pairing.end_reason) == ("terminated", "机构改革")


def test_a_move_made_for_another_office_says_so(client):
    pairing, office = PairingFactory(), OrganisationFactory()
    move(client, "pairing", pairing, "sign", on="2024-01-15", on_behalf_of=office.pk)
    assert Event.objects.get().on_behalf_of == office


def test_a_record_is_submitted_and_approved_by_another_person(client, person):
    alliance = AllianceFactory(entered_by=person)
    move(client, "alliance", alliance, "submit")
    assert "/approve/" not in page_of(client, "alliance", alliance)
    own = move(client, "alliance", alliance, "approve")
    assert "须由录入人以外的人员办理" in told(own)
    other = client_of(administrator())
    move(other, "alliance", alliance, "approve", reason="同意")
    alliance.refresh_from_db()
    assert alliance.review_state == "approved"
    assert [e.label for e in Event.objects.of(alliance)] == ["审核通过", "提交审核"]


def test_a_need_goes_its_road(client):
    need = ListItemFactory(entered_by=AuthorFactory(), approved=True)
    move(client, "list_item", need, "accept_need")
    unclaimed = move(client, "list_item", need, "assign_need")
    assert "尚无组织认领" in words(unclaimed)
    claim = ClaimFactory(item=need)
    for step, facts in (
        ("assign_need", {}),
        ("handle", {}),
        ("answer", {"reason": "已修复"}),
        ("close_need", {"on": timezone.localdate().isoformat()}),
    ):
        assert move(client, "list_item", need, step, **facts).status_code == 302
    need.refresh_from_db()
    assert need.stage == "closed"
    move(client, "claim", claim, "fulfil_claim")
    claim.refresh_from_db()
    assert claim.state == "fulfilled"


def test_an_agreement_is_ended_by_a_move(client):
    agreement = AgreementFactory(signed_on=date(2024, 1, 1))
    move(
        client, "agreement", agreement, "terminate_agreement", on="2024-06-01", reason="到期前协商"
    )
    agreement.refresh_from_db()
    assert agreement.state == "terminated"


def test_a_move_that_is_none_is_not_found(client):
    pairing = PairingFactory()
    assert move(client, "pairing", pairing, "fly").status_code == 404
    assert move(client, "alliance", AllianceFactory(), "sign").status_code == 404


@pytest.mark.parametrize("name", ["pairing", "alliance", "agreement", "list_item", "claim"])
def test_every_move_of_a_register_has_a_page(client, name):
    factories = {
        "pairing": PairingFactory, "alliance": AllianceFactory, "agreement": AgreementFactory,
        "list_item": ListItemFactory, "claim": ClaimFactory,
    }  # fmt: skip
    record = factories[name]()
    for step in moves_of(type(record)):
        url = reverse(f"{name}:move", args=[record.pk, step])
        assert client.get(url).status_code in (200, 302)


def test_a_stale_form_does_not_put_an_old_state_back(client):
    pairing = PairingFactory()
    url = reverse("pairing:edit", args=[pairing.pk])
    data = filled_in(client, url, end_on="2024-10-31")
    move(client, "pairing", pairing, "sign", on="2024-01-15")
    assert client.post(url, data).status_code == 409
    pairing.refresh_from_db()
    assert pairing.status == "signed"


def test_what_was_changed_since_the_move_was_opened_is_shown_before_it_is_made(client):
    pairing = PairingFactory()
    url = reverse("pairing:move", args=[pairing.pk, "sign"])
    opened = dict(re.findall(r'name="(seen|since)" value="(\d*)"', words(client.get(url))))
    edit = reverse("pairing:edit", args=[pairing.pk])
    client.post(edit, filled_in(client, edit, end_on="2024-10-31"))
    shown = client.post(url, opened | {"on": "2024-01-15"})
    assert "记录有改动，尚未办理" in words(shown)
    assert "截止日期" in words(shown)
    assert "2024-10-31" in words(shown)
    pairing.refresh_from_db()
    assert pairing.status == "proposed"
    now = dict(re.findall(r'name="(seen|since)" value="(\d*)"', words(shown)))
    assert client.post(url, now | {"on": "2024-01-15"}).status_code == 302
    pairing.refresh_from_db()
    assert pairing.status == "signed"
