"""谋划 → 立项 → 实施 → 待验收 → 办结, rests and ends; activities and what the other side says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partners.models import Reviewed
from partners.moves.move import MOVES, moves_of
from projects.models import Activity, Project, Update
from projects.moves import accept, confirm, dispute, establish, resume, start_work, suspend
from tests.factories import (
    ActivityFactory,
    AuthorFactory,
    PairingFactory,
    ProjectFactory,
    ReviewerFactory,
)
from tests.moves import cells, check_move, check_refused, names_in

pytestmark = pytest.mark.django_db

PROJECT = {
    "planning": {"establish": "established", "terminate_project": "terminated"},
    "established": {
        "start_work": "implementing",
        "suspend": "suspended",
        "terminate_project": "terminated",
    },
    "implementing": {
        "ask_acceptance": "accepting",
        "suspend": "suspended",
        "terminate_project": "terminated",
    },
    "accepting": {
        "accept": "completed",
        "send_back": "implementing",
        "suspend": "suspended",
        "terminate_project": "terminated",
    },
    "completed": {},
    "suspended": {"resume": "implementing", "terminate_project": "terminated"},
    "terminated": {},
}
ACTIVITY = {
    "pending": {"confirm": "confirmed", "dispute": "disputed"},
    "confirmed": {"dispute": "disputed"},
    "disputed": {"confirm": "confirmed", "resubmit": "pending"},
}
FLAGS = {
    "completed": {"completed": True},
    "suspended": {"suspended": True},
    "terminated": {"terminated": True},
}


def a_project(stage):
    flags = FLAGS.get(stage, {"approved": True, "stage": stage})
    return ProjectFactory(**flags, origin=PairingFactory(signed=True))


def an_activity(state):
    return ActivityFactory() if state == "pending" else ActivityFactory(**{state: True})


def test_the_tables_know_every_move():
    assert names_in(PROJECT) == set(moves_of(Project)) - set(MOVES[Reviewed])
    assert names_in(ACTIVITY) == set(moves_of(Activity))
    assert set(moves_of(Update)) == set(MOVES[Reviewed])


@pytest.mark.parametrize(("state", "name", "after"), cells(PROJECT))
def test_each_move_of_a_project(state, name, after):
    check_move(a_project(state), name, after, ReviewerFactory())


@pytest.mark.parametrize(("state", "name", "after"), cells(ACTIVITY))
def test_each_move_of_an_activity(state, name, after):
    check_move(an_activity(state), name, after, ReviewerFactory())


def test_a_project_without_an_origin_is_not_established():
    said = check_refused(establish, ProjectFactory(approved=True), ReviewerFactory())
    assert said == "请先登记项目来源（结对、联盟或协议）。"


@pytest.mark.parametrize("state", [{}, {"submitted": True}, {"returned": True}])
def test_a_project_is_not_established_before_its_approval(state):
    project = ProjectFactory(**state, origin=PairingFactory(signed=True))
    said = check_refused(establish, project, ReviewerFactory())
    assert said == "项目尚未审核通过，不能立项。"


def test_the_person_who_entered_a_project_does_not_accept_it():
    said = check_refused(accept, a_project("accepting"), AuthorFactory())
    assert said == "验收通过须由录入人以外的人员办理。"


@pytest.mark.parametrize(
    ("move", "stage", "said"),
    [
        (start_work, "established", "开工日期不能晚于今天。"),
        (accept, "accepting", "办结日期不能晚于今天。"),
    ],
)
def test_nothing_happened_tomorrow(move, stage, said):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert check_refused(move, a_project(stage), ReviewerFactory(), on=tomorrow) == said


@pytest.mark.parametrize(
    "name", ["suspend", "terminate_project", "send_back"], ids=lambda name: name
)
def test_rest_end_and_return_need_a_reason(name):
    move = moves_of(Project)[name]
    said = check_refused(move, a_project("accepting"), ReviewerFactory(), reason=" ")
    assert said == "请填写理由。"


@pytest.mark.parametrize("stage", ["established", "implementing", "accepting"])
def test_a_project_goes_on_where_it_rested(stage):
    project = a_project(stage)
    suspend(project, by=AuthorFactory(), reason="汛期停工")
    assert (project.stage, project.stage_reason) == ("suspended", "汛期停工")
    resume(project, by=AuthorFactory())
    assert (project.stage, project.stage_reason, project.suspended_from) == (stage, "", "")


def test_a_project_keeps_the_days_of_its_work():
    project = a_project("established")
    start_work(project, by=AuthorFactory(), on=date(2024, 3, 1))
    Project.objects.update(stage="accepting")
    accept(project, by=ReviewerFactory(), on=date(2024, 9, 1))
    assert (project.started_on, project.completed_on) == (date(2024, 3, 1), date(2024, 9, 1))


@pytest.mark.parametrize("move", [confirm, dispute])
def test_the_side_that_entered_an_activity_does_not_judge_it(move):
    said = check_refused(move, ActivityFactory(), AuthorFactory())
    assert said == f"{move.label}须由录入人以外的人员办理。"


def test_a_dispute_takes_the_confirmation_back_and_says_why():
    activity = ActivityFactory(confirmed=True)
    dispute(activity, by=ReviewerFactory(), reason="当日未到场")
    assert (activity.confirmed_by, activity.confirmed_at) == (None, None)
    assert activity.dispute_reason == "当日未到场"
    confirm(activity, by=ReviewerFactory())
    assert (activity.confirmed_by, activity.dispute_reason) == (ReviewerFactory(), "")
