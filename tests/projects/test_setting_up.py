"""Who takes part in a new project how, and in which programme year it is."""

import pytest

from partners.enums import OrganisationKind
from projects.enums import ParticipantRole
from projects.setting_up import pairing_for, roles_of, year_of
from tests.factories import (
    AgreementFactory,
    CommunityOrganisationFactory,
    ListItemFactory,
    PairingFactory,
    ProgrammeYearFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

LEAD, PARTNER, BENEFICIARY = (
    ParticipantRole.LEAD, ParticipantRole.PARTNER, ParticipantRole.BENEFICIARY,
)  # fmt: skip


def test_who_does_the_work_and_enters_it_leads():
    unit, other, place = UnitFactory(), UnitFactory(), CommunityOrganisationFactory()
    assert roles_of(other, [unit, other], [place]) == [
        (other, LEAD), (unit, PARTNER), (place, BENEFICIARY),
    ]  # fmt: skip


def test_a_place_that_enters_it_takes_part_and_benefits():
    unit, place = UnitFactory(), CommunityOrganisationFactory()
    assert roles_of(place, [unit], [place]) == [
        (unit, LEAD), (place, PARTNER), (place, BENEFICIARY),
    ]  # fmt: skip


def test_among_places_alone_the_one_that_enters_leads_and_does_not_benefit():
    street, place = StreetOrganisationFactory(), CommunityOrganisationFactory()
    assert street.kind == OrganisationKind.STREET
    assert roles_of(street, [], [street, place]) == [(street, LEAD), (place, BENEFICIARY)]


def test_the_own_pairing_comes_first_then_the_nearest(world):
    unit, other = UnitFactory(), UnitFactory()
    street = StreetOrganisationFactory(division=world.street)
    place = CommunityOrganisationFactory(division=world.plum)
    need = ListItemFactory(organisation=place, division=world.plum)
    above = PairingFactory(unit_side=unit, community_side=street, signed=True)
    near = PairingFactory(unit_side=other, community_side=place, signed=True)
    PairingFactory(unit_side=unit, community_side=place)  # proposed only
    assert pairing_for(need, [unit, other], unit) == above
    assert pairing_for(need, [unit, other]) == near
    assert pairing_for(need, [UnitFactory()]) is None


def test_the_year_is_that_of_the_origin_or_the_one_in_use_at_the_place(world):
    agreement = AgreementFactory(programme_year=None, division=world.plum)
    later = ProgrammeYearFactory(
        year=2999, key="2999", starts_on="2999-01-01", ends_on="2999-12-31", division=world.city
    )
    assert year_of(agreement, world.plum) == world.year
    agreement.programme_year = later
    assert year_of(agreement, world.plum) == later
