"""The screen 「文字核查」: who sees which texts, and letting one pass there."""

import pytest
from django.urls import reverse

from partners.models import Event, HeldText
from partners.moves.review import submit
from portal.text_guard.holding import TextHeld
from tests.admin import client_of, words
from tests.factories import UpdateFactory
from tests.factories.held import MASKED, MOBILE

pytestmark = pytest.mark.django_db
URL = "/workspace/text-guard/"
REASON = "社区值班电话，由社区申请公开"


def stop(cast, place, title):
    update = UpdateFactory(division=place, entered_by=cast.people["unit"], title=title, text=MOBILE)
    with pytest.raises(TextHeld):
        submit(update, by=cast.people["unit"])
    return HeldText.objects.latest("pk")


@pytest.fixture
def near(cast):
    return stop(cast, cast.world.plum, "梅园近处")


@pytest.fixture
def far(cast):
    return stop(cast, cast.world.village, "桃湾远处")


#: Role to what it sees: of the community, of the other district. None: not let in.
SEES = {
    "nobody": None, "ended": None, "editor": None,
    "unit": (True, True),  # its own tries
    "community": (False, False), "street": (True, False), "east": (True, False),
    "west": (False, True), "city": (True, True), "auditor": (True, False),
    "administrator": (True, True),
}  # fmt: skip


@pytest.mark.parametrize(("role", "sees"), SEES.items())
def test_each_sees_the_texts_of_the_own_places(cast, near, far, role, sees):
    response = client_of(cast.people[role]).get(URL)
    if sees is None:
        assert response.status_code == 403
    else:
        page = words(response)
        assert ("梅园近处" in page, "桃湾远处" in page) == sees
        assert "13800138000" not in page.replace(" ", "")


def test_a_visitor_is_sent_to_log_in(cast, near):
    assert client_of(None).get(URL).status_code == 302


MAY = {"street", "east", "city"}


@pytest.mark.parametrize("role", [role for role, sees in SEES.items() if sees])
def test_only_a_department_above_is_offered_the_form(cast, near, role):
    page = words(client_of(cast.people[role]).get(URL))
    assert ("确认放行" in page) == (role in MAY)


#: What is answered to who tries to release; 200: the list again, with the reason why not.
ANSWERS = {
    "nobody": 403, "ended": 403, "editor": 403, "community": 404, "west": 404,
    "street": 302, "east": 302, "city": 302,
}  # fmt: skip


@pytest.mark.parametrize("role", SEES)
def test_only_a_department_above_releases(cast, near, role):
    url = reverse("workspace:release", args=[near.pk])
    response = client_of(cast.people[role]).post(url, {"reason": REASON})
    near.refresh_from_db()
    assert (near.released_at is not None) == (role in MAY)
    assert Event.objects.filter(action="override").count() == (role in MAY)
    assert response.status_code == ANSWERS.get(role, 200)


def test_a_wrong_reason_comes_back_with_what_was_typed(cast, near):
    url = reverse("workspace:release", args=[near.pk])
    page = words(client_of(cast.people["street"]).post(url, {"reason": MOBILE}))
    assert "请改写" in page
    assert MOBILE in page


def test_what_was_released_and_what_was_taken_out_is_listed_apart(cast, near, far):
    client = client_of(cast.people["city"])
    client.post(reverse("workspace:release", args=[near.pk]), {"reason": REASON})
    client.get(URL)  # the message of the release is said once
    assert "梅园近处" not in words(client.get(URL))
    page = words(client.get(URL + "?state=released"))
    assert "梅园近处" in page
    assert REASON in page
    assert "桃湾远处" not in page
    assert "桃湾远处" not in words(client.get(URL + "?state=removed"))
    assert client.get(URL + "?state=x").status_code == 200


def test_the_way_leads_to_the_record_and_its_history(cast, near):
    client = client_of(cast.people["street"])
    record = f"/workspace/updates/{near.record_number}/"
    assert record in words(client.get(URL))
    client.post(reverse("workspace:release", args=[near.pk]), {"reason": REASON})
    history = words(client.get(record))
    assert REASON in history
    assert MASKED in history


@pytest.mark.parametrize("texts", [1, 3])
def test_the_list_costs_the_same_for_more_texts(cast, texts, django_assert_max_num_queries):
    for number in range(texts):
        stop(cast, cast.world.plum, f"第{number}处")
    client = client_of(cast.people["city"])
    client.get(URL)
    with django_assert_max_num_queries(10):
        client.get(URL)


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30])
def test_an_unknown_text_is_not_found(cast, key):
    client = client_of(cast.people["city"])
    assert client.post(f"{URL}{key}/release/", {"reason": REASON}).status_code == 404
