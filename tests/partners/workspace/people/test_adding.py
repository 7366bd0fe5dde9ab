"""Adding a person with the first membership, and the wrong things tried."""

from datetime import date

import pytest

from partners.models import Event, Membership
from portal.models import User
from tests.admin import words
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/workspace/people/add/"


def filled(body, **changes):
    return {
        "username": "new.liaison", "display_name": "演示联络员乙",
        "organisation": body.number, "role": "unit_liaison",
        "since": "2025-03-01", "until": "", **changes,
    }  # fmt: skip


def password_on(page):
    return page.context["password"]


def test_account_and_membership_are_made_together_and_the_password_is_shown_once(at, cast, bodies):
    client = at("street")
    shown = client.post(URL, filled(bodies["plum"]), follow=True)
    person = User.objects.get(username="new.liaison")
    password = password_on(shown)
    assert password in words(shown)
    assert "no-store" in shown["Cache-Control"]
    assert person.check_password(password)
    assert person.must_change_password
    assert str(person) == "演示联络员乙"
    held = person.memberships.get()
    assert (held.organisation, held.since, held.entered_by) == (
        bodies["plum"], date(2025, 3, 1), cast.people["street"],
    )  # fmt: skip
    again = client.get(f"/workspace/people/{person.pk}/password/")
    assert password not in words(again)
    assert "已经显示过" in words(again)


def test_the_first_password_opens_the_way_to_an_own_one_and_nothing_else(client, at, bodies):
    password = password_on(at("street").post(URL, filled(bodies["plum"]), follow=True))
    client.post("/login/", {"username": "new.liaison", "password": password})
    assert client.get("/workspace/").url.startswith("/password/")


def test_both_leave_a_row_in_the_log_and_no_row_holds_the_password(at, cast, bodies):
    shown = at("street").post(URL, filled(bodies["plum"]), follow=True)
    person = User.objects.get(username="new.liaison")
    event = Event.objects.of(person).get()
    assert (event.action, event.actor) == ("create_account", cast.people["street"])
    assert event.changes["username"] == [None, "new.liaison"]
    assert Event.objects.of(person.memberships.get()).get().action == "create"
    for row in Event.objects.all():
        assert password_on(shown) not in str(row.changes) + row.reason + row.label


def test_two_people_get_different_passwords(at, bodies):
    client = at("street")
    first = client.post(URL, filled(bodies["plum"]), follow=True)
    second = client.post(URL, filled(bodies["plum"], username="another"), follow=True)
    assert password_on(first) != password_on(second)


@pytest.mark.parametrize("login", ["taken", "TAKEN", "Taken"])
def test_a_login_name_that_is_taken_is_said_so_without_telling_whose_it_is(at, bodies, login):
    UserFactory(username="taken", display_name="不该出现的人")
    response = at("street").post(URL, filled(bodies["plum"], username=login))
    assert "已被使用" in words(response)
    assert "不该出现的人" not in words(response)
    assert not Membership.objects.filter(organisation=bodies["plum"]).exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"username": ""}, "请填写登录名"),
        ({"username": "a b"}, "用户名"),
        ({"username": "x" * 151}, "登录名太长"),
        ({"display_name": ""}, "请填写姓名"),
        ({"display_name": "长" * 41}, "姓名太长"),
        ({"role": ""}, "请选择角色"),
        ({"until": "2025-02-01"}, "结束日期不能早于起始日期"),
    ],
)
def test_slips_make_neither_account_nor_membership(at, bodies, changes, told):
    before = User.objects.count()
    response = at("street").post(URL, filled(bodies["plum"], **changes))
    assert response.status_code == 200
    assert told in words(response)
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("place", "role"),
    [("village", "unit_liaison"), ("street", "department"), ("city", "auditor")],
)
def test_a_membership_above_the_own_rights_makes_no_account_either(at, bodies, place, role):
    response = at("street").post(URL, filled(bodies[place], role=role))
    assert response.status_code == 200
    assert not User.objects.filter(username="new.liaison").exists()


def test_rights_in_the_post_are_not_taken(at, bodies):
    data = filled(bodies["plum"], is_superuser="on", is_staff="on", groups="1", password="x")
    at("street").post(URL, data)
    person = User.objects.get(username="new.liaison")
    assert not (person.is_superuser)
    assert not (person.is_staff)
    assert not person.groups.exists()


@pytest.mark.parametrize("role", ["unit", "community", "auditor", "ended", "nobody", "editor"])
def test_who_keeps_nobody_adds_nobody(at, bodies, role):
    assert at(role).get(URL).status_code == 403
    assert at(role).post(URL, filled(bodies["plum"])).status_code == 403
    assert not User.objects.filter(username="new.liaison").exists()


def test_the_password_is_shown_to_who_gave_it_alone(at, cast, bodies):
    at("street").post(URL, filled(bodies["plum"]))
    person = User.objects.get(username="new.liaison")
    page = at("east").get(f"/workspace/people/{person.pk}/password/")
    assert page.context["password"] == ""
