"""Logging in and out: one page, whatever address asked, and never on to another site."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.admin import words
from tests.factories import MembershipFactory, UserFactory
from tests.factories.pages import standard

from .people import PASSWORD, WRONG, is_in, log_in, logged_in, with_password

pytestmark = pytest.mark.django_db


def test_who_may_enter_the_admin_arrives_there(client):
    response = log_in(client, with_password())
    assert response.url == "/admin/"
    assert is_in(client)


def test_a_wrong_password_is_told_in_words_that_do_not_say_which_half_was_wrong(client):
    user = with_password()
    wrong = words(log_in(client, user, WRONG))
    unknown = words(client.post("/login/", {"username": "nobody", "password": PASSWORD}))
    assert "用户名或密码不正确，请重新输入。" in wrong
    assert "用户名或密码不正确，请重新输入。" in unknown
    assert WRONG not in wrong
    assert not is_in(client)


def test_an_account_that_is_switched_off_is_answered_like_a_wrong_password(client):
    response = log_in(client, with_password(is_active=False))
    assert "用户名或密码不正确" in words(response)
    assert not is_in(client)


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_the_addresses_of_other_log_in_pages_lead_to_ours(client, address):
    response = client.get(address, {"next": "/admin/pages/"})
    assert response.url == "/login/?next=/admin/pages/"


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_the_right_password_sent_to_another_log_in_page_lets_nobody_in(client, address):
    user = with_password()
    response = client.post(address, {"username": user.username, "password": PASSWORD})
    assert response.url == "/login/"
    assert not is_in(client)


def test_a_visitor_of_the_admin_comes_back_to_the_page_asked_for(client):
    asked = client.get("/admin/pages/?q=1")
    assert asked.url == "/login/?next=/admin/pages/%3Fq%3D1"
    page = words(client.get(asked.url))
    assert 'name="next" value="/admin/pages/?q=1"' in page
    assert log_in(client, with_password(), next="/admin/pages/?q=1").url == "/admin/pages/?q=1"


def test_a_closed_page_of_the_site_asks_on_the_same_page(client):
    page = standard("内部办法")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(page.get_url()).url == f"/login/?next={page.get_url()}"
    response = log_in(client, with_password(), next=page.get_url())
    assert "内部办法" in words(client.get(response.url))


@pytest.mark.parametrize(
    "evil",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "\0"],
)
def test_nobody_is_led_to_another_site(client, evil):
    assert 'name="next"' not in words(client.get("/login/", {"next": evil}))
    assert log_in(client, with_password(), next=evil).url == "/admin/"


@pytest.mark.parametrize("loop", ["/login/", "/logout/", "/admin/login/", "/second-factor/"])
def test_nobody_is_led_in_a_circle(client, loop):
    assert log_in(client, with_password(), next=loop).url == "/admin/"
    assert client.get("/login/", {"next": loop}).url == "/admin/"


def test_somebody_who_may_not_enter_the_admin_is_not_led_there(client):
    user = with_password("单位联络员")
    assert log_in(client, user, next="/admin/pages/").url != "/admin/pages/"
    assert log_in(client, user, next="/projects/").url == "/projects/"


def test_a_liaison_whose_membership_has_ended_arrives_at_the_front_page(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    MembershipFactory(user=user, since="2024-01-01", until="2024-06-30")
    assert log_in(client, user).url == "/"


def test_who_is_in_already_does_not_see_the_page_again():
    client = logged_in(with_password())
    assert client.get("/login/").url == "/admin/"


@pytest.mark.parametrize("address", ["/logout/", "/admin/logout/"])
def test_logging_out_takes_a_form_and_says_that_it_is_done(address):
    client = logged_in(with_password())
    assert "退出登录" in words(client.get(address))
    assert is_in(client)
    response = client.post(address, follow=True)
    assert "您已退出登录。" in words(response)
    assert not is_in(client)


def test_a_log_in_from_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)
    user = with_password()
    assert log_in(client, user).status_code == 403
    assert not is_in(client)


def test_the_page_is_chinese_keeps_the_strict_policy_and_is_not_kept_by_browsers(client):
    response = client.get(reverse("access:login"))
    page = words(response)
    assert "用户名" in page
    assert 'autocomplete="current-password"' in page
    assert "<style" not in page
    assert 'style="' not in page
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"
    assert "no-store" in response["Cache-Control"]


def test_a_log_in_costs_a_visitor_nothing(client, django_assert_num_queries):
    client.get("/login/")
    # Site, front page and settings.
    with django_assert_num_queries(1):
        client.get("/login/")
