"""What a page reads of a record: only when it is public, and as it is now."""

import pytest

from projects.enums import ParticipantRole
from projects.live_facts import (
    ACTIVITIES,
    MONEY,
    OUTCOMES,
    PROJECTS,
    LinkedRecords,
    figures_of,
    parties_of,
    public_record,
)
from projects.models import Project
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityOrganisationFactory,
    FundEntryFactory,
    MeasureFactory,
    MilestoneFactory,
    OutcomeFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def values(record, *readable):
    """Label and value of the record's figures."""
    return {f.label: f.value for f in figures_of(record, list(readable) or None)}


def test_record_is_read_as_it_is_now():
    project = ProjectFactory(public=True, name="旧名")
    Project.objects.filter(pk=project.pk).update(name="新名")
    assert public_record(project).name == "新名"


@pytest.mark.parametrize(
    "hidden",
    [
        ProjectFactory,
        lambda: ProjectFactory(terminated=True),
        PairingFactory,
        AllianceFactory,
        AgreementFactory,
        lambda: None,
    ],
)
def test_record_that_is_not_public_is_none(hidden):
    assert public_record(hidden()) is None


def test_money_is_verified_and_coordinated_less_reversals():
    project = ProjectFactory(public=True)
    line = FundEntryFactory(project=project, amount="1000.10", verified=True)
    FundEntryFactory(project=project, amount="500.00", verified=True, kind="in_kind")
    FundEntryFactory(project=project, amount="7.00", verified=True, kind="pledged")
    FundEntryFactory(project=project, amount="8.00")
    FundEntryFactory(amount="9.00", verified=True)
    assert str(values(project, MONEY)["协调争取资金"]) == "1500.10"
    FundEntryFactory(reverses=line, verified=True)
    assert str(values(project, MONEY)["协调争取资金"]) == "500.00"


def test_project_without_money_shows_no_zero():
    assert values(ProjectFactory(public=True)) == {}


def test_outcomes_stand_with_measure_unit_and_source():
    alliance = AllianceFactory(approved=True)
    tourists = MeasureFactory(name="游客", unit="人次")
    OutcomeFactory(project=None, alliance=alliance, measure=tourists, value=752000)
    (figure,) = figures_of(alliance, [OUTCOMES])
    assert (figure.label, figure.value, figure.unit) == ("游客", 752000, "人次")
    assert "街道统计" in figure.rule
    assert "2024-12-31" in figure.rule
    assert figure.url == alliance.get_absolute_url()


def test_activities_count_once_confirmed():
    pairing = PairingFactory(signed=True)
    ActivityFactory(pairing=pairing, confirmed=True)
    ActivityFactory(pairing=pairing)
    ActivityFactory(pairing=pairing, disputed=True)
    assert values(pairing, ACTIVITIES) == {"结对活动": 1}


def test_projects_of_an_alliance_are_those_the_public_sees(client):
    alliance = AllianceFactory(approved=True)
    for fields in ({"public": True}, {"completed": True}, {"terminated": True}, {}):
        ProjectFactory(origin=alliance, **fields)
    ProjectFactory(public=True)
    (figure,) = figures_of(alliance, [PROJECTS])
    assert figure.value == 2
    assert client.get(figure.url).context["page_obj"].paginator.count == 2


def test_every_figure_opens_a_list_that_counts_the_same(client):
    project = ProjectFactory(public=True)
    FundEntryFactory(project=project, amount="1000.10", verified=True)
    FundEntryFactory(project=project, amount="3.00", verified=True, kind="spent")
    ActivityFactory(project=project, confirmed=True)
    ActivityFactory(project=project, confirmed=True)
    ActivityFactory(confirmed=True)
    money, activities = figures_of(project, [MONEY, ACTIVITIES])
    lines = client.get(money.url).context["page_obj"].object_list
    assert sum(line.signed_amount for line in lines) == money.value
    assert client.get(activities.url).context["page_obj"].paginator.count == activities.value == 2


def test_project_names_its_parties_each_once_with_all_roles():
    project = ProjectFactory(public=True)
    unit, community = UnitFactory(), CommunityOrganisationFactory()
    ProjectParticipantFactory(project=project, organisation=unit, role=ParticipantRole.LEAD)
    ProjectParticipantFactory(project=project, organisation=unit, role=ParticipantRole.FUNDER)
    ProjectParticipantFactory(
        project=project, organisation=community, role=ParticipantRole.BENEFICIARY
    )
    parties = [(p.organisation, p.role, p.side) for p in parties_of(project)]
    assert parties == [(unit, "牵头、出资", "unit"), (community, "受益", "place")]


def test_parties_come_from_the_first_record_that_has_any():
    pairing = PairingFactory(signed=True)
    alliance = AllianceFactory(approved=True, members=[UnitFactory()])
    records = LinkedRecords(project=ProjectFactory(public=True), pairing=pairing)
    assert [p.organisation for p in records.parties] == [pairing.unit_side, pairing.community_side]
    assert [p.role for p in LinkedRecords(alliance=alliance).parties] == [""]
    assert LinkedRecords().parties == []


def test_milestones_are_those_reached_latest_first():
    project = ProjectFactory(public=True)
    MilestoneFactory(project=project, title="开工", done_on="2024-03-01")
    MilestoneFactory(project=project, title="完工", done_on="2024-06-01")
    MilestoneFactory(project=project, title="回访")
    steps = LinkedRecords(project=public_record(project)).milestones
    assert [step["title"] for step in steps] == ["完工", "开工"]
