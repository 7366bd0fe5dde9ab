"""The list of people: who sees whom, what it can be asked, and what its sheet holds."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin import csv_of, words
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "/workspace/people/"


def names(response):
    return [str(person) for person in response.context["page"].object_list]


@pytest.fixture
def held(bodies):
    """Somebody in each place."""
    return {
        place: MembershipFactory(
            user=UserFactory(username=f"login-{place}", display_name=f"联络员{place}"),
            organisation=body,
        )
        for place, body in bodies.items()
    }


#: Whose people each role sees, of those who hold something in the places.
SEES = {
    "street": {"street", "plum", "pine"},
    "east": {"east", "street", "plum", "pine"},
    "auditor": {"east", "street", "plum", "pine"},
    "west": {"west", "village"},
    "city": {"city", "east", "street", "plum", "pine", "west", "village"},
    "administrator": {"city", "east", "street", "plum", "pine", "west", "village"},
}


@pytest.mark.parametrize("role", SEES)
def test_people_of_the_own_places_are_listed_and_nobody_else(at, held, role):
    page = words(at(role).get(URL))
    assert {p for p, m in held.items() if str(m.user) in page} == SEES[role]


@pytest.mark.parametrize("role", ["unit", "community"])
def test_liaisons_are_told_whose_business_it_is(at, role):
    response = at(role).get(URL)
    assert response.status_code == 403
    assert "组织部门" in words(response)
    assert f'href="{URL}"' not in words(at(role).get("/workspace/"))


@pytest.mark.parametrize("role", ["visitor", "nobody", "ended", "editor"])
def test_nobody_else_enters(at, role):
    assert at(role).get(URL).status_code in (302, 403)


def test_who_has_two_duties_sees_people_in_the_one_chosen_alone(at, cast, held):
    client = at("two")
    department = cast.people["two"].memberships.get(role="department")
    client.post("/workspace/acting/", {"membership": department.pk})
    page = words(client.get(URL))
    assert "联络员village" in page
    assert "联络员plum" not in page


def test_memberships_elsewhere_are_not_named_in_the_list(at, held, bodies):
    MembershipFactory(user=held["plum"].user, organisation=bodies["village"])
    page = words(at("street").get(URL))
    assert "联络员plum" in page
    assert "village共建办公室" not in page


def test_who_held_something_stays_in_the_list_and_can_be_told_apart(at, held):
    held["plum"].until = date(2024, 12, 31)
    held["plum"].save()
    client = at("street")
    assert "联络员plum" in names(client.get(URL))
    assert "联络员plum" not in names(client.get(URL, {"current": "yes"}))
    assert names(client.get(URL, {"current": "no"})) == ["联络员plum"]


def test_the_list_is_searched_and_filtered(at, held, world):
    client = at("east")
    assert names(client.get(URL, {"q": "login-plum"})) == ["联络员plum"]
    assert names(client.get(URL, {"q": "联络员pine"})) == ["联络员pine"]
    assert names(client.get(URL, {"q": "street共建"})) == ["联络员street"]
    assert names(client.get(URL, {"q": "village"})) == []
    assert "联络员plum" not in names(client.get(URL, {"role": "department"}))
    assert names(client.get(URL, {"district": world.street.pk, "role": "unit_liaison"})) == [
        "联络员pine", "联络员plum", "联络员street",
    ]  # fmt: skip
    wrong = client.get(URL, {"role": "king"})
    assert wrong.status_code == 200
    assert names(wrong) == []


def test_an_administrator_finds_people_without_any_membership_too(at, cast):
    UserFactory(username="fresh", display_name="新账号")
    client = at("administrator")
    assert names(client.get(URL, {"q": "fresh"})) == ["新账号"]
    assert names(client.get(URL, {"q": "fresh", "current": "no"})) == []
    assert "新账号" not in words(at("city").get(URL, {"q": "fresh"}))


def test_the_sheet_holds_the_memberships_found_and_nothing_private(at, held):
    held["plum"].user.email = "someone@example.org"
    held["plum"].user.save()
    lines = csv_of(at("street").get(URL, {"export": "csv", "q": "login-"})).splitlines()
    assert lines[0].lstrip("\ufeff") == "编号,登录名,姓名,代表组织,所在地,角色,起始日期,结束日期"
    assert len(lines) == 1 + 3
    assert any("login-plum,联络员plum,plum共建办公室" in line for line in lines)
    assert not any("village" in line or "example.org" in line for line in lines)


def queries(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


#: Log-in and memberships included; administrators' rights are two more.
MOST = {"street": 10, "city": 10, "auditor": 10, "administrator": 12}


@pytest.mark.parametrize("role", MOST)
def test_queries_do_not_grow_with_the_list(at, bodies, role):
    client, asked = at(role), f"{URL}?q=counted"
    counts = []
    for number in range(3):
        subject = UserFactory(username=f"counted-{number}")
        MembershipFactory(user=subject, organisation=bodies["plum"])
        MembershipFactory(user=subject, organisation=bodies["pine"])
        counts.append(queries(client, asked))
    assert counts[0] == counts[2] <= MOST[role]


def test_pages_out_of_range_are_not_there(at):
    assert at("city").get(URL, {"page": "999"}).status_code == 404
