"""Changes of rights: accounts, groups, what groups may do; one row an act, none without one."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from home.roles import sync_roles
from partners.enums import EventKind
from partners.models import Event, Membership
from portal.changes import untold
from portal.models import User
from tests.admin import administrator, client_of
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

SECRET, MAIL = "geheim-und-lang-7", "somebody@example.org"


def rows():
    return [(e.label, e.subject, e.changes) for e in Event.objects.order_by("pk")]


@pytest.fixture
def person():
    return UserFactory(display_name="演示人员甲")


@pytest.fixture
def group():
    with untold():
        return Group.objects.create(name="示例角色")


def test_a_new_account_leaves_a_row_without_password_and_address():
    user = User.objects.create_user("neu", MAIL, SECRET, display_name="演示人员乙")
    event = Event.objects.get()
    assert (event.kind, event.label, event.subject) == (EventKind.RIGHT, "新建用户", "演示人员乙")
    assert (event.record_type.model_class(), event.record_id) == (User, user.pk)
    assert event.changes["username"] == [None, "neu"]
    told = str(Event.objects.values().get())
    assert MAIL not in told
    assert SECRET not in told
    assert user.password not in told


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("is_superuser", True, "修改用户"),
        ("is_active", False, "停用用户"),
        ("username", "anders", "修改用户"),
    ],
)
def test_a_changed_account_says_what_it_was_and_is(person, field, value, label):
    before = getattr(person, field)
    setattr(person, field, value)
    person.save()
    assert [(told, changes) for told, _, changes in rows()] == [(label, {field: [before, value]})]


def test_saving_an_account_without_a_change_leaves_nothing(person):
    person.save()
    person.save(update_fields=["last_login"])
    assert rows() == []


def test_a_new_password_is_told_and_not_shown(person):
    person.set_password(SECRET)
    person.save()
    ((label, _, changes),) = rows()
    assert label == "重设密码"
    assert set(changes) == {"password"}
    assert person.password not in str(changes)


def test_accounts_changed_in_bulk_are_rows_each_of_its_own(person):
    other = UserFactory()
    User.objects.filter(pk__in=[person.pk, other.pk]).update(is_active=False)
    User.objects.filter(pk=person.pk).update(is_active=False)  # again: nothing happens
    assert [(label, subject) for label, subject, _ in rows()] == [
        ("停用用户", str(person)), ("停用用户", str(other)),
    ]  # fmt: skip


def test_the_list_of_people_can_put_accounts_out_of_use(person):
    admin = administrator()
    url = reverse("wagtail_bulk_action", args=["portal", "user", "set_active_state"])
    client_of(admin).post(f"{url}?id={person.pk}", {"mark_as_active": "False"})
    event = Event.objects.get()
    assert (event.label, event.actor, event.record_id) == ("停用用户", admin, person.pk)


def test_a_password_stored_anew_by_a_newer_method_is_no_change(person, settings):
    person.set_password(SECRET)
    with untold():
        person.save()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS,
    ]  # fmt: skip
    before = person.password
    assert person.check_password(SECRET)
    assert person.password != before
    assert rows() == []


def test_who_is_at_the_keyboard_is_the_actor(person):
    admin = administrator()
    form = {
        "username": person.username, "email": MAIL, "first_name": "甲", "last_name": "演示",
        "is_active": "on", "is_superuser": "", "display_name": "演示人员甲",
        "groups": [Group.objects.get(name="编辑").pk],
    }  # fmt: skip
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    response = client_of(admin).post(url, form, REMOTE_ADDR="10.1.2.3")
    assert response.status_code == 302
    changed, given = Event.objects.order_by("pk")
    assert {changed.actor, given.actor} == {admin}
    assert {changed.address, given.address} == {"10.1.2.3"}
    assert (given.label, given.changes) == ("授予权限", {"groups": [None, ["编辑"]]})
    assert "groups" not in changed.changes


def test_groups_given_and_taken_are_rows_of_the_person_from_either_side(person, group):
    person.groups.add(group)
    person.groups.add(group)  # again: nothing happens
    group.user_set.remove(person)
    person.groups.set([group])
    person.groups.clear()
    person.groups.clear()
    given, taken = ("授予权限", [None, ["示例角色"]]), ("收回权限", [["示例角色"], None])
    assert [(label, changes["groups"]) for label, _, changes in rows()] == [
        given, taken, given, taken,
    ]  # fmt: skip
    assert {subject for _, subject, _ in rows()} == {str(person)}


def test_rights_of_a_group_and_of_a_person_are_rows(person, group):
    right = Permission.objects.get(codename="view_pairing")
    group.permissions.add(right)
    person.user_permissions.add(right)
    group.permissions.clear()
    assert [(label, subject) for label, subject, _ in rows()] == [
        ("授予权限", "示例角色"), ("授予权限", "演示人员甲"), ("收回权限", "示例角色"),
    ]  # fmt: skip
    assert rows()[0][2] == {"permissions": [None, [str(right)]]}


def test_rights_on_pages_are_rows_of_the_group(group):
    grant = GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="publish_page"),
    )
    grant.delete()
    assert [(label, subject) for label, subject, _ in rows()] == [
        ("授予权限", "示例角色"), ("收回权限", "示例角色"),
    ]  # fmt: skip


def test_what_the_form_of_a_group_gives_and_takes_is_told(group):
    page = Page.get_first_root_node()
    publish, add = (Permission.objects.get(codename=f"{n}_page") for n in ("publish", "add"))
    with untold():
        GroupPagePermission.objects.create(group=group, page=page, permission=publish)
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    form = {"name": group.name} | {
        f"{prefix}_permissions-{part}": "0"
        for prefix in ("page", "collection", "image", "document")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS")
    }
    form |= {
        "page_permissions-TOTAL_FORMS": "1",
        "page_permissions-0-page": page.pk,
        "page_permissions-0-permissions": [add.codename],
    }
    response = client_of(AdministratorFactory()).post(url, form)
    assert response.url == reverse("wagtailusers_groups:index")
    grants = [(label, c["grants"]) for label, _, c in rows() if "grants" in c]
    assert [label for label, _ in grants] == ["收回权限", "授予权限"]
    assert publish.name in grants[0][1][0][0]
    assert add.name in grants[1][1][1][0]


def test_a_group_made_renamed_and_deleted_leaves_three_rows():
    group = Group.objects.create(name="甲")
    group.save()
    group.name = "乙"
    group.save()
    group.delete()
    assert [(label, subject) for label, subject, _ in rows()] == [
        ("新建角色", "甲"), ("修改角色", "乙"), ("删除角色", "乙"),
    ]  # fmt: skip


def test_roles_that_a_release_brings_are_nobodys_act():
    Group.objects.get(name="编辑").permissions.clear()
    Event.objects.count()
    before = Event.objects.count()
    sync_roles()
    assert Group.objects.get(name="编辑").permissions.exists()
    assert Event.objects.count() == before


def test_a_membership_entered_in_the_admin_is_a_change_of_rights_and_one_row():
    model = MembershipFactory()
    Membership.objects.filter(pk=model.pk).update(version=1)
    form = {
        "user": UserFactory().pk, "organisation": model.organisation_id, "role": "auditor",
        "since": "2024-01-01", "until": "", "division": model.division_id, "on_behalf_of": "",
    }  # fmt: skip
    client_of(administrator()).post(reverse("membership:add"), form)
    event = Event.objects.get()
    assert (event.kind, event.label) == (EventKind.RIGHT, "录入")
    assert event.division_id == model.division_id
    assert event.record_number.startswith("RY-")
