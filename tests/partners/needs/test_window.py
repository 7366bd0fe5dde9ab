"""The time of the paired unit begins when a need is taken up, not when it is typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.moves.list_item import accept_need
from partners.needs.window import PRIORITY_DAYS
from tests.factories import ListItemFactory, PairingFactory, ReviewerFactory

pytestmark = pytest.mark.django_db


def taken_up(**fields):
    need = ListItemFactory(approved=True, **fields)
    accept_need(need, by=ReviewerFactory())
    need.refresh_from_db()
    return need


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def paired():
    """A community with a pairing in force."""
    return PairingFactory(active=True).community_side


@pytest.mark.parametrize("typed_on", [None, -30])
def test_it_begins_with_being_taken_up(paired, typed_on):
    given = {"priority_until": days_from_now(typed_on)} if typed_on else {}
    need = taken_up(organisation=paired, **given)
    assert need.priority_until == days_from_now(PRIORITY_DAYS)


def test_a_day_that_was_set_and_lies_ahead_stays(paired):
    assert taken_up(organisation=paired, priority_until=days_from_now(3)).priority_until == (
        days_from_now(3)
    )


@pytest.mark.parametrize("set_before", [None, -1])
def test_without_a_partner_nobody_is_first(set_before):
    given = {"priority_until": days_from_now(set_before)} if set_before else {}
    assert taken_up(**given).priority_until is None


def test_a_pairing_that_is_over_gives_nobody_a_window():
    over = PairingFactory(expired=True).community_side
    assert taken_up(organisation=over).priority_until is None
