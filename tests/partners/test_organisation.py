"""Organisations: names people search by, the tree, the place they share a page with."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partners.models import Organisation
from tests.factories import (
    AgreementFactory,
    AssociationFactory,
    CommunityOrganisationFactory,
    OrganisationNameFactory,
    PairingFactory,
    PartyFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def official(organisation):
    return list(organisation.names.filter(kind="official").values_list("name", flat=True))


def test_the_official_name_stands_among_the_names_and_follows_a_change():
    unit = UnitFactory(name="示例市水务局")
    assert official(unit) == ["示例市水务局"]
    unit.name = "示例市水利局"
    unit.save()
    assert official(unit) == ["示例市水利局"]


def test_a_former_official_name_is_left_alone():
    unit = UnitFactory(name="示例市水务局")
    OrganisationNameFactory(
        organisation=unit, name="示例市水利局", kind="official", until=date(2020, 1, 1)
    )
    unit.name = "示例市水务和海绵城市局"
    unit.save()
    assert set(official(unit)) == {"示例市水利局", "示例市水务和海绵城市局"}


@pytest.mark.parametrize("kind", ["short", "former", "alias"])
def test_people_find_an_organisation_by_any_of_its_names(kind):
    unit = UnitFactory(name="示例市水务局")
    OrganisationNameFactory(organisation=unit, name="水务", kind=kind)
    OrganisationNameFactory(organisation=unit, name="水务厅", kind="alias")
    UnitFactory()
    assert list(Organisation.objects.named("水务")) == [unit]
    assert list(Organisation.objects.named("示例市水务")) == [unit]
    assert not Organisation.objects.named("财政").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_short_name_is_the_one_in_force(count, django_assert_num_queries):
    unit = UnitFactory(name="示例市水务局")
    assert unit.short_name == "示例市水务局"
    OrganisationNameFactory(organisation=unit, name="旧简称", until=date(2020, 1, 1))
    OrganisationNameFactory.create_batch(count)
    OrganisationNameFactory(organisation=unit, name="市水务局")
    with django_assert_num_queries(2):
        names = {o.short_name for o in Organisation.objects.prefetch_related("names")}
    assert "市水务局" in names
    assert "旧简称" not in names


def test_who_is_under_whom():
    unit = UnitFactory()
    party = PartyFactory(parent=PartyFactory(parent=unit))
    assert party.is_under(unit)
    assert party.is_under(party)
    assert not unit.is_under(party)
    assert not party.is_under(UnitFactory())


def test_the_tree_has_no_circle():
    top = UnitFactory()
    bottom = PartyFactory(parent=PartyFactory(parent=top))
    top.parent = bottom
    with pytest.raises(ValidationError, match="上级组织不能是自身或自身的下级。"):
        top.full_clean()


def test_a_place_and_its_organisation_share_a_page():
    unit, community = UnitFactory(), CommunityOrganisationFactory()
    street = StreetOrganisationFactory()
    assert unit.get_absolute_url() == f"/organisations/{unit.number}/"
    for place in (community, street):
        assert place.is_place
        assert place.get_absolute_url() == place.division.get_absolute_url()
    assert not unit.is_place


def test_an_organisation_exists_from_its_first_day_to_its_last():
    always = UnitFactory()
    short = UnitFactory(valid_from=date(2024, 1, 1), valid_until=date(2024, 6, 30))
    for day, both in [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ]:
        found = set(Organisation.objects.valid_on(day))
        assert found == ({always, short} if both else {always})


def test_sides_and_parties_count_once():
    unit = UnitFactory()
    pairings = [PairingFactory(unit_side=unit) for _ in range(2)]
    sides = Organisation.objects.sides_of(type(pairings[0]).objects.all())
    assert sides.units().get() == unit
    assert sides.streets().count() == 2
    association = AssociationFactory()
    for _ in range(2):
        AgreementFactory(association=True, parties=[association, CommunityOrganisationFactory()])
    parties = Organisation.objects.parties_to(association.agreements.all())
    assert parties.associations().get() == association
    assert parties.communities().count() == 2


@pytest.mark.parametrize(
    ("kind", "is_unit"),
    [
        ("unit", True),
        ("firm", True),
        ("school", True),
        ("hospital", True),
        ("party", False),
        ("association", False),
        ("social", False),
        ("funder", False),
    ],
)
def test_which_kinds_count_as_units(kind, is_unit):
    organisation = UnitFactory(kind=kind)
    assert (organisation in Organisation.objects.units()) == is_unit
    assert (organisation in Organisation.objects.party_organisations()) == (kind == "party")


def test_going_back_to_an_earlier_official_name_brings_that_row_back_into_force():
    unit = UnitFactory(name="示例市水务局")
    OrganisationNameFactory(
        organisation=unit, name="示例市水利局", kind="official", until=date(2020, 1, 1)
    )
    unit.name = "示例市水利局"
    unit.save()
    in_force = unit.names.filter(kind="official", until=None)
    assert [name.name for name in in_force] == ["示例市水利局"]
    assert unit.names.filter(name="示例市水务局", until__isnull=False).exists()
