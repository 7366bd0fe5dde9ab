"""What no path may write into the registers of projects: one line of the table a rule."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from partners.enums import ReviewState
from projects.enums import ActivityState, ProjectStage
from tests.constraints import (
    Case,
    check_refused_by_database,
    check_refused_in_words,
    constraints_of,
    parameters,
    spoiled,
)
from tests.factories import (
    ActivityFactory,
    AfterCareFactory,
    AgreementFactory,
    AllianceFactory,
    FundEntryFactory,
    OutcomeFactory,
    PairingFactory,
    ProjectFactory,
    ProjectOriginFactory,
    ProjectParticipantFactory,
    ReviewerFactory,
    UpdateFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

EARLY, LATE = date(2024, 1, 1), date(2024, 12, 31)


def approved_by_author(factory):
    record = factory(approved=True)
    return spoiled(record, reviewed_by=record.entered_by)


def reviewed(name, factory):
    return {
        f"projects_{name}_reviewer_not_author": [lambda: approved_by_author(factory)],
        f"projects_{name}_approved_has_reviewer": [
            lambda: spoiled(factory(), review_state=ReviewState.APPROVED)
        ],
    }


def confirmed_by_author():
    activity = ActivityFactory(confirmed=True)
    return spoiled(activity, confirmed_by=activity.entered_by)


def origin_twice(factory):
    project, record = ProjectFactory(), factory()
    ProjectOriginFactory(project=project, record=record)
    return spoiled(ProjectOriginFactory(record=record), project=project)


def participant_twice():
    first, second = ProjectParticipantFactory(), ProjectParticipantFactory()
    return spoiled(second, project=first.project, organisation=first.organisation)


def verified_by_author():
    entry = FundEntryFactory()
    return spoiled(entry, verified_by=entry.entered_by, verified_at=timezone.now())


def provider_is_receiver():
    entry = FundEntryFactory()
    return spoiled(entry, provider=entry.receiver)


def reverses_itself():
    entry = FundEntryFactory()
    return spoiled(entry, reverses=entry)


BROKEN = {
    **reviewed("project", ProjectFactory),
    **reviewed("update", UpdateFactory),
    "project_completed_has_date": [
        lambda: spoiled(ProjectFactory(completed=True), completed_on=None),
        lambda: spoiled(ProjectFactory(), completed_on=LATE),
    ],
    "project_halted_has_reason": [
        lambda: spoiled(ProjectFactory(suspended=True), stage_reason=""),
        lambda: spoiled(ProjectFactory(), stage=ProjectStage.TERMINATED),
    ],
    "project_plan_in_order": [
        lambda: spoiled(ProjectFactory(), planned_start=LATE, planned_end=EARLY)
    ],
    "project_dates_in_order": [
        lambda: spoiled(ProjectFactory(completed=True), started_on=LATE, completed_on=EARLY)
    ],
    "project_origin_exactly_one": [
        lambda: spoiled(ProjectOriginFactory(), pairing=None),
        lambda: spoiled(ProjectOriginFactory(), alliance=AllianceFactory()),
        lambda: spoiled(ProjectOriginFactory(), agreement=AgreementFactory()),
    ],
    "project_origin_pairing_unique": [lambda: origin_twice(PairingFactory)],
    "project_origin_alliance_unique": [lambda: origin_twice(AllianceFactory)],
    "project_origin_agreement_unique": [lambda: origin_twice(AgreementFactory)],
    "project_participant_unique": [participant_twice],
    "after_care_done_has_result": [lambda: spoiled(AfterCareFactory(), done_on=LATE)],
    "outcome_exactly_one_owner": [
        lambda: spoiled(OutcomeFactory(), project=None),
        lambda: spoiled(OutcomeFactory(), alliance=AllianceFactory()),
    ],
    "activity_exactly_one_owner": [
        lambda: spoiled(ActivityFactory(), pairing=None),
        lambda: spoiled(ActivityFactory(), alliance=AllianceFactory()),
        lambda: spoiled(ActivityFactory(), agreement=AgreementFactory()),
    ],
    "activity_confirmed_has_person": [
        lambda: spoiled(ActivityFactory(), state=ActivityState.CONFIRMED),
        lambda: spoiled(ActivityFactory(), confirmed_by=ReviewerFactory()),
    ],
    "activity_confirmer_not_author": [confirmed_by_author],
    "activity_disputed_has_reason": [
        lambda: spoiled(ActivityFactory(), state=ActivityState.DISPUTED)
    ],
    "activity_hours_not_negative": [
        lambda: spoiled(ActivityFactory(), volunteer_hours=Decimal("-0.5"))
    ],
    "fund_entry_amount_positive": [
        lambda: spoiled(FundEntryFactory(), amount=Decimal("0.00")),
        lambda: spoiled(FundEntryFactory(), amount=Decimal("-0.01")),
    ],
    "fund_entry_parties_differ": [provider_is_receiver],
    "fund_entry_verifier_not_author": [verified_by_author],
    "fund_entry_verified_by_and_at": [
        lambda: spoiled(FundEntryFactory(), verified_by=ReviewerFactory()),
        lambda: spoiled(FundEntryFactory(), verified_at=timezone.now()),
    ],
    "fund_entry_does_not_reverse_itself": [
        Case(reverses_itself, trigger="a reversal repeats a verified line")
    ],
}
CONSTRAINTS = constraints_of("projects")


def test_every_constraint_has_a_case():
    assert set(BROKEN) == set(CONSTRAINTS)


@pytest.mark.parametrize(("name", "case"), parameters(BROKEN))
def test_the_database_refuses(name, case):
    check_refused_by_database(CONSTRAINTS[name], case)


@pytest.mark.parametrize(("name", "case"), parameters(BROKEN))
def test_full_clean_refuses_in_words(name, case):
    check_refused_in_words(CONSTRAINTS[name], case)


def test_a_milestone_knows_done_by_its_date():
    """completed ⇔ has a completion date holds for milestones by there being no second field."""
    names = {field.name for field in AfterCareFactory().project.milestones.model._meta.fields}
    assert names == {"id", "project", "title", "due_on", "done_on"}
