"""An administrator resets the second factor of somebody who lost it."""

import pytest
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners.access.signals import factor_removed
from partners.models import RecoveryDevice
from tests.admin import administrator, client_of, editor, is_refused, somebody_with, told, words
from tests.factories import UserFactory

from .people import code_of, is_in, logged_in, recovery_codes_of, with_factor, with_password

pytestmark = pytest.mark.django_db


def address(user) -> str:
    return f"/admin/second-factor/reset/{user.pk}/"


def test_after_it_the_old_phone_and_codes_are_void_and_open_sessions_have_given_none():
    user = with_factor(with_password("编辑"))
    recovery_codes_of(user)
    session = logged_in(user)
    session.post("/second-factor/", {"code": code_of(user)})
    boss = administrator()
    heard = []

    def hear(user, by, **more):
        heard.append((user.username, by.username))

    factor_removed.connect(hear)
    client = client_of(boss)
    assert "确认重置" in words(client.get(address(user)))
    assert TOTPDevice.objects.exists()
    assert "已重置" in told(client.post(address(user)))
    factor_removed.disconnect(hear)
    assert not TOTPDevice.objects.exists()
    assert not RecoveryDevice.objects.exists()
    assert heard == [(user.username, boss.username)]
    assert session.session.get("otp_device_id")
    session.get("/admin/")
    assert not session.session.get("otp_device_id")
    assert is_in(session)


def test_where_there_is_none_nothing_happens_and_it_is_said():
    client, user = client_of(administrator()), editor()
    assert "没有设置二次验证" in words(client.get(address(user)))
    assert "未作改动" in told(client.post(address(user)))


def test_who_may_not_change_people_may_not_reset():
    user = with_factor(with_password())
    for who in (editor(), somebody_with("portal.view_user")):
        assert is_refused(client_of(who).post(address(user)))
    assert client_of(UserFactory()).post(address(user)).status_code == 403
    assert client_of(None).post(address(user)).url.startswith("/login/")
    assert TOTPDevice.objects.exists()


def test_nobody_resets_the_own_one_without_a_code_nor_that_of_a_superuser():
    boss = administrator()
    superuser = with_factor(UserFactory(is_superuser=True))
    client = client_of(boss)
    assert is_refused(client.post(address(superuser)))
    assert is_refused(client.get(address(boss)))
    assert TOTPDevice.objects.filter(user=superuser).exists()
    assert client_of(UserFactory(is_superuser=True)).post(address(superuser)).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_somebody_who_is_not_there_is_a_404():
    assert client_of(administrator()).get("/admin/second-factor/reset/999999/").status_code == 404


def test_the_list_of_accounts_leads_to_it_but_not_for_oneself():
    boss, other = administrator(), editor()
    page = words(client_of(boss).get("/admin/users/"))
    assert address(other) in page
    assert address(boss) not in page
    assert "/second-factor/setup/" in words(client_of(boss).get("/admin/account/"))


def test_from_a_shell_the_last_administrator_is_helped(capsys):
    user = with_factor(with_password())
    call_command("reset_second_factor", user.username)
    assert "已重置" in capsys.readouterr().out
    assert not TOTPDevice.objects.exists()
    call_command("reset_second_factor", user.username)
    assert "未作改动" in capsys.readouterr().out
    with pytest.raises(CommandError, match="没有用户名为"):
        call_command("reset_second_factor", "nobody")
