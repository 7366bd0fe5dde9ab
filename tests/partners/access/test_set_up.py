"""Setting the second factor up and changing it: the phone, the recovery codes, giving it up."""

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners.enums import StaffRole
from tests.admin import client_of, words

from .people import (
    code_for,
    code_of,
    codes_on,
    demand,
    give,
    is_in,
    logged_in,
    recovery_codes_of,
    secret_on,
    with_factor,
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


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
