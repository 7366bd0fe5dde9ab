"""The ground of the journeys in the workspace: this year, a pairing in it, people who act."""

from typing import Any

import pytest
from django.utils import timezone

from partners.enums import MembershipRole
from partners.models import Organisation, Pairing, ProgrammeYear
from portal.models import User
from tests.factories import (
    ChecklistItemFactory,
    LevelOneFactory,
    MembershipFactory,
    PairingFactory,
    ProgrammeYearFactory,
    StreetOrganisationFactory,
    UnitFactory,
    UserFactory,
)


def member(organisation: Organisation, role: MembershipRole) -> User:
    """Somebody who acts for an organisation."""
    user: User = UserFactory()
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


def department_of(place: Any, name: str) -> User:
    """Somebody of the department of a place."""
    return member(UnitFactory(name=name, division=place), MembershipRole.DEPARTMENT)


def year_of(number: int, **fields: Any) -> ProgrammeYear:
    """A public year of the calendar."""
    return ProgrammeYearFactory(year=number, key=str(number), is_public=True, **fields)


@pytest.fixture
def year(db: None) -> ProgrammeYear:
    """The year that runs today."""
    return year_of(timezone.localdate().year, is_featured=True)


@pytest.fixture
def pairing(year: ProgrammeYear) -> Pairing:
    """A unit with a street, signed, with one thing to do in the year."""
    level = LevelOneFactory(programme_year=year)
    street = StreetOrganisationFactory(name="板桥街道")
    made = PairingFactory(
        programme_year=year,
        level=level,
        unit_side=UnitFactory(name="市水务集团"),
        community_side=street,
        division=street.division,
        signed=True,
    )
    ChecklistItemFactory(
        programme_year=year, level=level, division=street.division, title="共开一次联席会议"
    )
    return made
