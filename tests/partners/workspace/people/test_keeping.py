"""Ending a membership and changing its term, and the wrong things tried."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from partners.models import Event, Membership
from tests.admin import client_of, words
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(bodies):
    return MembershipFactory(organisation=bodies["plum"])


def url(membership, what):
    return f"/workspace/people/{membership.user_id}/{membership.number}/{what}/"


def stored(membership):
    return Membership.objects.get(pk=membership.pk)


def shown(client, membership):
    """What the form of the term would send as it was opened."""
    page = client.get(url(membership, "term"))
    return dict(querydict_from_html(words(page), form_id="term-form").items())


def ending(membership, **changes):
    today = timezone.localdate()
    return {"version": membership.version, "last_day": today, "reason": "调离本岗位", **changes}


def test_a_membership_ends_on_a_day_with_a_reason_and_is_not_deleted(at, cast, held):
    response = at("street").post(url(held, "end"), ending(held))
    assert response.url == f"/workspace/people/{held.user_id}/"
    today = timezone.localdate()
    assert stored(held).until == today
    event = Event.objects.of(held).get()
    assert (event.action, event.reason, event.actor) == ("end", "调离本岗位", cast.people["street"])
    assert event.changes == {"until": [None, str(today)]}


def test_a_right_that_was_ended_yesterday_opens_nothing_at_the_next_request(at, cast, bodies):
    held = MembershipFactory(organisation=bodies["plum"], role="department")
    client = client_of(held.user)
    assert client.get("/workspace/people/").status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    at("street").post(url(held, "end"), ending(held, last_day=yesterday))
    assert client.get("/workspace/people/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": ""}, "请填写理由"),
        ({"reason": "   "}, "请填写理由"),
        ({"reason": "长" * 201}, "请不要超过 200"),
        ({"last_day": ""}, "请填写日期"),
        ({"last_day": "2023-12-31"}, "不能早于起始日期"),
        ({"last_day": "later"}, "请填写日期"),
    ],
)
def test_an_end_needs_a_day_within_the_term_and_a_reason(at, held, changes, told):
    response = at("street").post(url(held, "end"), ending(held, **changes))
    assert response.status_code == 200
    assert told in words(response)
    assert stored(held).until is None


def test_what_has_ended_is_not_made_longer_by_ending_it(at, bodies):
    held = MembershipFactory(organisation=bodies["plum"], until=date(2024, 6, 30))
    response = at("street").post(url(held, "end"), ending(held, last_day="2099-01-01"))
    assert "要延长请修改任期" in words(response)
    assert stored(held).until == date(2024, 6, 30)


def test_the_term_is_changed_with_both_values_in_the_log(at, held):
    client = at("street")
    data = shown(client, held) | {"since": "2024-02-01", "until": "2027-01-31"}
    assert client.post(url(held, "term"), data).status_code == 302
    assert (stored(held).since, stored(held).until) == (date(2024, 2, 1), date(2027, 1, 31))
    assert Event.objects.of(held).get().changes == {
        "since": ["2024-01-01", "2024-02-01"], "until": [None, "2027-01-31"],
    }  # fmt: skip


def test_nothing_changed_leaves_no_row(at, held):
    client = at("street")
    assert client.post(url(held, "term"), shown(client, held)).status_code == 302
    assert not Event.objects.of(held).exists()
    assert stored(held).version == held.version


def test_a_term_that_would_overlap_another_is_refused(at, held, bodies):
    MembershipFactory(
        user=held.user,
        organisation=bodies["plum"],
        since=date(2023, 1, 1),
        until=date(2023, 12, 31),
    )
    client = at("street")
    data = shown(client, held) | {"since": "2023-12-31"}
    assert "不能重叠" in words(client.post(url(held, "term"), data))
    assert stored(held).since == date(2024, 1, 1)


@pytest.mark.parametrize("version", ["0", "", "x", None])
def test_a_stale_end_saves_nothing_and_says_so(at, held, version):
    data = ending(held, version=version)
    if version is None:
        del data["version"]
    response = at("street").post(url(held, "end"), data)
    assert "被他人修改" in words(response)
    assert stored(held).until is None
    again = dict(querydict_from_html(words(response), form_id="term-form").items())
    assert again["version"] == str(held.version)
    assert at("street").post(url(held, "end"), again).status_code == 302


def test_a_term_saved_in_between_is_shown_beside_what_was_typed(at, held):
    mine, theirs = at("street"), at("east")
    opened = shown(mine, held)
    assert theirs.post(url(held, "term"), shown(theirs, held) | {"until": "2028-06-30"}).url
    late = mine.post(url(held, "term"), opened | {"until": "2027-01-31"})
    assert late.status_code == 409
    for said in ("有人在您之前保存了", "2028-06-30", "2027-01-31", "修改任期"):
        assert said in words(late)
    assert stored(held).until == date(2028, 6, 30)
    chosen = dict(querydict_from_html(words(late), form_id="conflict").items())
    chosen |= {"choice-until": "mine", "save_as_chosen": "1"}
    assert mine.post(url(held, "term"), chosen).status_code == 302
    assert stored(held).until == date(2027, 1, 31)


#: Who gets what at the form of a membership of the place and role: 200, 403 (told why), 404.
ANSWERS = [
    ("street", "plum", "unit_liaison", 200),
    ("street", "plum", "department", 200),
    ("street", "street", "department", 403),
    ("street", "village", "unit_liaison", 404),
    ("street", "city", "auditor", 404),
    ("auditor", "plum", "unit_liaison", 403),
    ("auditor", "village", "unit_liaison", 404),
    ("unit", "plum", "unit_liaison", 404),
    ("administrator", "village", "auditor", 200),
]


@pytest.mark.parametrize("what", ["term", "end"])
@pytest.mark.parametrize(("role", "place", "kind", "status"), ANSWERS)
def test_who_comes_to_the_form(*, at, bodies, what, role, place, kind, status):
    held = MembershipFactory(organisation=bodies[place], role=kind)
    client = at(role)
    assert client.get(url(held, what)).status_code == status
    data = ending(held, since="2024-01-01", until="2030-01-01")
    if status == 200:
        data |= {"shown": shown(client, held)["shown"]}
    assert client.post(url(held, what), data).status_code == {200: 302}.get(status, status)
    assert (stored(held).until is None) is (status != 200)


@pytest.mark.parametrize("what", ["term", "end"])
@pytest.mark.parametrize("role", ["street", "city", "unit", "auditor", "two"])
def test_the_own_membership_is_not_changed_by_anybody(at, cast, what, role):
    own = cast.people[role].memberships.order_by("pk").last()
    data = ending(own, since="2020-01-01", until="2099-01-01")
    response = at(role).post(url(own, what), data)
    assert response.status_code == 403
    assert (stored(own).since, stored(own).until) == (own.since, own.until)


def test_a_membership_under_another_person_is_not_there(at, cast, held, bodies):
    other = MembershipFactory(organisation=bodies["pine"])
    wrong = f"/workspace/people/{other.user_id}/{held.number}/end/"
    assert at("street").get(wrong).status_code == 404
    assert at("street").post(wrong, ending(held)).status_code == 404
    assert stored(held).until is None


@pytest.mark.parametrize("number", ["RY20990001", "x", "RY-1"])
def test_numbers_of_nothing_are_not_there(at, held, number):
    wrong = f"/workspace/people/{held.user_id}/{number}/end/"
    assert at("city").get(wrong).status_code == 404
