"""Pages: every step on the way to the public leaves its row, with the place of a story."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from partners.enums import EventKind
from partners.models import Event
from tests.factories import DivisionFactory, UserFactory
from tests.factories.pages import story

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def rows():
    """Those about pages: what the workflow itself is made of is a matter of rights."""
    told = Event.objects.exclude(kind=EventKind.RIGHT).order_by("pk")
    return [(e.label, e.actor, e.reason) for e in told]


@pytest.fixture
def workflow():
    task = GroupApprovalTask.objects.create(name="示例审核")
    task.groups.add(Group.objects.get(name="系统管理员"))
    flow = Workflow.objects.create(name="示例流程")
    WorkflowTask.objects.create(workflow=flow, task=task)
    return flow


def test_publishing_and_taking_down_leave_a_row_each_with_place_and_title():
    place, editor = DivisionFactory(), UserFactory(is_superuser=True)
    page = story("示例案例", live=False, division=place)
    page.save_revision(user=editor).publish(user=editor)
    page.refresh_from_db()
    page.unpublish(user=editor)
    published, taken_down = Event.objects.order_by("pk")
    assert (published.kind, published.label, published.actor) == (EventKind.MOVE, "发布", editor)
    assert (published.subject, published.division) == ("示例案例", place)
    assert (taken_down.label, taken_down.subject) == ("撤下", "示例案例")
    assert list(Event.objects.of(page)) == [taken_down, published]


def test_the_way_through_review_is_told_step_by_step(workflow):
    editor, reviewer = UserFactory(), UserFactory(is_superuser=True)
    page = story("示例案例", live=False)
    page.save_revision(user=editor)
    state = workflow.start(page, editor)
    task = state.current_task_state.task.specific
    task.on_action(state.current_task_state, reviewer, "reject", comment="请补充来源")
    state.refresh_from_db()
    state.resume(user=editor)
    task.on_action(state.current_task_state, reviewer, "approve", comment="同意")
    labels = [row[0] for row in rows()]
    assert labels == ["送审", "审核退回", "送审", "发布", "审核通过"]
    assert rows()[0] == ("送审", editor, "示例审核")
    assert rows()[1] == ("审核退回", reviewer, "请补充来源")


def test_a_draft_saved_is_no_move():
    story("示例案例", live=False).save_revision(user=UserFactory())
    assert rows() == []


def test_a_published_page_that_is_deleted_was_taken_down():
    story("示例案例").delete()
    assert [row[0] for row in rows()] == ["撤下"]
