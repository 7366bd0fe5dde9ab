"""Pairings: which are found, how they are called, and whom to call."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners.models import Pairing
from tests.factories import (
    PairingContactFactory,
    PairingFactory,
    ProgrammeYearFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def test_contacts_need_a_name_and_keep_the_phone():
    contact = PairingContactFactory(name=" ")
    with pytest.raises(ValidationError, match="请填写姓名。"):
        contact.full_clean()
    assert not contact.is_public


def test_overdue_pairings_wait_for_their_end():
    over = [PairingFactory(signed=True), PairingFactory(active=True)]
    PairingFactory()
    PairingFactory(expired=True)
    PairingFactory(terminated=True)
    assert set(Pairing.objects.overdue(date(2025, 1, 1))) == set(over)
    assert not Pairing.objects.overdue(date(2024, 12, 31)).exists()


def test_pairings_of_a_party_of_a_year_of_a_place(world):
    street = StreetOrganisationFactory(division=world.street)
    unit = UnitFactory()
    mine = PairingFactory(unit_side=unit, community_side=street)
    PairingFactory(community_side=StreetOrganisationFactory(division=world.town))
    last_year = PairingFactory(programme_year=ProgrammeYearFactory(year=2023), unit_side=unit)
    assert set(Pairing.objects.of_party(unit)) == {mine, last_year}
    assert set(Pairing.objects.of_party(street)) == {mine}
    assert mine in Pairing.objects.of_year(world.year)
    assert last_year not in Pairing.objects.of_year(world.year)
    assert Pairing.objects.of_year(None).count() == Pairing.objects.in_place(None).count() == 3
    assert set(Pairing.objects.in_place(world.east)) == {mine}
    assert not Pairing.objects.in_place(world.plum).exists()


def test_a_pairing_is_called_by_its_sides():
    pairing = PairingFactory()
    assert str(pairing) == f"{pairing.unit_side} — {pairing.community_side}"
    assert pairing.get_absolute_url() == f"/pairings/{pairing.number}/"


@pytest.mark.parametrize("count", [1, 3])
def test_a_listing_costs_one_query(count, django_assert_num_queries):
    PairingFactory.create_batch(count, community_side__parent=None)
    with django_assert_num_queries(1):
        for row in Pairing.objects.for_listing():
            shown = (row, row.level, row.programme_year.year, row.division)
            assert all(str(each) for each in shown)
            assert row.community_side.get_absolute_url()
