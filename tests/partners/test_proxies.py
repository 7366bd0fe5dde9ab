"""What was entered for an organisation waits for that one's answer, and for nobody else's."""

import pytest
from django.urls import reverse

from partners.models import Event, ProxyEntry
from partners.proxies import note_proxy
from tests.admin import client_of, told, words
from tests.factories import ActivityFactory, PairingFactory
from tests.factories.cast import build_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LIST = reverse("workspace:register", args=["proxies"])


@pytest.fixture
def cast(world):
    return build_cast(world)


def proxy(cast, relation: str = "own", **facts) -> ProxyEntry:
    """An activity that the department of the street entered for the unit of a pairing."""
    parties, street = cast.parties[relation], cast.people["street"]
    pairing = PairingFactory(
        unit_side=parties.unit, community_side=parties.community, signed=True,
        division=parties.place,
    )  # fmt: skip
    activity = ActivityFactory(
        pairing=pairing, organisation=parties.unit, on_behalf_of=parties.unit,
        entered_by=street, text="代录的活动内容", division=parties.place, **facts,
    )  # fmt: skip
    return note_proxy(activity, street)


def of(entry, act: str = "") -> str:
    if act:
        return reverse("workspace:act", args=["proxies", entry.pk, act])
    return reverse("workspace:record", args=["proxies", entry.pk])


def test_it_stands_on_the_first_screen_of_the_organisation_and_of_no_other(cast):
    proxy(cast)
    home = reverse("workspace:home")
    assert "待确认的代办" in words(client_of(cast.people["unit"]).get(home))
    for role in ("community", "street", "west", "auditor"):
        assert "待确认的代办" not in words(client_of(cast.people[role]).get(home))


def test_one_tap_confirms_with_all_of_it_in_sight(cast):
    entry = proxy(cast)
    client = client_of(cast.people["unit"])
    url = reverse("workspace:review", args=["proxies-confirm_proxy", entry.pk])
    page = words(client.get(url))
    assert "代录的活动内容" in page
    assert "确认属实" in page
    client.post(url, {"act": "confirm_proxy"})
    entry.refresh_from_db()
    assert (entry.answer, entry.answered_by) == ("confirmed", cast.people["unit"])
    said = Event.objects.of(entry.record).first()
    assert (said.label, said.on_behalf_of) == ("确认代办", None)  # the unit speaks for itself
    assert "待确认的代办" not in words(client.get(reverse("workspace:home")))


def test_an_objection_says_what_is_wrong(cast):
    entry = proxy(cast)
    client = client_of(cast.people["unit"])
    response = client.post(of(entry, "object_to_proxy"), {"reason": " "})
    assert "请填写理由" in words(response)
    client.post(of(entry, "object_to_proxy"), {"reason": "参加人数不符"})
    entry.refresh_from_db()
    assert (entry.answer, entry.remark) == ("objected", "参加人数不符")
    assert "参加人数不符" in words(client_of(cast.people["street"]).get(of(entry)))


def test_it_is_answered_once(cast):
    entry = proxy(cast)
    client = client_of(cast.people["unit"])
    client.post(of(entry, "confirm_proxy"))
    response = client.post(of(entry, "object_to_proxy"), {"reason": "又不对了"})
    assert "已经确认过" in told(response)
    entry.refresh_from_db()
    assert entry.answer == "confirmed"


@pytest.mark.parametrize("relation", ["near", "far"])
def test_an_entry_for_another_organisation_is_unknown(cast, relation):
    entry = proxy(cast, relation)
    client = client_of(cast.people["unit"])
    assert "代录的活动内容" not in words(client.get(LIST))
    for response in (
        client.get(of(entry)),
        client.post(of(entry, "confirm_proxy")),
        client.post(of(entry, "object_to_proxy"), {"reason": "不符"}),
        client.get(reverse("workspace:review", args=["proxies-confirm_proxy", entry.pk])),
    ):
        assert response.status_code == 404
    entry.refresh_from_db()
    assert entry.answer == "waiting"


def test_a_department_reads_the_answers_of_its_places_and_gives_none(cast):
    entry = proxy(cast, "near")
    entry.organisation.division = cast.world.pine
    entry.organisation.save()
    client = client_of(cast.people["street"])
    assert entry.title in words(client.get(LIST))
    assert client.post(of(entry, "confirm_proxy")).status_code == 403
    assert client_of(cast.people["west"]).get(of(entry)).status_code == 404


def test_it_is_not_confirmed_by_who_entered_it(cast):
    entry = proxy(cast)
    ProxyEntry.objects.update(entered_by=cast.people["unit"])
    response = client_of(cast.people["unit"]).post(of(entry, "confirm_proxy"))
    assert "录入人以外" in told(response)
    entry.refresh_from_db()
    assert entry.answer == "waiting"
    home = words(client_of(cast.people["unit"]).get(reverse("workspace:home")))
    assert "待确认的代办" not in home


@pytest.mark.parametrize("key", ["x", "999999", "0"])
def test_an_address_of_nothing_is_not_found(cast, key):
    client = client_of(cast.people["unit"])
    assert client.get(f"{LIST}{key}/").status_code == 404
    review = reverse("workspace:review", args=["proxies-confirm_proxy", key])
    assert client.get(review).status_code == 404
