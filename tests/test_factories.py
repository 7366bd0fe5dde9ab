"""Every factory makes records the portal itself would accept."""

import pytest

from portal.models import PortalDocument
from tests import factories
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    AssignmentFactory,
    FundEntryFactory,
    ListItemFactory,
    OutcomeFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db

STATES = [
    (PairingFactory, "signed"),
    (PairingFactory, "active"),
    (PairingFactory, "expired"),
    (PairingFactory, "terminated"),
    (PairingFactory, "second"),
    *(
        (factory, state)
        for factory in (AgreementFactory, AllianceFactory, ListItemFactory, ProjectFactory)
        for state in ("submitted", "approved", "returned")
    ),
    (AgreementFactory, "association"),
    (AgreementFactory, "terminated"),
    (AllianceFactory, "dissolved"),
    (ListItemFactory, "resource"),
    (ListItemFactory, "closed"),
    (ProjectFactory, "public"),
    (ProjectFactory, "completed"),
    (ProjectFactory, "suspended"),
    (ProjectFactory, "terminated"),
    (UpdateFactory, "approved"),
    (ActivityFactory, "confirmed"),
    (ActivityFactory, "disputed"),
    (FundEntryFactory, "verified"),
]
PLAIN = [getattr(factories, name) for name in factories.__all__]


@pytest.mark.parametrize("factory", PLAIN, ids=lambda factory: factory.__name__)
def test_a_record_is_valid_as_it_comes(factory):
    record = factory()
    if not isinstance(record, PortalDocument):  # its file has no size until it is uploaded
        record.full_clean()


@pytest.mark.parametrize(("factory", "state"), STATES)
def test_a_record_is_valid_in_every_state(factory, state):
    factory(**{state: True}).full_clean()


def test_a_batch_shares_the_year_and_the_author():
    first, second = PairingFactory.create_batch(2)
    assert first.programme_year == second.programme_year
    assert first.entered_by == second.entered_by
    assert first.unit_side != second.unit_side


def test_a_project_grows_out_of_what_it_is_given():
    alliance, agreement = AllianceFactory(), AgreementFactory()
    project = ProjectFactory(public=True, origin=[alliance, agreement])
    assert [origin.record for origin in project.origins.all()] == [alliance, agreement]
    assert not ProjectFactory(public=True, origin=False).origins.exists()
    assert ProjectFactory(public=True).origins.get().pairing.status == "signed"


def test_other_owners_take_the_place_of_the_usual_one():
    alliance = AllianceFactory()
    assert ActivityFactory(pairing=None, alliance=alliance).owner == alliance
    OutcomeFactory(project=None, alliance=alliance).full_clean()
    AssignmentFactory(place=None, alliance=alliance).full_clean()


def test_a_reversal_repeats_its_line():
    line = FundEntryFactory(verified=True, amount="12.50")
    FundEntryFactory(reverses=line, verified=True).full_clean()


def test_a_complete_year_has_levels_and_a_checklist():
    year = ProgrammeYearFactory(complete=True)
    assert [level.rank for level in year.levels.all()] == [1, 2]
    assert [item.fulfilled_by for item in year.checklist.all()] == ["activity"] * 4 + ["project"]
