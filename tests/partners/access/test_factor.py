"""The second factor: codes given once, wrong ones slowed down, the phone set up and changed."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners.access import signals
from partners.enums import StaffRole
from partners.models import RecoveryDevice
from tests.admin import client_of, words

from .people import (
    code_for,
    code_of,
    demand,
    is_in,
    logged_in,
    recovery_codes_of,
    with_factor,
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def told():
    """What was told to whoever keeps a log, by name."""
    heard: list[tuple] = []
    receivers = {}
    for name in ("factor_set_up", "factor_removed", "factor_refused", "factor_given"):

        def hear(user, name=name, **more):
            by = more.get("by")
            heard.append((name, user.username, by and by.username, more.get("kind")))

        receivers[name] = hear
        getattr(signals, name).connect(hear)
    yield heard
    for name, hear in receivers.items():
        getattr(signals, name).disconnect(hear)


def give(client: Client, code: str, **data: str):
    return client.post("/second-factor/", {"code": code, **data})


def secret_on(page: str) -> str:
    """The key of the page, in hex, as an authenticator would be given it by hand."""
    letters = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    return b32decode(letters).hex()


def codes_on(page: str) -> list[str]:
    return re.findall(r"<code>([a-z0-9-]{14})</code>", page)


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


def test_setting_up_shows_a_picture_and_a_secret_and_then_the_recovery_codes_once(told):
    user = with_password()
    client = client_of(user)
    page = words(client.get("/second-factor/setup/"))
    assert "<svg" in page
    assert 'style="' not in page
    key = secret_on(page)
    done = client.post("/second-factor/setup/", {"code": code_for(key)})
    codes = codes_on(words(done))
    assert len(codes) == 10
    assert "no-store" in done["Cache-Control"]
    assert is_in(client)
    assert codes_on(words(client.get("/second-factor/setup/"))) == []
    assert told == [("factor_set_up", user.username, user.username, None)]
    fresh = logged_in(user)
    fresh.post("/second-factor/", {"recovery_code": codes[0]})
    assert is_in(fresh)


def test_the_code_that_set_it_up_is_used():
    user = with_password()
    client = client_of(user)
    key = secret_on(words(client.get("/second-factor/setup/")))
    code = code_for(key)
    client.post("/second-factor/setup/", {"code": code})
    second = logged_in(user)
    give(second, code)
    assert not is_in(second)


def test_a_wrong_code_sets_nothing_up_and_the_secret_stays_the_same():
    client = client_of(with_password())
    first = secret_on(words(client.get("/second-factor/setup/")))
    page = words(client.post("/second-factor/setup/", {"code": "000000"}))
    assert "动态验证码不正确" in page
    assert secret_on(page) == first
    assert not TOTPDevice.objects.exists()


def test_setting_up_twice_by_the_same_form_changes_nothing_the_second_time():
    user = with_password()
    client = client_of(user)
    code = code_for(secret_on(words(client.get("/second-factor/setup/"))))
    client.post("/second-factor/setup/", {"code": code})
    stored = TOTPDevice.objects.get()
    assert client.post("/second-factor/setup/", {"code": code}).url == "/second-factor/setup/"
    assert TOTPDevice.objects.get().key == stored.key


def test_a_visitor_sets_nothing_up(client):
    assert client.get("/second-factor/setup/").url.startswith("/login/")
    assert client.post("/second-factor/change/", {"code": "123456"}).url.startswith("/login/")


def test_who_has_a_factor_cannot_set_up_another_one_without_giving_it():
    user = with_factor(with_password())
    key = TOTPDevice.objects.get().key
    client = logged_in(user)
    assert client.get("/second-factor/setup/").url == "/second-factor/"
    assert client.post("/second-factor/setup/", {"code": "123456"}).url == "/second-factor/"
    assert client.post("/second-factor/change/", {"code": "123456"}).url == "/second-factor/"
    assert TOTPDevice.objects.get().key == key


def verified(user) -> Client:
    """A browser in which the factor was given a minute ago, so that the next code is fresh."""
    client = logged_in(user)
    give(client, code_of(user, -1))
    assert is_in(client)
    return client


def test_new_recovery_codes_take_a_code_and_make_the_old_ones_void():
    user = with_factor(with_password())
    old = recovery_codes_of(user)
    client = verified(user)
    wrong = client.post("/second-factor/change/", {"code": "000000", "action": "codes"})
    assert codes_on(words(wrong)) == []
    TOTPDevice.objects.update(throttling_failure_count=0)
    response = client.post("/second-factor/change/", {"code": code_of(user), "action": "codes"})
    new = codes_on(words(response))
    assert len(new) == 10
    assert not set(new) & set(old)
    second = logged_in(user)
    second.post("/second-factor/", {"recovery_code": old[0]})
    assert not is_in(second)


def test_another_phone_takes_the_place_of_the_old_one_once_its_code_was_given():
    user = with_factor(with_password())
    old = TOTPDevice.objects.get().key
    client = verified(user)
    changing = client.post("/second-factor/change/", {"code": code_of(user), "action": "replace"})
    new = secret_on(words(client.get(changing.url)))
    assert TOTPDevice.objects.get().key == old != new
    client.post("/second-factor/setup/", {"code": code_for(new)})
    assert TOTPDevice.objects.get().key == new
    assert is_in(client)


def test_without_a_code_the_address_of_another_phone_shows_what_there_is():
    user = with_factor(with_password())
    client = verified(user)
    assert "重新生成恢复码" in words(client.get("/second-factor/setup/?replace=1"))
    changing = client.post("/second-factor/change/", {"code": code_of(user), "action": "replace"})
    assert "重新生成恢复码" in words(client.get("/second-factor/setup/"))
    assert "重新生成恢复码" in words(client.get(changing.url))


def test_who_need_not_finish_is_shown_a_way_back():
    user = with_password()
    client = client_of(user)
    for address in ("/password/", "/second-factor/setup/"):
        assert "不作改动，返回" in words(client.get(address)), address
    demand(StaffRole.ADMINISTRATOR)
    assert "不作改动，返回" not in words(client.get("/second-factor/setup/"))


def test_who_set_it_up_by_choice_may_give_it_up_and_who_must_have_it_may_not(told):
    user = with_factor(with_password())
    client = verified(user)
    demand(StaffRole.ADMINISTRATOR)
    assert "停用二次验证" not in words(client.get("/second-factor/setup/"))
    client.post("/second-factor/change/", {"code": code_of(user), "action": "remove"})
    assert TOTPDevice.objects.exists()
    demand(StaffRole.ADMINISTRATOR, asked=False)
    assert "停用二次验证" in words(client.get("/second-factor/setup/"))
    client.post("/second-factor/change/", {"code": code_of(user, 1), "action": "remove"})
    assert not TOTPDevice.objects.exists()
    assert is_in(logged_in(user))
    assert told[-1] == ("factor_removed", user.username, user.username, None)


def test_nothing_of_it_is_kept_by_browsers():
    user = with_factor(with_password())
    client = logged_in(user)
    assert "no-store" in client.get("/second-factor/")["Cache-Control"]
    give(client, code_of(user))
    assert "no-store" in client.get("/second-factor/setup/")["Cache-Control"]
