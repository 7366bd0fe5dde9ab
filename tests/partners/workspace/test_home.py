"""The first screen: whose checklist can be filled from it, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models.pairing import ENTERED_LATE
from tests.factories import ChecklistItemFactory, PairingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    return ChecklistItemFactory(level=cast.world.one, division=cast.world.city)


@pytest.mark.parametrize(("late", "is_offered"), [(ENTERED_LATE, True), (ENTERED_LATE + 1, False)])
def test_a_checklist_is_filled_while_its_term_runs_and_a_while_after(
    cast, at_desk, item, late, is_offered
):
    pairing = PairingFactory(
        unit_side=cast.parties["own"].unit,
        expired=True,
        end_on=timezone.localdate() - timedelta(days=late),
    )
    page = at_desk("unit").get("/workspace/").content.decode()
    assert item.title in page
    assert (f"?pairing={pairing.number}&amp;item={item.pk}" in page) is is_offered


def test_the_pairing_that_runs_comes_first(cast, at_desk):
    own, today = cast.parties["own"].unit, timezone.localdate()
    ended = PairingFactory(unit_side=own, expired=True)
    runs = PairingFactory(unit_side=own, active=True, end_on=today)
    shown = at_desk("unit").get("/workspace/").context["pairings"]
    assert [pairing for pairing, _, _ in shown] == [runs, ended]
