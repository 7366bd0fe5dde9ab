"""The second factor: codes given once, wrong ones slowed down, the phone set up and changed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from partners.models import RecoveryDevice
from tests.admin import words

from .people import (
    code_of,
    give,
    is_in,
    logged_in,
    recovery_codes_of,
    with_factor,
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_the_right_code_lets_in_and_leads_on_to_the_page_asked_for(told):
    user = with_factor(with_password())
    client = logged_in(user)
    before = client.session.session_key
    assert give(client, code_of(user), next="/admin/pages/").url == "/admin/pages/"
    assert is_in(client)
    assert client.session.session_key != before
    assert told == [("factor_given", user.username, user.username, "totp")]


def test_spaces_in_a_code_do_no_harm_and_next_never_leads_out():
    user = with_factor(with_password())
    client, code = logged_in(user), code_of(user)
    assert give(client, f" {code[:3]} {code[3:]} ", next="//evil.example").url == "/admin/"


@pytest.mark.parametrize(
    "wrong", ["000000", "12345", "1234567", "abcdef", "", "９９９９９９", "\0"]
)
def test_a_wrong_code_is_told_and_opens_nothing(wrong):
    user = with_factor(with_password())
    client = logged_in(user)
    page = words(give(client, wrong))
    assert "验证码" in page
    assert not is_in(client)


def test_a_code_works_once_also_in_another_session():
    user = with_factor(with_password())
    code = code_of(user)
    assert give(logged_in(user), code).status_code == 302
    second = logged_in(user)
    assert "已经用过" in words(give(second, code))
    assert not is_in(second)


def test_the_code_of_somebody_else_opens_nothing():
    user, other = with_factor(with_password()), with_factor(with_password("编辑"))
    client = logged_in(user)
    give(client, code_of(other))
    assert not is_in(client)


@pytest.mark.parametrize(("steps", "works"), [(-1, True), (1, True), (-3, False), (3, False)])
def test_a_clock_half_a_minute_off_does_no_harm(steps, works):
    user = with_factor(with_password())
    client = logged_in(user)
    give(client, code_of(user, steps))
    assert is_in(client) is works


def test_guessing_gets_slower_and_the_right_code_waits_as_well(told):
    user = with_factor(with_password())
    client = logged_in(user)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        give(client, "000000")
        assert "之后再试" in words(give(client, code_of(user)))
        assert not is_in(client)
    for attempt in range(1, 5):  # waits of 1, 2, 4, 8 seconds
        now += timedelta(seconds=2**attempt)
        with time_machine.travel(now, tick=False):
            give(client, "000000")
    with time_machine.travel(now + timedelta(seconds=15), tick=False):
        assert "之后再试" in words(give(client, code_of(user)))
    with time_machine.travel(now + timedelta(seconds=17), tick=False):
        give(client, code_of(user))
        assert is_in(client)
    assert [name for name, *_ in told] == ["factor_refused"] * 5 + ["factor_given"]


def test_a_recovery_code_works_once_and_says_how_many_are_left(told):
    user = with_factor(with_password())
    code = recovery_codes_of(user)[3]
    client = logged_in(user)
    response = client.post("/second-factor/", {"recovery_code": code}, follow=True)
    assert "还剩 9 个" in words(response)
    assert is_in(client)
    second = logged_in(user)
    page = words(second.post("/second-factor/", {"recovery_code": code}))
    assert "恢复码不正确，或已经用过。" in page
    assert not is_in(second)
    assert [(name, kind) for name, _, _, kind in told] == [
        ("factor_given", "recovery"),
        ("factor_refused", "recovery"),
    ]


def test_recovery_codes_are_taken_as_people_write_them():
    user = with_factor(with_password())
    code = recovery_codes_of(user)[0]
    client = logged_in(user)
    client.post("/second-factor/", {"recovery_code": f" {code.upper().replace('-', ' ')} "})
    assert is_in(client)


def test_the_database_does_not_hold_a_recovery_code():
    user = with_factor(with_password())
    codes = recovery_codes_of(user)
    stored = set(RecoveryDevice.objects.get(user=user).token_set.values_list("token", flat=True))
    assert len(stored) == 10
    assert not stored & {code.replace("-", "") for code in codes}
    client = logged_in(user)
    client.post("/second-factor/", {"recovery_code": stored.pop()})
    assert not is_in(client)


def test_nothing_of_it_is_kept_by_browsers():
    user = with_factor(with_password())
    client = logged_in(user)
    assert "no-store" in client.get("/second-factor/")["Cache-Control"]
    give(client, code_of(user))
    assert "no-store" in client.get("/second-factor/setup/")["Cache-Control"]
