"""The groups of the roles: there after migrate, what the table says, and the same on every run."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    TaskState,
    Workflow,
    WorkflowTask,
)

from home import roles
from home.roles import ROLES, sync_roles
from partners.models import Pairing
from portal.models import ReviewTask
from portal.models.review import UNREVIEWED
from portal.publicity import may_view_all
from projects.models import FundEntry
from tests.admin import HOME, client_of, is_shown_the_way_out, member_of
from tests.factories import UserFactory
from tests.factories.pages import story

pytestmark = pytest.mark.django_db

NAMES = ["系统管理员", "编辑"]
ROLES_BY_MEMBERSHIP = ["组织部门", "单位联络员", "社区（街镇）联络员", "督导"]


def rights() -> dict[str, tuple]:
    return {
        group.name: (
            sorted(group.permissions.values_list("content_type__app_label", "codename")),
            sorted(group.page_permissions.values_list("page", "permission__codename")),
            sorted(group.collection_permissions.values_list("collection", "permission__codename")),
        )
        for group in Group.objects.all()
    }


def test_the_groups_are_there_from_the_first_migrate():
    assert [role.name for role in ROLES] == NAMES
    assert set(Group.objects.values_list("name", flat=True)) == set(NAMES)
    assert all(held[0] for held in rights().values())


def test_migrating_again_changes_nothing():
    before = rights()
    call_command("migrate", verbosity=0)
    assert rights() == before
    assert Workflow.objects.values_list("name", flat=True).get() == "页面审核"


def test_the_table_is_restored_where_somebody_changed_a_group():
    before = rights()
    group = Group.objects.get(name="编辑")
    group.permissions.clear()
    group.page_permissions.all().delete()
    Group.objects.get(name="系统管理员").delete()
    sync_roles()
    assert rights() == before


def test_groups_of_roles_that_are_memberships_now_are_taken_away(django_user_model):
    group = Group.objects.create(name="组织部门")
    django_user_model.objects.create(username="one").groups.add(group)
    sync_roles()
    assert not Group.objects.filter(name="组织部门").exists()


def test_a_group_of_wagtail_with_people_in_it_is_left_alone(django_user_model):
    group = Group.objects.create(name="Editors")
    django_user_model.objects.create(username="one").groups.add(group)
    sync_roles()
    assert Group.objects.filter(name="Editors").exists()


@pytest.mark.parametrize("name", [*NAMES, *ROLES_BY_MEMBERSHIP])
def test_only_administrators_and_editors_enter_the_admin(name):
    response = client_of(member_of(name)).get(HOME)
    if name in NAMES:
        assert response.status_code == 200
    else:
        assert is_shown_the_way_out(response)


@pytest.mark.parametrize(
    ("name", "views", "changes", "verifies"),
    [
        ("系统管理员", True, True, True),
        ("编辑", True, False, False),
        ("组织部门", False, False, False),
        ("单位联络员", False, False, False),
        ("社区（街镇）联络员", False, False, False),
        ("督导", False, False, False),
    ],
)
def test_who_sees_and_changes_all_records(name, views, changes, verifies):
    user = member_of(name)
    assert may_view_all(user, Pairing) is views
    assert may_view_all(user, FundEntry) is views
    assert user.has_perm("partners.change_pairing") is changes
    assert user.has_perm("projects.change_fundentry") is verifies


def test_nobody_may_write_or_clear_the_event_log():
    for name in [*NAMES, *ROLES_BY_MEMBERSHIP]:
        user = member_of(name)
        assert not any(
            user.has_perm(f"partners.{action}_event") for action in ("add", "change", "delete")
        )


def test_registers_are_deleted_by_no_role():
    for name in [*NAMES, *ROLES_BY_MEMBERSHIP]:
        user = member_of(name)
        assert not user.has_perm("partners.delete_pairing")
        assert not user.has_perm("projects.delete_fundentry")


def test_editors_publish_pages_and_add_pictures_everywhere():
    editor = Group.objects.get(name="编辑")
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    pages = editor.page_permissions.filter(page=root)
    assert set(pages.values_list("permission__codename", flat=True)) == {
        "add_page", "change_page", "publish_page",
    }  # fmt: skip
    held = editor.collection_permissions.filter(collection=files)
    codenames = set(held.values_list("permission__codename", flat=True))
    assert {"add_image", "choose_image", "add_document", "choose_document"} <= codenames


def test_editors_and_administrators_review_what_others_hand_in():
    (task,) = Workflow.objects.get().tasks.specific()
    assert isinstance(task, ReviewTask)
    assert set(task.groups.values_list("name", flat=True)) == set(NAMES)


def test_only_administrators_publish_without_a_review():
    assert member_of("系统管理员").has_perm(UNREVIEWED)
    assert not member_of("编辑").has_perm(UNREVIEWED)


@pytest.mark.parametrize("name", ["Moderators approval", "页面审核"])
def test_what_waits_in_a_workflow_of_before_goes_on_waiting_there(name):
    Workflow.objects.get().workflow_tasks.all().delete()
    ReviewTask.objects.all().delete()
    old = GroupApprovalTask.objects.create(name=name)
    WorkflowTask.objects.create(workflow=Workflow.objects.get(), task=old)
    page = story(live=False)
    page.save_revision()
    state = page.get_workflow().start(page, UserFactory())
    sync_roles()
    step = page.current_workflow_task_state
    assert step == state.current_task_state
    assert isinstance(page.current_workflow_task, ReviewTask)
    assert page.current_workflow_task.name == "页面审核"
    assert not GroupApprovalTask.objects.exists()
    assert list(TaskState.objects.reviewable_by(member_of("编辑"))) == [step]


def test_a_step_an_administrator_made_before_keeps_its_name_and_its_reviewers():
    old = GroupApprovalTask.objects.create(name="分管领导审核")
    old.groups.set(Group.objects.filter(name="系统管理员"))
    sync_roles()
    task = ReviewTask.objects.get(pk=old.pk)
    assert task.name == "分管领导审核"
    assert list(task.groups.values_list("name", flat=True)) == ["系统管理员"]


def test_reviewers_an_administrator_chose_stay_chosen():
    task = ReviewTask.objects.get()
    task.groups.set(Group.objects.filter(name="系统管理员"))
    sync_roles()
    assert list(task.groups.values_list("name", flat=True)) == ["系统管理员"]


def test_a_right_that_does_not_exist_is_noticed(monkeypatch):
    wrong = roles.Role("编辑", rights=("partners.fly_pairing",))
    monkeypatch.setattr(roles, "ROLES", (wrong,))
    with pytest.raises(LookupError, match="fly_pairing"):
        sync_roles()
