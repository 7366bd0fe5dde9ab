"""Projects: where they grew from, who takes part, and which of them a question finds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from projects.enums import PUBLIC_STAGES, RUNNING_STAGES, STAGE_LINE, ProjectStage
from projects.models import Project
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectOriginFactory,
    ProjectParticipantFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

STATES = ["public", "completed", "suspended", "terminated", "approved", "submitted"]


def found(rows):
    """The names of the projects found, without doubles."""
    names = list(rows.values_list("name", flat=True))
    assert len(names) == len(set(names))
    return set(names)


@pytest.fixture
def one_of_each():
    """A project in each state, named by it, all grown out of one pairing."""
    pairing = PairingFactory(signed=True)
    for state in STATES:
        ProjectFactory(name=state, origin=pairing, **{state: True})
    return pairing


def test_which_states_are_public_begun_and_completed(one_of_each):
    assert found(Project.objects.public()) == {"public", "completed", "suspended"}
    begun = {"public", "completed", "suspended", "terminated"}
    assert found(Project.objects.established()) == begun
    assert found(Project.objects.completed()) == {"completed"}


def test_every_stage_has_its_place():
    assert set(STAGE_LINE) | {"suspended", "terminated"} == set(ProjectStage)
    assert set(RUNNING_STAGES) < set(PUBLIC_STAGES)
    assert set(ProjectStage) - PUBLIC_STAGES == {"planning", "terminated"}


def test_projects_are_found_by_kind_and_by_record_of_their_origin(one_of_each):
    alliance, agreement = AllianceFactory(), AgreementFactory(association=True)
    both = ProjectFactory(name="both", public=True, origin=[one_of_each, alliance])
    ProjectFactory(name="signed", public=True, origin=agreement)
    assert found(Project.objects.of_origin("pairing")) == {*STATES, "both"}
    assert found(Project.objects.of_origin("alliance")) == {"both"}
    assert found(Project.objects.of_origin("association")) == {"signed"}
    assert found(Project.objects.with_origin(pairing=one_of_each)) == {*STATES, "both"}
    assert list(Project.objects.with_origin(alliance=alliance)) == [both]
    with pytest.raises(ValueError, match="rumour"):
        Project.objects.of_origin("rumour")


def test_a_project_of_several_pairings_is_found_once():
    project = ProjectFactory(public=True, origin=PairingFactory.create_batch(3, signed=True))
    assert found(Project.objects.of_origin("pairing")) == {project.name}


def test_projects_are_found_by_whoever_takes_part():
    unit = UnitFactory(name="示例市水务局")
    OrganisationNameFactory(organisation=unit, name="水务", kind="short")
    project = ProjectFactory(name="涵闸维修")
    for role in ("lead", "funder"):
        ProjectParticipantFactory(project=project, organisation=unit, role=role)
    ProjectParticipantFactory()
    assert found(Project.objects.with_participant(unit)) == {"涵闸维修"}
    assert found(Project.objects.mentioning("水务")) == {"涵闸维修"}
    assert found(Project.objects.mentioning("涵闸")) == {"涵闸维修"}
    assert found(Project.objects.mentioning(project.number)) == {"涵闸维修"}


@pytest.mark.parametrize("field", ["summary", "place_text"])
def test_text_finds_a_project_by_what_and_where(field):
    project = ProjectFactory(**{field: "向阳雅居小区排水管网"})
    ProjectFactory()
    assert list(Project.objects.mentioning("排水")) == [project]
    assert not Project.objects.mentioning("金湖").exists()


def test_principals_are_who_leads_and_who_benefits():
    project = ProjectFactory()
    made = {
        role: ProjectParticipantFactory(project=project, role=role)
        for role in ("lead", "partner", "funder", "beneficiary")
    }
    assert project.principals == [made["lead"], made["beneficiary"]]
    assert str(made["lead"]) == f"{made['lead'].organisation}（牵头）"


def test_an_origin_is_the_record_it_names():
    agreement = AgreementFactory(title="示例协议")
    origin = ProjectOriginFactory(record=agreement)
    assert (origin.record, str(origin)) == (agreement, "示例协议")


@pytest.mark.parametrize("factory", [PairingFactory, AllianceFactory, AgreementFactory])
def test_what_a_project_grew_out_of_is_kept(factory):
    origin = ProjectOriginFactory(record=factory())
    with pytest.raises(ProtectedError):
        origin.record.delete()


def test_a_project_answers_a_need():
    need = ListItemFactory()
    project = ProjectFactory(need=need)
    project.full_clean()
    assert list(need.projects.all()) == [project]


def test_a_resource_is_no_need_to_answer():
    project = ProjectFactory(need=ListItemFactory(resource=True))
    with pytest.raises(ValidationError) as refused:
        project.full_clean()
    assert set(refused.value.message_dict) == {"need"}


def test_a_project_belongs_to_its_year_whatever_its_dates():
    project = ProjectFactory(planned_start=date(2023, 1, 1), planned_end=date(2025, 1, 1))
    ProjectFactory(programme_year=ProgrammeYearFactory(year=2023))
    assert list(Project.objects.of_year(project.programme_year)) == [project]
    assert project.get_absolute_url() == f"/projects/{project.number}/"


@pytest.mark.parametrize("count", [1, 3])
def test_a_listing_costs_two_queries(count, django_assert_num_queries):
    for _ in range(count):
        ProjectParticipantFactory()
    with django_assert_num_queries(2):
        for row in Project.objects.for_listing():
            assert all(str(each) for each in (row.field, row.division, row.programme_year.year))
            assert [participant.organisation.name for participant in row.principals]
