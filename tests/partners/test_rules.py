"""Rules between records: who may stand on which side of a pairing, and under which other one."""

import pytest
from django.core.exceptions import ValidationError

from partners.models import Pairing
from tests.factories import (
    CommunityOrganisationFactory,
    LevelOneFactory,
    LevelTwoFactory,
    OrganisationFactory,
    PairingFactory,
    PartyFactory,
    ProgrammeYearFactory,
)

pytestmark = pytest.mark.django_db

KINDS = [
    "unit", "party", "street", "community", "association",
    "firm", "school", "hospital", "social", "funder",
]  # fmt: skip
ALLOWED = {
    ("one", "unit_side"): {"unit", "firm", "school", "hospital"},
    ("one", "community_side"): {"street"},
    ("two", "unit_side"): {"party"},
    ("two", "community_side"): {"community"},
}


def refusals(pairing):
    """What full_clean says, by field; empty when the pairing is in order."""
    try:
        pairing.full_clean()
    except ValidationError as refused:
        return refused.message_dict
    return {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("level", "side"), ALLOWED)
def test_each_side_takes_the_kinds_of_its_level(world, level, side, kind):
    place = world.pine if kind in ("street", "community") else world.city
    organisation = OrganisationFactory(kind=kind, division=place)
    pairing = PairingFactory(level=getattr(world, level), no_parent_reason="试点")
    setattr(pairing, side, organisation)
    said = refusals(pairing).get(side)
    if kind in ALLOWED[level, side]:
        assert said is None
    else:
        assert said == [f"{getattr(world, level).name}不允许这一类别的组织。"]


def test_the_level_belongs_to_the_same_year(world):
    other = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2023))
    said = refusals(PairingFactory(level=other))
    assert said == {"level": ["请选择同一行动年度的结对层级。"]}


def test_a_second_level_pairing_stands_under_one_of_the_first():
    pairing = PairingFactory(second=True)
    assert refusals(pairing) == {}
    assert pairing.unit_side.is_under(pairing.parent.unit_side)
    assert pairing.community_side.is_under(pairing.parent.community_side)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_parent_the_second_level_needs_a_reason(reason):
    pairing = PairingFactory(second=True)
    pairing.parent, pairing.no_parent_reason = None, reason
    assert refusals(pairing)["parent"][0].endswith("的，请填写理由。")
    pairing.no_parent_reason = "单位未参加一级结对"
    assert refusals(pairing) == {}


def test_the_first_level_needs_neither():
    assert refusals(PairingFactory()) == {}


def change_year(pairing):
    year = ProgrammeYearFactory(year=2023)
    pairing.parent = PairingFactory(
        signed=True,
        programme_year=year,
        unit_side=pairing.parent.unit_side,
        community_side=pairing.parent.community_side,
    )


def change_level(pairing):
    pairing.parent = PairingFactory(
        level=pairing.level,
        unit_side=pairing.unit_side,
        community_side=pairing.parent.community_side,
    )


def change_unit(pairing):
    pairing.parent = PairingFactory(community_side=pairing.parent.community_side)


def change_street(pairing):
    pairing.parent = PairingFactory(unit_side=pairing.parent.unit_side)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (change_year, "同一行动年度"),
        (change_level, "层级须高于本结对"),
        (change_unit, "单位一方的上级"),
        (change_street, "社区（村）的上级"),
    ],
)
def test_the_parent_is_of_the_same_year_higher_and_above_both_sides(spoil, words):
    pairing = PairingFactory(second=True)
    spoil(pairing)
    (said,) = refusals(pairing)["parent"]
    assert words in said


def test_a_party_organisation_further_down_is_under_the_unit_too():
    pairing = PairingFactory(second=True)
    pairing.unit_side = PartyFactory(parent=pairing.unit_side)
    assert refusals(pairing) == {}


def test_a_parent_on_the_first_level_is_refused():
    pairing = PairingFactory(parent=PairingFactory())
    assert "层级须高于本结对" in refusals(pairing)["parent"][0]


def test_an_unfinished_form_gets_no_error_of_the_rules():
    assert set(refusals(Pairing())) >= {"programme_year", "level", "unit_side", "start_on"}
    unfinished = Pairing(programme_year=ProgrammeYearFactory(), level=LevelTwoFactory())
    assert "unit_side" in refusals(unfinished)


def test_a_community_of_another_street_is_not_under_the_parent():
    pairing = PairingFactory(second=True)
    pairing.community_side = CommunityOrganisationFactory()
    assert "社区（村）的上级" in refusals(pairing)["parent"][0]
