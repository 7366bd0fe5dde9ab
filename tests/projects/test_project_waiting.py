"""What of projects waits for whom on the first screen, from the plan to the acceptance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.enums import ParticipantRole, ProjectStage
from projects.models import Project
from tests.admin import client_of, words
from tests.factories import (
    PairingFactory,
    ProjectFactory,
    ProjectOriginFactory,
    ProjectParticipantFactory,
)

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)
READY, RETURNED = "待立项的项目", "被退回的项目"
TO_BEGIN, LATE, TO_ACCEPT = "待开工的项目", "已过计划完成日期的项目", "待验收的项目"


def a_project(cast, **state):
    own = cast.parties["own"]
    project = ProjectFactory(division=own.place, **state)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectParticipantFactory(
        project=project, organisation=own.community, role=ParticipantRole.BENEFICIARY
    )
    return project


def ready(cast):
    project = a_project(cast, approved=True)
    ProjectOriginFactory(project=project, record=PairingFactory(signed=True))


#: Heading → the state of a project, and who reads it on the first screen.
WAITS = {
    RETURNED: ({"returned": True}, {"unit"}),
    TO_BEGIN: ({"public": True}, {"unit"}),
    LATE: (
        {"approved": True, "stage": ProjectStage.IMPLEMENTING, "planned_end": YESTERDAY},
        {"unit"},
    ),
    TO_ACCEPT: ({"approved": True, "stage": ProjectStage.ACCEPTING}, {"community"}),
}


def who_reads(cast, heading):
    roles = ("unit", "community", "street", "city", "west", "auditor")
    pages = {role: words(client_of(cast.people[role]).get("/workspace/")) for role in roles}
    return {role for role, page in pages.items() if heading in page}


@pytest.mark.parametrize("heading", WAITS)
def test_a_project_waits_for_whom_it_is_up_to(cast, heading):
    state, who = WAITS[heading]
    a_project(cast, **state)
    assert who_reads(cast, heading) == who


def test_an_approved_plan_with_an_origin_waits_for_the_departments(cast):
    a_project(cast, approved=True)  # without an origin it cannot be established
    assert who_reads(cast, READY) == set()
    ready(cast)
    assert who_reads(cast, READY) == {"street", "city"}


def test_what_is_not_over_its_day_waits_for_nobody(cast):
    a_project(
        cast, approved=True, stage=ProjectStage.IMPLEMENTING, planned_end=timezone.localdate()
    )
    assert who_reads(cast, LATE) == set()


@pytest.mark.parametrize("state", [{"returned": True}, {"submitted": True}])
def test_a_project_that_was_given_up_waits_for_nobody(cast, state):
    a_project(cast, name="给停了的项目", **state)
    assert who_reads(cast, "给停了的项目")
    Project.objects.update(stage=ProjectStage.TERMINATED, stage_reason="另有安排")
    assert who_reads(cast, "给停了的项目") == set()
