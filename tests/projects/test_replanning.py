"""The plan of a running project is changed with a reason; the history says what it was."""

from datetime import date

import pytest

from partners.enums import ReviewState
from partners.models import Event
from projects.enums import ProjectStage
from tests.admin import client_of, words
from tests.factories import MilestoneFactory, ProjectFactory, ProjectParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast):
    own = cast.parties["own"]
    made = ProjectFactory(
        division=own.place,
        approved=True,
        stage=ProjectStage.IMPLEMENTING,
        planned_start=date(2024, 3, 1),
        planned_end=date(2024, 9, 30),
    )
    ProjectParticipantFactory(project=made, organisation=own.unit)
    return made


@pytest.fixture
def step(project):
    return MilestoneFactory(project=project, title="管道进场", due_on=date(2024, 6, 30))


def url_of(project):
    return f"/workspace/projects/{project.number}/replan/"


def sent(step, **changed):
    return {
        "planned_end": "2024-12-20", f"due_{step.pk}": "2024-08-31", "reason": "等待管线迁改",
    } | changed  # fmt: skip


def test_its_liaison_moves_the_days_and_the_history_says_from_what(cast, project, step):
    unit = client_of(cast.people["unit"])
    assert "管道进场" in words(unit.get(url_of(project)))
    assert unit.post(url_of(project), sent(step)).status_code == 302
    project.refresh_from_db()
    step.refresh_from_db()
    assert (project.planned_end, step.due_on) == (date(2024, 12, 20), date(2024, 8, 31))
    assert (project.stage, project.review_state) == ("implementing", ReviewState.APPROVED)
    event = Event.objects.of(project).get(action="replan")
    assert (event.reason, event.actor) == ("等待管线迁改", cast.people["unit"])
    assert event.changes["planned_end"] == ["2024-09-30", "2024-12-20"]
    assert event.changes["milestones"] == [
        [{"title": "管道进场", "due_on": "2024-06-30"}],
        [{"title": "管道进场", "due_on": "2024-08-31"}],
    ]


@pytest.mark.parametrize(
    ("changed", "words_said"),
    [
        ({"reason": ""}, "请填写理由"),
        ({"planned_end": ""}, "请填写日期"),
        ({"planned_end": "2024-02-01"}, "计划"),
        ({"planned_end": "2024-09-30", "due": "2024-06-30"}, "没有改动"),
    ],
)
def test_what_is_no_plan_is_told_and_nothing_kept(cast, project, step, changed, words_said):
    data = sent(step, **changed)
    data[f"due_{step.pk}"] = data.pop("due", data[f"due_{step.pk}"])
    response = client_of(cast.people["unit"]).post(url_of(project), data)
    assert response.status_code == 200
    assert words_said in words(response)
    step.refresh_from_db()
    project.refresh_from_db()
    assert (project.planned_end, step.due_on) == (date(2024, 9, 30), date(2024, 6, 30))
    assert not Event.objects.of(project).filter(action="replan").exists()


def test_a_milestone_that_was_reached_keeps_its_day(cast, project, step):
    done = MilestoneFactory(project=project, due_on=date(2024, 5, 1), done_on=date(2024, 5, 1))
    data = sent(step) | {f"due_{done.pk}": "2024-10-10"}
    client_of(cast.people["unit"]).post(url_of(project), data)
    done.refresh_from_db()
    assert done.due_on == date(2024, 5, 1)


@pytest.mark.parametrize("stage", [ProjectStage.PLANNING, ProjectStage.COMPLETED])
def test_a_project_that_does_not_run_offers_no_plan_to_change(cast, stage):
    own = cast.parties["own"]
    done = {"completed_on": date(2024, 10, 31)} if stage == ProjectStage.COMPLETED else {}
    project = ProjectFactory(division=own.place, approved=True, stage=stage, **done)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    unit = client_of(cast.people["unit"])
    assert "调整计划" not in words(unit.get(f"/workspace/projects/{project.number}/"))
    unit.post(url_of(project), {"planned_end": "2024-12-20", "reason": "等待管线迁改"})
    assert not Event.objects.of(project).filter(action="replan").exists()


def test_what_is_late_is_replanned_from_the_queue(cast, project, step):
    unit = client_of(cast.people["unit"])
    assert "已过计划完成日期的项目" in words(unit.get("/workspace/review/"))
    queue = f"/workspace/review/projects-ask_acceptance/{project.number}/"
    page = words(unit.get(queue))
    assert 'name="replan-planned_end"' in page
    data = {f"replan-{name}": value for name, value in sent(step, planned_end="2099-01-01").items()}
    assert unit.post(queue, data | {"act": "replan"}).status_code == 302
    assert "已过计划完成日期的项目" not in words(unit.get("/workspace/review/"))
