"""How far a project is, as its public page tells it."""

from datetime import date

import pytest
import time_machine

from projects.enums import ProjectStage
from projects.models import Project
from projects.moves import ask_acceptance, establish, start_work
from projects.timeline import next_steps, stage_line, timeline_of
from tests.factories import (
    CommunityOrganisationFactory,
    MilestoneFactory,
    PairingFactory,
    PartyFactory,
    ProjectFactory,
    ReviewerFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


def stops(project: Project) -> list[tuple[str, str]]:
    return [(stop.label, stop.status) for stop in stage_line(project)]


def test_a_completed_project_has_every_stop_behind_it() -> None:
    project = ProjectFactory(completed=True, started_on=date(2024, 4, 2))

    line = stage_line(project)

    assert {stop.status for stop in line} == {"done"}
    assert [stop.date for stop in line] == [None, None, date(2024, 4, 2), None, date(2024, 10, 31)]


@pytest.mark.parametrize(
    ("stage", "statuses"),
    [
        (ProjectStage.ESTABLISHED, "done now todo todo todo"),
        (ProjectStage.IMPLEMENTING, "done done now todo todo"),
        (ProjectStage.ACCEPTING, "done done done now todo"),
    ],
)
def test_what_is_behind_is_done_and_what_is_ahead_is_to_do(stage: str, statuses: str) -> None:
    project = ProjectFactory(approved=True, stage=stage)

    assert [status for _, status in stops(project)] == statuses.split()


def test_a_stop_shows_the_day_it_happened_never_the_day_it_was_entered() -> None:
    by = ReviewerFactory()
    project = ProjectFactory(approved=True, origin=PairingFactory(signed=True))
    with time_machine.travel("2024-05-06 10:00+08:00"):
        establish(project, by=by)
        start_work(project, by=by, on=date(2024, 5, 1))
        ask_acceptance(project, by=by)

    days = {stop.label: stop.date for stop in stage_line(project)}

    assert days == {
        "谋划": None,
        "立项": None,
        "实施": date(2024, 5, 1),
        "待验收": None,
        "办结": None,
    }


def test_the_plan_is_told_while_it_lies_ahead_and_never_held_against_anybody() -> None:
    project = ProjectFactory(public=True, planned_end=date(2024, 11, 30))

    with time_machine.travel("2024-11-30 10:00+08:00"):
        assert stage_line(project)[-1].date == "计划 2024\xa0年\xa011\xa0月"
    with time_machine.travel("2024-12-01 10:00+08:00"):
        assert stage_line(project)[-1].date is None


def test_the_timeline_is_newest_first_and_knows_whose_word_it_is() -> None:
    project = ProjectFactory(public=True)
    community = CommunityOrganisationFactory()
    told = {"project": project, "approved": True}
    UpdateFactory(happened_on=date(2024, 6, 1), organisation=PartyFactory(), **told)
    UpdateFactory(happened_on=date(2024, 7, 1), organisation=community, **told)
    UpdateFactory(happened_on=date(2024, 8, 1), project=project)
    UpdateFactory(happened_on=date(2024, 8, 1), approved=True)
    MilestoneFactory(project=project, done_on=date(2024, 6, 15))
    MilestoneFactory(project=project)

    happened = timeline_of(project)

    assert [(h.date, h.side) for h in happened] == [
        (date(2024, 7, 1), "place"),
        (date(2024, 6, 15), ""),
        (date(2024, 6, 1), "unit"),
    ]
    assert happened[0].by == community.name


def test_next_steps_are_the_milestones_still_to_come_in_order() -> None:
    project = ProjectFactory(public=True)
    MilestoneFactory(project=project, title="验收", due_on=date(2024, 11, 30))
    MilestoneFactory(project=project, title="施工", due_on=date(2024, 6, 30))
    MilestoneFactory(project=project, title="设计", done_on=date(2024, 3, 1))

    assert [milestone.title for milestone in next_steps(project)] == ["施工", "验收"]
