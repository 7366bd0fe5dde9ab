"""Sessions end after half an hour without a request, and after a working day at most."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from partners.access.signals import session_ended
from tests.admin import client_of, words

from .people import is_in, log_in, with_factor, with_password

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(microsecond=0)


def at(minutes: float) -> time_machine.travel:
    return time_machine.travel(NOW + timedelta(minutes=minutes), tick=False)


@pytest.fixture
def client() -> Client:
    """An administrator, logged in at minute nought."""
    with at(0):
        return client_of(with_password())


def test_half_an_hour_without_a_request_ends_it_and_the_page_says_so(client):
    with at(29):
        assert is_in(client)
    with at(59):
        response = client.get("/admin/pages/?q=a&p=2")
        address = urlsplit(response.url)
        assert address.path == "/login/"
        assert parse_qs(address.query)["next"] == ["/admin/pages/?q=a&p=2"]
        page = words(client.get(response.url))
        assert "您已有一段时间没有操作" in page
        assert 'value="/admin/pages/?q=a&amp;p=2"' in page
        assert not is_in(client)


def test_the_person_comes_back_to_the_page_that_was_left():
    user = with_password()
    browser = Client()
    with at(0):
        log_in(browser, user)
    with at(31):
        left = browser.get("/admin/pages/", follow=True)
        wanted = left.context["next"]
        assert log_in(browser, user, next=wanted).url == "/admin/pages/"
        assert is_in(browser)


def test_it_slides_while_somebody_works_but_not_beyond_a_working_day(client):
    for minutes in range(25, 12 * 60, 25):
        with at(minutes):
            assert is_in(client), minutes
    with at(12 * 60):
        response = client.get("/admin/")
        assert "why=limit" in response.url
        assert "本次登录时间已满" in words(client.get(response.url))


def test_a_page_that_is_merely_open_does_not_keep_it_alive(client):
    for minutes in range(1, 30):
        with at(minutes):
            client.post("/admin/editing-sessions/ping/wagtailcore/page/1/")
    with at(31):
        assert not is_in(client)


def test_the_session_is_written_once_a_minute_at_most(client):
    def seen() -> int:
        session = Session.objects.get(session_key=client.session.session_key)
        return session.get_decoded()["seen_at"]

    begun = int(NOW.timestamp())
    with at(0.9):
        client.get("/password/")
        assert seen() == begun
    with at(1):
        client.get("/password/")
        assert seen() == begun + 60
    with at(1.9):
        client.get("/password/")
        assert seen() == begun + 60


def test_on_public_pages_who_was_away_becomes_a_visitor(client):
    with at(31):
        response = client.get("/projects/")
        assert response.status_code == 200
        assert response.cookies["sessionid"]["max-age"] == 0
        assert not is_in(client)


def test_a_form_sent_too_late_leads_back_to_the_page_it_stood_on(client):
    with at(31):
        back = {"referer": "http://testserver/admin/pages/add/"}
        response = client.post("/admin/pages/add/", {"title": "一"}, headers=back)
        assert "next=http%3A%2F%2Ftestserver%2Fadmin%2Fpages%2Fadd%2F" in response.url


def test_a_form_from_another_site_does_not_say_where_to_come_back_to(client):
    with at(31):
        response = client.post("/admin/", headers={"referer": "https://evil.example/"})
        assert "evil" not in response.url


def test_a_script_is_refused_and_not_sent_to_a_page(client):
    with at(31):
        response = client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"})
        assert response.status_code == 403


def test_a_session_from_before_there_were_limits_is_ended():
    browser = client_of(with_password())
    session = browser.session
    del session["logged_in_at"], session["seen_at"]
    session.save()
    assert not is_in(browser)


def test_a_session_ends_too_while_the_factor_is_still_to_be_given():
    with at(0):
        browser = client_of(with_factor(with_password()))
    with at(31):
        assert browser.get("/second-factor/").url.startswith("/login/")


def test_how_long_is_a_setting(client, settings):
    settings.SESSION_IDLE = timedelta(minutes=5)
    with at(5):
        assert not is_in(client)


def test_an_end_is_told_to_whoever_keeps_a_log(client):
    heard = []

    def hear(user, **told):
        heard.append((str(user), told.get("reason")))

    session_ended.connect(hear)
    user_logged_out.connect(hear)
    try:
        with at(1):
            name = str(client.get("/password/").wsgi_request.user)
        with at(32):
            client.get("/admin/")
    finally:
        session_ended.disconnect(hear)
        user_logged_out.disconnect(hear)
    assert heard == [(name, "idle"), (name, None)]


def test_the_cookie_goes_with_the_browser_and_scripts_cannot_read_it():
    response = log_in(Client(), with_password())
    cookie = response.cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
