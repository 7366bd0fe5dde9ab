"""Five failures of one name from one place lock both together, the right password included."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessFailureLog
from axes.signals import user_locked_out
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from partners.access.lockout import network
from tests.admin import words

from .people import PASSWORD, WRONG, is_in, log_in, with_password

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def flood(user, times: int, **extra: str) -> list[int]:
    """The answers to so many wrong passwords, each from a fresh browser."""
    data = {"username": user.username, "password": WRONG}
    return [Client(**extra).post("/login/", data).status_code for _ in range(times)]


def test_the_fifth_failure_locks_and_the_right_password_is_refused_after_it(client):
    user = with_password()
    assert flood(user, 5) == [200, 200, 200, 200, 429]
    response = log_in(client, user)
    assert response.status_code == 429
    assert "登录已暂停" in words(response)
    assert "30 分钟" in words(response)
    assert response["Retry-After"] == "1800"
    assert not is_in(client)


def test_four_failures_do_not_lock_and_success_forgets_them(client):
    user = with_password()
    flood(user, 4)
    assert log_in(client, user).status_code == 302
    assert flood(user, 4) == [200] * 4


def test_changing_the_browser_does_not_help(client):
    user = with_password()
    for number in range(5):
        flood(user, 1, HTTP_USER_AGENT=f"browser {number}")
    assert log_in(client, user).status_code == 429


@pytest.mark.parametrize("spelling", ["{} ", " {}", "{}　"])
def test_spaces_around_the_name_count_for_the_same_name(client, spelling):
    user = with_password()
    data = {"username": spelling.format(user.username), "password": WRONG}
    for _ in range(5):
        client.post("/login/", data)
    assert log_in(client, user).status_code == 429


def test_nobody_elsewhere_is_locked_out_by_it(client):
    user = with_password()
    flood(user, 6, REMOTE_ADDR="203.0.113.7")
    assert log_in(client, user).status_code == 302


def test_a_colleague_at_the_same_address_is_not_locked_out(client):
    flood(with_password(), 6)
    assert log_in(client, with_password("编辑")).status_code == 302


def test_it_ends_by_itself_and_more_attempts_do_not_make_it_longer(client):
    user = with_password()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        flood(user, 5)
    with time_machine.travel(now + timedelta(minutes=29), tick=False):
        assert flood(user, 3) == [429] * 3
        assert log_in(client, user).status_code == 429
    with time_machine.travel(now + timedelta(minutes=31), tick=False):
        assert log_in(client, user).status_code == 302


def test_an_administrator_ends_it_from_a_shell(client):
    user = with_password()
    flood(user, 5)
    call_command("axes_reset_username", user.username)
    assert log_in(client, user).status_code == 302


def test_every_failure_is_kept_with_name_place_and_time_but_without_the_password(client):
    user = with_password()
    flood(user, 6, REMOTE_ADDR="203.0.113.7")
    log_in(client, user)
    rows = list(AccessFailureLog.objects.order_by("pk"))
    assert [row.locked_out for row in rows] == [False] * 4 + [True]
    assert {(row.username, row.ip_address) for row in rows} == {(user.username, "203.0.113.7")}
    kept = str(list(AccessFailureLog.objects.values()))
    assert WRONG not in kept
    assert PASSWORD not in kept


def test_a_lockout_is_told_to_whoever_keeps_a_log():
    heard = []

    def hear(**told):
        heard.append((told["username"], told["ip_address"]))

    user_locked_out.connect(hear)
    try:
        user = with_password()
        flood(user, 5)
    finally:
        user_locked_out.disconnect(hear)
    assert heard == [(user.username, "127.0.0.1")]


def test_a_name_that_nobody_has_is_locked_alike(client):
    data = {"username": "ghost", "password": WRONG}
    assert [client.post("/login/", data).status_code for _ in range(6)][-2:] == [429, 429]


def test_other_pages_stay_open_to_who_is_locked_out(client):
    flood(with_password(), 6)
    assert client.get("/login/").status_code == 200
    assert client.get("/projects/").status_code == 200


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ("", None),
    ],
)
def test_of_ipv6_the_network_of_the_subscriber_counts(address, counted):
    assert network(RequestFactory(REMOTE_ADDR=address).get("/")) == counted
