"""Assignments: a post-holder answers for exactly one place, alliance, pairing or need."""

import pytest

from partners.models import Assignment
from tests.factories import (
    AllianceFactory,
    AssignmentFactory,
    CityFactory,
    ListItemFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db

TARGETS = {
    "place": CityFactory,
    "alliance": AllianceFactory,
    "pairing": PairingFactory,
    "need": ListItemFactory,
}


@pytest.mark.parametrize("kind", TARGETS)
def test_the_target_is_the_one_that_is_set(kind):
    target = TARGETS[kind]()
    assignment = AssignmentFactory(**{"place": None} | {kind: target})
    assignment.full_clean()
    assert assignment.target == target


def test_names_are_public_only_where_switched_on():
    AssignmentFactory()
    shown = AssignmentFactory(is_public=True)
    assert list(Assignment.objects.public()) == [shown]


def test_it_is_called_by_post_and_role_never_by_name():
    assert str(AssignmentFactory(post="副区长", name="演示领导01")) == "副区长 挂包领导"
