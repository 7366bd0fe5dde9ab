"""Passwords: what a new one must be, who must change one, and what a change ends."""

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from partners.access.signals import password_changed
from partners.models import Event
from portal.models import User
from tests.admin import filled_in, words

from .people import PASSWORD, is_in, log_in, logged_in, with_password

pytestmark = pytest.mark.django_db

NEW = "another horse battery"


def change(client: Client, new: str, old: str = PASSWORD, again: str | None = None, **data: str):
    again = new if again is None else again
    data = {"old_password": old, "new_password1": new, "new_password2": again, **data}
    return client.post("/password/", data)


def test_the_page_says_what_a_password_must_be_before_one_is_entered():
    page = words(logged_in(with_password()).get("/password/"))
    for rule in ("不少于 10 个字符", "常见的密码", "不能只用数字", "不能与当前密码相同"):
        assert rule in page, rule


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("nine char", "不得少于 10 个字符"),
        ("1234567890123", "不能只用数字"),
        ("password123", "过于常见"),
        ("liaison-lin1", "与“用户名”过于相似"),
        ("演示联络员〇一一一一一", "与“显示名称”过于相似"),
        (PASSWORD, "不能与当前密码相同"),
        ("", "请填写新密码。"),
    ],
)
def test_what_is_short_common_the_own_name_or_the_same_again_is_refused_with_the_reason(bad, why):
    user = with_password(username="liaison-lin", display_name="演示联络员〇一一一一")
    client = logged_in(user)
    response = change(client, bad)
    assert response.status_code == 200
    assert why in words(response)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_old_password_is_not_guessed_without_end():
    user = with_password()
    client = logged_in(user)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        change(client, NEW, old="guessed it is")
    change(client, NEW)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    failures = Event.objects.filter(action="login_failed", subject__contains=user.username)
    assert failures.count() == settings.AXES_FAILURE_LIMIT


def test_the_admin_has_no_other_way_to_the_own_password():
    page = words(logged_in(with_password()).get("/admin/account/"))
    assert "old_password" not in page
    assert 'href="/password/"' in page


def test_the_wrong_old_password_or_two_different_new_ones_change_nothing():
    client = logged_in(with_password())
    assert "当前密码不正确" in words(change(client, NEW, old="guessed it is"))
    assert "不一致" in words(change(client, NEW, again="another horse batter"))
    assert is_in(logged_in(User.objects.get(pk=client.session["_auth_user_id"])))


def test_a_new_password_keeps_this_session_and_ends_the_others():
    user = with_password()
    here, elsewhere = logged_in(user), logged_in(user)
    assert change(here, NEW).url == "/admin/"
    assert "您在其他设备上的登录已退出" in words(here.get("/admin/"))
    assert not is_in(elsewhere)
    assert log_in(Client(), user).status_code == 200
    assert log_in(Client(), user, NEW).status_code == 302


def test_a_password_given_by_somebody_else_is_changed_before_anything_is_done():
    client = logged_in(with_password(must_change_password=True))
    for address in ("/admin/", "/workspace/", "/second-factor/setup/", "/login/"):
        assert client.get(address).url.startswith("/password/"), address
    assert "当前密码由他人设置" in words(client.get("/password/"))
    assert change(client, PASSWORD).status_code == 200
    assert not is_in(client)
    change(client, NEW, next="/admin/pages/")
    assert is_in(client)


def entered(client: Client, password: str) -> User | None:
    """Somebody an administrator entered with that password; None where it was refused."""
    url = "/admin/users/new/"
    names = {"username": "newcomer", "first_name": "来", "last_name": "新"}
    data = filled_in(
        client, url, **names, email="new@example.cn", password1=password, password2=password
    )
    client.post(url, data)
    return User.objects.filter(username="newcomer").first()


def test_a_person_entered_in_the_admin_must_change_the_first_password():
    newcomer = entered(logged_in(with_password()), PASSWORD)
    assert newcomer
    assert newcomer.must_change_password
    assert logged_in(newcomer).get("/workspace/").url.startswith("/password/")


@pytest.mark.parametrize("bad", ["nine char", "password123"])
def test_the_rules_hold_for_passwords_that_are_given_as_well(bad):
    assert entered(logged_in(with_password()), bad) is None


def edited(client: Client, user: User, **changes: str) -> User:
    url = f"/admin/users/edit/{user.pk}/"
    data = filled_in(client, url, first_name="一", last_name="测", email="a@example.cn", **changes)
    assert client.post(url, data).status_code == 302
    user.refresh_from_db()
    return user


def test_a_password_an_administrator_sets_is_to_be_changed_and_one_untouched_is_not():
    client, other = logged_in(with_password()), with_password("编辑")
    assert not edited(client, other).must_change_password
    assert edited(client, other, password1=NEW, password2=NEW).must_change_password


def test_an_administrator_who_changes_the_own_one_there_is_not_asked_again():
    user = with_password()
    client = logged_in(user)
    assert not edited(client, user, password1=NEW, password2=NEW).must_change_password
    assert is_in(client)


def test_a_forgotten_password_is_replaced_by_a_link_that_came_by_mail(settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    user = with_password(must_change_password=True)
    key = urlsafe_base64_encode(force_bytes(user.pk))
    client = Client()
    token = default_token_generator.make_token(user)
    form = client.get(f"/admin/password_reset/confirm/{key}/{token}/", follow=True)
    address = form.redirect_chain[-1][0]
    refused = client.post(address, {"new_password1": "short", "new_password2": "short"})
    assert refused.status_code == 200
    client.post(address, {"new_password1": NEW, "new_password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_change_password
    assert not is_in(client)


def test_every_password_stored_is_told_to_whoever_keeps_a_log():
    heard = []

    def hear(user, **told):
        heard.append(user.username)

    password_changed.connect(hear)
    try:
        user = with_password()
        change(logged_in(user), NEW)
        change(logged_in_with(user, NEW), "short")
    finally:
        password_changed.disconnect(hear)
    assert heard == [user.username]


def logged_in_with(user: User, password: str) -> Client:
    client = Client()
    log_in(client, user, password)
    return client


def test_a_visitor_is_asked_to_log_in_first(client):
    assert client.get("/password/").url == "/login/?next=/password/"


def test_given_and_chosen_passwords_are_told_apart():
    user = User(username="one")
    user.give_password(NEW)
    assert user.must_change_password
    user.choose_password(PASSWORD)
    assert not user.must_change_password
    assert user.check_password(PASSWORD)
