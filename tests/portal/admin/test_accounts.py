"""Accounts in the admin: nobody gives more than the own rights, by the form or in bulk."""

import pytest
from django.contrib.auth.models import Group, Permission

from portal.admin.ranks import groups_to_give, may_change_account
from portal.models import User
from tests.admin import administrator, client_of, editor, is_refused, words
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a first password 77"


def group(name):
    return Group.objects.get(name=name)


def edit_url(user):
    return f"/admin/users/edit/{user.pk}/"


def bulk_url(action, *users):
    return f"/admin/bulk/portal/user/{action}/?" + "&".join(f"id={u.pk}" for u in users)


def form_of(username, *groups, **changes):
    """What the form of an account would send."""
    fields = {
        "username": username, "email": "one@example.org", "first_name": "示例",
        "last_name": "演示", "password1": "", "password2": "", "is_active": "on",
        "groups": [str(g.pk) for g in groups],
    }  # fmt: skip
    return fields | changes


def nobodys_right():
    return Permission.objects.get(codename="delete_pairing")


def stored(user):
    return User.objects.get(pk=user.pk)


def test_an_administrator_makes_nobody_a_superuser():
    subject = UserFactory(username="subject")
    desk = client_of(administrator())
    asked = form_of("subject", is_superuser="on")
    assert desk.post(edit_url(subject), asked).status_code == 302
    assert not stored(subject).is_superuser
    new = form_of("fresh", is_superuser="on", password1=PASSWORD, password2=PASSWORD)
    assert desk.post("/admin/users/new/", new).status_code == 302
    assert not User.objects.get(username="fresh").is_superuser


def test_a_superuser_makes_superusers():
    subject = UserFactory(username="subject")
    desk = client_of(AdministratorFactory())
    desk.post(edit_url(subject), form_of("subject", is_superuser="on"))
    assert stored(subject).is_superuser


@pytest.mark.parametrize("make", [administrator, AdministratorFactory])
def test_nobody_changes_the_own_groups_rank_or_state(make):
    me = make()
    before = set(me.groups.all())
    asked = form_of(me.username, group("编辑"), is_superuser="on")
    del asked["is_active"]
    assert client_of(me).post(edit_url(me), asked).status_code == 302
    after = stored(me)
    assert set(after.groups.all()) == before
    assert (after.is_superuser, after.is_active) == (me.is_superuser, True)
    assert after.email == "one@example.org"


def test_an_administrator_does_not_touch_a_superuser():
    above = AdministratorFactory()
    desk = client_of(administrator())
    assert is_refused(desk.get(edit_url(above)))
    taken = form_of(above.username, password1=PASSWORD, password2=PASSWORD)
    assert is_refused(desk.post(edit_url(above), taken))
    assert not stored(above).check_password(PASSWORD)


def test_groups_are_given_and_taken_within_the_own_rights():
    subject = UserFactory(username="subject")
    beyond = Group.objects.create(name="越级")
    beyond.permissions.add(nobodys_right())
    subject.groups.add(beyond)
    desk = client_of(administrator())
    assert "越级" not in words(desk.get(edit_url(UserFactory())))
    desk.post(edit_url(UserFactory(username="other")), form_of("other", beyond))
    assert not User.objects.get(username="other").groups.exists()
    editors = UserFactory(username="third")
    desk.post(edit_url(editors), form_of("third", group("编辑")))
    assert set(stored(editors).groups.all()) == {group("编辑")}
    desk.post(edit_url(editors), form_of("third"))
    assert not stored(editors).groups.exists()
    assert is_refused(desk.get(edit_url(subject)))  # holds more than the administrator


def test_what_counts_as_above():
    me, peer, above = administrator(), administrator(), AdministratorFactory()
    assert may_change_account(me, peer)
    assert may_change_account(me, editor())
    assert not may_change_account(editor(), me)
    assert not may_change_account(me, above)
    asleep = administrator()
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    assert not may_change_account(editor(), stored(asleep))
    names = set(groups_to_give(me).values_list("name", flat=True))
    assert names == {"系统管理员", "编辑"}
    assert group("系统管理员") not in groups_to_give(editor())


def test_in_bulk_the_own_account_and_those_above_are_passed_over():
    me, above, below = administrator(), AdministratorFactory(), UserFactory()
    desk, people = client_of(me), (me, above, below)
    desk.post(bulk_url("set_active_state", *people), {"mark_as_active": "False"})
    assert [stored(p).is_active for p in people] == [True, True, False]
    desk.post(bulk_url("assign_role", *people), {"role": group("编辑").pk})
    assert [stored(p).groups.filter(name="编辑").exists() for p in people] == [False, False, True]
    desk.post(bulk_url("delete", *people), {})
    assert [User.objects.filter(pk=p.pk).exists() for p in people] == [True, True, False]


def test_in_bulk_no_group_above_the_own_rights_is_given():
    beyond = Group.objects.create(name="越级")
    beyond.permissions.add(nobodys_right())
    below = UserFactory()
    desk = client_of(administrator())
    desk.post(bulk_url("assign_role", below), {"role": beyond.pk})
    assert not below.groups.exists()


def test_of_two_administrators_putting_each_other_out_of_use_one_remains():
    first, second = administrator(), administrator()
    client_of(first).post(bulk_url("set_active_state", first, second), {"mark_as_active": "False"})
    client_of(second).post(bulk_url("set_active_state", first, second), {"mark_as_active": "False"})
    assert stored(first).is_active
    assert not stored(second).is_active


def test_what_a_group_may_do_is_changed_by_superusers_alone():
    desk = client_of(administrator())
    for url in ("/admin/groups/", "/admin/groups/new/"):
        assert is_refused(desk.get(url))
    own = group("系统管理员")
    assert is_refused(desk.post(f"/admin/groups/edit/{own.pk}/", {"name": "系统管理员"}))
    assert own.permissions.exists()


def test_editors_do_not_come_to_accounts():
    subject = UserFactory()
    for url in ("/admin/users/", edit_url(subject), "/admin/users/new/"):
        assert is_refused(client_of(editor()).get(url))
