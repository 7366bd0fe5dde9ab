"""Who enters the workspace, and for whom a person acts there."""

import pytest
from django.urls import reverse

from partners.models import Membership
from partners.workspace.entrance import NO_MEMBERSHIP
from tests.admin import words
from tests.factories import ListItemFactory

pytestmark = pytest.mark.django_db

HOME = "/workspace/"
LIST = "/workspace/list-items/"


@pytest.mark.parametrize(
    "role", ["unit", "community", "street", "east", "city", "auditor", "two", "administrator"]
)
def test_people_with_a_membership_and_administrators_enter(at_desk, role):
    for url in (HOME, LIST):
        assert at_desk(role).get(url).status_code == 200


@pytest.mark.parametrize("role", ["nobody", "ended", "editor"])
def test_people_without_a_membership_in_force_are_told_why_they_may_not(at_desk, role):
    for url in (HOME, LIST):
        response = at_desk(role).get(url)
        assert response.status_code == 403
        assert NO_MEMBERSHIP in words(response)


@pytest.mark.parametrize(
    ("role", "way_on"),
    [("editor", '/admin/">前往管理后台'), ("nobody", '/">回到首页'), ("ended", '/">回到首页')],
)
def test_who_may_not_enter_is_led_to_where_they_work(at_desk, role, way_on):
    assert f'href="{way_on}' in words(at_desk(role).get(HOME))


def test_a_refusal_inside_leads_back_to_the_workspace(cast, at_desk):
    item = ListItemFactory(organisation=cast.parties["far"].community, approved=True)
    for url, status in ((f"{LIST}{item.number}/", 403), (f"{LIST}nothing/", 404)):
        response = at_desk("unit").get(url)
        assert response.status_code == status
        assert 'href="/workspace/">回到工作台' in words(response)
        assert "回到首页" not in words(response)


def test_visitor_is_sent_to_log_in_and_back(at_desk):
    response = at_desk("visitor").get(f"{LIST}?q=路灯")
    assert response.status_code == 302
    assert "next=/workspace/list-items/%3Fq%3D" in response.url


def test_membership_that_ends_shuts_the_door_at_the_next_request(cast, at_desk):
    client = at_desk("unit")
    assert client.get(HOME).status_code == 200
    Membership.objects.filter(user=cast.people["unit"]).update(until="2024-12-31")
    assert client.get(HOME).status_code == 403


def test_list_shows_the_scope_of_the_membership_that_was_chosen(cast, at_desk):
    item = ListItemFactory(organisation=cast.parties["far"].community, title="远处的需求")
    client = at_desk("two")
    unit, west = Membership.objects.filter(user=cast.people["two"]).order_by("pk")
    assert item.title not in words(client.get(LIST))
    assert client.post(reverse("workspace:choose"), {"membership": west.pk}).url == HOME
    assert item.title in words(client.get(LIST))
    client.post(reverse("workspace:choose"), {"membership": unit.pk})
    assert item.title not in words(client.get(LIST))


def test_record_of_either_membership_opens_whichever_was_chosen(cast, at_desk):
    item = ListItemFactory(organisation=cast.parties["far"].community)
    assert at_desk("two").get(f"{LIST}{item.number}/").status_code == 200


@pytest.mark.parametrize("wanted", ["", "0", "x", "999999999999999999999999"])
def test_membership_that_is_not_ones_own_cannot_be_chosen(cast, at_desk, wanted):
    foreign = Membership.objects.get(user=cast.people["city"]).pk
    client = at_desk("unit")
    for key in (wanted, str(foreign)):
        assert client.post(reverse("workspace:choose"), {"membership": key}).status_code == 404
    assert client.get(reverse("workspace:choose")).status_code == 405


def test_choice_leads_back_within_the_portal_only(cast, at_desk):
    mine = Membership.objects.get(user=cast.people["unit"]).pk
    client, url = at_desk("unit"), reverse("workspace:choose")
    assert client.post(url, {"membership": mine, "next": LIST}).url == LIST
    assert client.post(url, {"membership": mine, "next": "//evil.example/"}).url == HOME


def test_home_says_who_one_is_here_and_what_that_reaches(cast, at_desk):
    page = words(at_desk("two").get(HOME))
    assert str(cast.parties["own"].unit) in page
    assert "范围：西区及其下辖地区" in page
    assert "以此身份工作" in page


def test_home_costs_few_queries(at_desk, django_assert_max_num_queries):
    client = at_desk("two")
    client.get(HOME)
    with django_assert_max_num_queries(12):
        client.get(HOME)
