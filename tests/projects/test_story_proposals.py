"""Proposing a project as a case: a draft for the editors, never published, once."""

from datetime import date

import pytest
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from partners.models import Event
from partners.moves.move import MoveRefused
from projects.enums import ParticipantRole
from projects.models import CaseIndexPage, CaseStoryPage
from projects.story_proposals import propose
from tests.admin import client_of, told, words
from tests.factories import (
    ProjectFactory,
    ProjectParticipantFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    """The first of two columns."""
    front = Page.objects.get(depth=2)
    first = CaseIndexPage.objects.child_of(front).order_by("path").first()
    first = first or front.add_child(instance=CaseIndexPage(title="案例", slug="cases"))
    front.add_child(instance=CaseIndexPage(title="他山之石", slug="elsewhere-cases"))
    return first


@pytest.fixture
def project(cast):
    own = cast.parties["own"]
    project = ProjectFactory(
        division=own.place, public=True, name="雨污分流改造", summary="改造老旧管网。",
        place_text="向阳雅居小区",
    )  # fmt: skip
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectParticipantFactory(
        project=project, organisation=own.community, role=ParticipantRole.BENEFICIARY
    )
    return project


def url_of(project):
    return f"/workspace/projects/{project.number}/propose_story/"


def test_the_draft_is_filled_from_the_records(cast, column, project):
    UpdateFactory(
        project=project, approved=True, title="管道进场", text="首批管道到场。\n开始铺设。",
        happened_on=date(2024, 7, 1),
    )  # fmt: skip
    UpdateFactory(project=project, title="没有批准的进展", text="不应出现。")
    page = propose(project, by=cast.people["unit"])
    page = CaseStoryPage.objects.get(pk=page.pk)
    assert page.get_parent().specific == column
    assert (page.title, page.summary) == ("雨污分流改造", "改造老旧管网。")
    assert (page.division, page.place_text) == (project.division, "向阳雅居小区")
    assert (page.project, page.year) == (project, 2024)
    own = cast.parties["own"]
    assert page.parties_text == f"{own.unit}、{own.community}"
    body = str(page.body)
    assert "7月1日，管道进场。" in body
    assert "开始铺设。" in body
    assert "不应出现" not in body
    assert page.pairing == project.origins.get().pairing


def test_it_is_a_draft_that_nobody_sees_on_the_site(cast, column, project):
    page = propose(project, by=cast.people["unit"])
    assert not CaseStoryPage.objects.live().filter(pk=page.pk).exists()
    assert page.get_latest_revision().user == cast.people["unit"]
    assert client_of(None).get(page.url or "/x/").status_code == 404


def test_it_goes_to_the_workflow_of_the_column_where_one_is_active(cast, column, project):
    workflow = Workflow.objects.create(name="案例审核", active=True)
    task = GroupApprovalTask.objects.create(name="编辑审核")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=column, defaults={"workflow": workflow})
    page = propose(project, by=cast.people["unit"])
    state = page.current_workflow_state
    assert (state.workflow, state.requested_by) == (workflow, cast.people["unit"])
    assert not page.live


def test_without_a_workflow_the_draft_alone_is_left(cast, column, project):
    WorkflowPage.objects.all().delete()
    assert propose(project, by=cast.people["unit"]).current_workflow_state is None


def test_once_until_the_draft_is_removed(cast, column, project):
    page = propose(project, by=cast.people["unit"])
    with pytest.raises(MoveRefused, match="已推荐为案例"):
        propose(project, by=cast.people["street"])
    assert CaseStoryPage.objects.filter(project=project).count() == 1
    page.delete()
    propose(project, by=cast.people["street"])
    assert Event.objects.of(project).filter(action="propose_story").count() == 2


def test_only_what_the_public_sees_is_proposed(cast, column):
    planned = ProjectFactory(division=cast.parties["own"].place)
    with pytest.raises(MoveRefused, match="立项"):
        propose(planned, by=cast.people["street"])
    assert not CaseStoryPage.objects.exists()


def test_without_a_column_it_is_said(cast, project):
    CaseIndexPage.objects.all().update(live=False)
    with pytest.raises(MoveRefused, match="没有案例栏目"):
        propose(project, by=cast.people["unit"])


@pytest.mark.parametrize("role", ["unit", "street", "city"])
def test_who_works_on_it_and_who_answers_for_the_place_propose_it(cast, column, project, role):
    client = client_of(cast.people[role])
    record = f"/workspace/projects/{project.number}/"
    assert url_of(project) in words(client.get(record))
    assert "推荐为案例" in told(client.post(url_of(project)))
    page = words(client.get(record))
    assert "等待编辑审核发布" in page
    assert url_of(project) not in page
    assert CaseStoryPage.objects.get().project == project


@pytest.mark.parametrize("role", ["community", "auditor", "west", "nobody", "administrator"])
def test_others_do_not(cast, column, project, role):
    answer = client_of(cast.people[role]).post(url_of(project))
    assert answer.status_code in (403, 404)
    assert not CaseStoryPage.objects.exists()
