"""Ticking milestones: the day they were reached, by who works on the project."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partners.models import Event
from partners.moves.move import MoveRefused
from projects.enums import ParticipantRole, ProjectStage
from projects.milestones import finish
from tests.admin import client_of, told, words
from tests.factories import MilestoneFactory, ProjectFactory, ProjectParticipantFactory

pytestmark = pytest.mark.django_db

DAY = date(2025, 3, 1)


@pytest.fixture
def project(cast):
    own = cast.parties["own"]
    project = ProjectFactory(division=own.place, public=True)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectParticipantFactory(
        project=project, organisation=own.community, role=ParticipantRole.BENEFICIARY
    )
    return project


def url_of(project):
    return f"/workspace/projects/{project.number}/finish_milestone/"


def test_a_milestone_is_reached_on_a_day_and_the_history_says_so(cast, project):
    step = MilestoneFactory(project=project, title="管道进场")
    finish(project, step, by=cast.people["unit"], on=DAY)
    step.refresh_from_db()
    assert step.done_on == DAY
    event = Event.objects.of(project).get(action="finish_milestone")
    assert event.actor == cast.people["unit"]
    before, after = event.changes["milestones"]
    assert "done_on" not in before[0]
    assert (after[0]["title"], after[0]["done_on"]) == ("管道进场", "2025-03-01")


def test_one_done_already_one_of_another_project_and_a_day_to_come_are_refused(cast, project):
    done = MilestoneFactory(project=project, done_on=DAY)
    foreign, open_ = MilestoneFactory(), MilestoneFactory(project=project)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for step, on in ((done, DAY + timedelta(days=1)), (foreign, DAY), (open_, tomorrow)):
        with pytest.raises(MoveRefused):
            finish(project, step, by=cast.people["unit"], on=on)
        before = step.done_on
        step.refresh_from_db()
        assert step.done_on == before
    assert not Event.objects.of(project).filter(action="finish_milestone").exists()


def test_each_open_milestone_has_its_button_with_today_on_the_page_of_the_project(cast, project):
    MilestoneFactory(project=project, title="管道进场")
    MilestoneFactory(project=project, title="已完成的节点", done_on=DAY)
    page = words(client_of(cast.people["unit"]).get(f"/workspace/projects/{project.number}/"))
    assert page.count('name="milestone"') == 1
    assert f'name="on" id="done_{project.milestones.get(done_on=None).pk}"' in page
    assert f'value="{timezone.localdate()}"' in page


@pytest.mark.parametrize("role", ["unit", "street", "city"])
def test_who_works_on_it_and_who_answers_for_the_place_tick_it(cast, project, role):
    step = MilestoneFactory(project=project)
    answer = client_of(cast.people[role]).post(
        url_of(project), {"milestone": step.pk, "on": "2025-03-01"}
    )
    assert "已办理：完成节点" in told(answer)
    step.refresh_from_db()
    assert step.done_on == DAY


@pytest.mark.parametrize("role", ["community", "auditor", "west", "nobody", "administrator"])
def test_others_do_not(cast, project, role):
    step = MilestoneFactory(project=project)
    answer = client_of(cast.people[role]).post(
        url_of(project), {"milestone": step.pk, "on": "2025-03-01"}
    )
    assert answer.status_code in (403, 404)
    step.refresh_from_db()
    assert step.done_on is None


@pytest.mark.parametrize("sent", ["", "x", "999999999999999999999", "foreign", "done"])
def test_what_is_no_open_milestone_of_the_project_is_refused_with_words(cast, project, sent):
    MilestoneFactory(project=project)
    keys = {
        "foreign": MilestoneFactory().pk,
        "done": MilestoneFactory(project=project, done_on=DAY).pk,
    }
    answer = client_of(cast.people["unit"]).post(
        url_of(project), {"milestone": keys.get(sent, sent), "on": "2025-03-02"}
    )
    assert answer.status_code == 200
    assert "还不能保存" in words(answer)
    assert not project.milestones.filter(done_on=date(2025, 3, 2)).exists()


@pytest.mark.parametrize("day", ["", "31.12.", "2999-01-01"])
def test_a_day_that_cannot_be_leaves_it_open_and_chosen(cast, project, day):
    step = MilestoneFactory(project=project)
    answer = client_of(cast.people["unit"]).post(url_of(project), {"milestone": step.pk, "on": day})
    assert answer.status_code == 200
    assert f'value="{step.pk}"' in words(answer)
    step.refresh_from_db()
    assert step.done_on is None


def test_a_project_that_was_given_up_has_nothing_to_tick(cast, project):
    step = MilestoneFactory(project=project)
    type(project).objects.filter(pk=project.pk).update(
        stage=ProjectStage.TERMINATED, stage_reason="方案取消"
    )
    client_of(cast.people["unit"]).post(url_of(project), {"milestone": step.pk, "on": "2025-03-01"})
    step.refresh_from_db()
    assert step.done_on is None
