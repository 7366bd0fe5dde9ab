"""The need a project answers follows it, and only from the stage before."""

import pytest
from django.utils import timezone

from partners.enums import NeedStage
from partners.models import Event
from partners.moves.list_item import withdraw_claim
from partners.moves.move import MoveRefused
from projects.enums import ParticipantRole, ProjectStage
from projects.moves import (
    accept,
    ask_acceptance,
    establish,
    send_back,
    start_work,
    terminate_project,
)
from tests.factories import (
    ClaimFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    ProjectOriginFactory,
    ProjectParticipantFactory,
    ReviewerFactory,
    UserFactory,
)
from tests.factories.held import MOBILE

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def need():
    made = ListItemFactory(approved=True, stage=NeedStage.CLAIMED)
    ClaimFactory(item=made)
    return made


def a_project(need, **state):
    project = ProjectFactory(need=need, division=need.division, **({"approved": True} | state))
    if not project.origins.exists():
        ProjectOriginFactory(project=project, record=PairingFactory(signed=True))
    ProjectParticipantFactory(
        project=project, organisation=need.organisation, role=ParticipantRole.BENEFICIARY
    )
    return project


def stage_of(need):
    need.refresh_from_db()
    return need.stage


def built(project):
    establish(project, by=ReviewerFactory())
    start_work(project, by=ReviewerFactory(), on=TODAY)
    ask_acceptance(project, by=ReviewerFactory())


def test_a_need_is_handled_once_its_project_stands_and_answered_once_it_is_accepted(need):
    project, community = a_project(need), UserFactory()
    establish(project, by=ReviewerFactory())
    assert stage_of(need) == NeedStage.HANDLING
    start_work(project, by=ReviewerFactory(), on=TODAY)
    ask_acceptance(project, by=ReviewerFactory())
    send_back(project, by=community, reason="还差一盏")
    ask_acceptance(project, by=ReviewerFactory())
    assert stage_of(need) == NeedStage.HANDLING
    accept(project, by=community, on=TODAY)
    assert stage_of(need) == NeedStage.ANSWERED
    told = Event.objects.of(need).get(action="answer")
    assert told.actor == community
    assert told.reason == f"共建项目 {project.number} 已验收通过。"
    assert Event.objects.of(need).get(action="handle").actor == ReviewerFactory()


def test_a_name_that_was_released_for_the_project_does_not_stop_its_acceptance(need):
    project = a_project(need, name=f"联系{MOBILE}")
    built(project)
    accept(project, by=UserFactory(), on=TODAY)
    assert stage_of(need) == NeedStage.ANSWERED


@pytest.mark.parametrize("stage", [NeedStage.ACCEPTED, NeedStage.ANSWERED, NeedStage.CLOSED])
def test_a_need_at_another_stage_is_left_where_it_is(need, stage):
    closed = {"closed_on": TODAY} if stage == NeedStage.CLOSED else {}
    type(need).objects.filter(pk=need.pk).update(stage=stage, **closed)
    project = a_project(need)
    built(project)
    accept(project, by=UserFactory(), on=TODAY)
    assert stage_of(need) == stage
    assert project.stage == ProjectStage.COMPLETED


def test_it_is_answered_when_the_last_of_its_projects_is_accepted(need):
    first, second = a_project(need), a_project(need)
    a_project(need, terminated=True)
    for project in (first, second):
        built(project)
    accept(first, by=UserFactory(), on=TODAY)
    assert stage_of(need) == NeedStage.HANDLING
    accept(second, by=UserFactory(), on=TODAY)
    assert stage_of(need) == NeedStage.ANSWERED


def test_a_project_without_a_need_moves_alone():
    project = ProjectFactory(approved=True)
    ProjectOriginFactory(project=project, record=PairingFactory(signed=True))
    built(project)
    accept(project, by=UserFactory(), on=TODAY)
    assert project.stage == ProjectStage.COMPLETED


def test_where_the_project_cannot_move_the_need_does_not(need):
    project = a_project(need, approved=False, submitted=True)
    with pytest.raises(Exception, match="尚未审核通过"):
        establish(project, by=ReviewerFactory())
    assert stage_of(need) == NeedStage.CLAIMED


def test_who_builds_a_project_for_a_need_stays_committed_until_it_is_given_up(need):
    claim, project = need.claims.get(), a_project(need)
    ProjectParticipantFactory(project=project, organisation=claim.organisation)
    withdraw = {"by": ReviewerFactory(), "reason": "人手不足"}
    with pytest.raises(MoveRefused, match="项目终止后才能撤回认领"):
        withdraw_claim(claim, **withdraw)
    assert stage_of(need) == NeedStage.CLAIMED
    terminate_project(project, by=ReviewerFactory(), reason="另有安排")
    withdraw_claim(claim, **withdraw)
    assert stage_of(need) == NeedStage.ACCEPTED


def test_a_project_of_others_keeps_nobody_committed(need):
    a_project(need)
    withdraw_claim(need.claims.get(), by=ReviewerFactory(), reason="人手不足")
    assert stage_of(need) == NeedStage.ACCEPTED
