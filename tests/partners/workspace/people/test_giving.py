"""Giving a membership to somebody who has an account, and the wrong things tried."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from partners.enums import EventKind
from partners.models import Event, Membership
from tests.admin import words
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "/workspace/people/give/"


@pytest.fixture
def somebody(db):
    return UserFactory(username="newcomer", display_name="演示联络员甲")


def filled(body, **changes):
    """The form as a person would fill it in."""
    return {
        "organisation": body.number, "role": "unit_liaison",
        "since": "2025-03-01", "until": "", **changes,
    }  # fmt: skip


def send(client, data, login="newcomer"):
    return client.post(f"{URL}?login={login}", data)


def test_the_exact_login_name_is_told_the_name_to_confirm(at, somebody):
    page = words(at("street").get(URL, {"login": "newcomer"}))
    assert "演示联络员甲" in page


@pytest.mark.parametrize("login", ["newcome", "NEWCOMER", "演示联络员甲", "%", "nobody-at-all"])
def test_anything_but_the_exact_login_name_finds_nobody(at, somebody, login):
    page = words(at("street").get(URL, {"login": login}))
    assert "没有登录名为" in page
    assert "登记任职</button>" not in page


@pytest.mark.postgresql
def test_a_sign_no_database_keeps_is_nobodys_name(at, bodies, somebody):
    client = at("street")
    assert client.get(URL, {"login": "new\0comer"}).status_code == 200
    answer = send(client, filled(bodies["plum"], organisation="\0"))
    assert "不允许" in words(answer) or "字符" in words(answer)
    assert client.post("/workspace/people/add/", {"organisation": "\0"}).status_code == 200
    assert not somebody.memberships.exists()


def test_a_membership_is_given_and_leaves_a_row_in_the_log(at, cast, bodies, somebody):
    response = send(at("street"), filled(bodies["plum"], until="2026-02-28"))
    held = somebody.memberships.get()
    assert response.url == f"/workspace/people/{somebody.pk}/"
    assert (held.organisation, held.role) == (bodies["plum"], "unit_liaison")
    assert (held.since, held.until) == (date(2025, 3, 1), date(2026, 2, 28))
    assert (held.division, held.entered_by) == (bodies["plum"].division, cast.people["street"])
    event = Event.objects.of(held).get()
    assert (event.actor, event.kind) == (cast.people["street"], EventKind.RIGHT)
    assert event.changes["organisation"] == [None, bodies["plum"].pk]
    assert event.changes["role"] == [None, "unit_liaison"]


@pytest.mark.parametrize(
    ("place", "role", "words_told"),
    [
        ("village", "unit_liaison", "不在您负责的地区内"),
        ("east", "unit_liaison", "不在您负责的地区内"),
        ("street", "department", "不能登记本级的"),
        ("street", "auditor", "不能登记本级的"),
        ("plum", "king", "请选择角色"),
        ("plum", "", "请选择角色"),
    ],
)
def test_what_is_above_or_beside_the_own_rights_is_refused(
    *, at, bodies, somebody, place, role, words_told
):
    response = send(at("street"), filled(bodies[place], role=role))
    assert response.status_code == 200
    assert words_told in words(response)
    assert not somebody.memberships.exists()


@pytest.mark.parametrize(
    ("changes", "words_told"),
    [
        ({"since": ""}, "请填写日期"),
        ({"since": "2025-02-30"}, "请填写日期"),
        ({"since": "0025-03-01"}, "年份有误"),
        ({"since": "2025-03-01", "until": "2025-02-28"}, "结束日期不能早于起始日期"),
        ({"until": "9999-01-01"}, "年份有误"),
        ({"since": str(timezone.localdate() + timedelta(days=500))}, "提前一年"),
        ({"organisation": ""}, "请填写代表组织"),
        ({"organisation": "没有这样的组织"}, "没有找到这个组织"),
        ({"organisation": "x" * 500}, "请不要超过"),
    ],
)
def test_slips_of_the_hand_are_said_in_words_and_nothing_is_lost(
    at, bodies, somebody, changes, words_told
):
    response = send(at("street"), filled(bodies["plum"], **changes))
    assert response.status_code == 200
    page = words(response)
    assert words_told in page
    assert "演示联络员甲" in page
    for value in (filled(bodies["plum"]) | changes).values():
        assert not value or value in page
    assert not somebody.memberships.exists()


@pytest.mark.parametrize("how", ["ended", "merged"])
def test_an_organisation_that_is_no_more_gets_nobody(at, bodies, somebody, how):
    body = bodies["plum"]
    if how == "ended":
        body.valid_until = timezone.localdate() - timedelta(days=1)
    else:
        body.merged_into = bodies["pine"]
    body.save()
    response = send(at("street"), filled(body))
    assert "不能登记任职" in words(response)
    assert not somebody.memberships.exists()


def test_part_of_a_name_offers_what_fits_in_the_own_places_to_choose_among(at, bodies, somebody):
    client = at("street")
    data = filled(bodies["plum"], organisation="共建办公室")
    response = send(client, data)
    offered = {str(one) for one in response.context["form"].fields["organisation"].matches}
    assert offered == {"street共建办公室", "plum共建办公室", "pine共建办公室"}
    assert not somebody.memberships.exists()
    send(client, data | {"organisation_number": bodies["village"].number})
    assert not somebody.memberships.exists()
    send(client, data | {"organisation_number": bodies["pine"].number})
    assert somebody.memberships.get().organisation == bodies["pine"]


def test_too_many_that_fit_are_not_listed(at, bodies, world, somebody):
    for _ in range(21):
        OrganisationFactory(name=f"同名{_}", division=world.plum)
    response = send(at("street"), filled(bodies["plum"], organisation="同名"))
    assert "写得更完整" in words(response)
    assert response.context["form"].fields["organisation"].matches == []


@pytest.mark.parametrize("role", ["street", "city"])
def test_nobody_gives_anything_to_oneself(at, cast, bodies, role):
    me = cast.people[role]
    before = me.memberships.count()
    assert "本人" in words(at(role).get(URL, {"login": me.username}))
    response = send(at(role), filled(bodies["plum"]), login=me.username)
    assert response.status_code == 403
    assert me.memberships.count() == before


def test_an_administrator_gives_nothing_to_oneself_either(at, cast, bodies):
    me = cast.people["administrator"]
    assert send(at("administrator"), filled(bodies["plum"]), me.username).status_code == 403
    assert not me.memberships.exists()


def test_people_of_the_admin_are_left_to_administrators(at, bodies, somebody):
    somebody.groups.add(Group.objects.get(name="编辑"))
    assert send(at("city"), filled(bodies["plum"])).status_code == 403
    assert send(at("administrator"), filled(bodies["plum"])).status_code == 302


@pytest.mark.parametrize("role", ["unit", "community", "auditor", "ended", "nobody", "editor"])
def test_who_keeps_nobody_is_refused(at, bodies, somebody, role):
    assert at(role).get(URL).status_code == 403
    assert send(at(role), filled(bodies["plum"])).status_code == 403
    assert not somebody.memberships.exists()


def test_the_same_again_or_overlapping_is_refused_and_a_later_term_is_not(at, bodies, somebody):
    client = at("street")
    first = filled(bodies["plum"], until="2025-06-30")
    assert send(client, first).status_code == 302
    for again in (first, first | {"since": "2025-06-30", "until": ""}):
        assert "已登记" in words(send(client, again))
    assert somebody.memberships.count() == 1
    assert send(client, first | {"since": "2025-07-01", "until": ""}).status_code == 302
    assert Membership.objects.filter(user=somebody).count() == 2


def test_the_place_in_the_post_is_not_taken(at, bodies, somebody):
    """Fields the form does not have change nothing."""
    data = filled(bodies["plum"], division=bodies["city"].division_id, user="1", entered_by="1")
    send(at("street"), data)
    held = somebody.memberships.get()
    assert held.division == bodies["plum"].division


def test_who_holds_something_elsewhere_may_get_more_here_and_that_stays_unseen(
    at, bodies, somebody
):
    there = MembershipFactory(user=somebody, organisation=bodies["village"])
    client = at("street")
    assert send(client, filled(bodies["plum"])).status_code == 302
    page = words(client.get(f"/workspace/people/{somebody.pk}/"))
    assert there.number not in page
