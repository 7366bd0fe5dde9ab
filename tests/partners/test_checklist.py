"""The checklist as the public sees it agrees with the progress the workspace computes."""

from datetime import date

import pytest

from partners.checklist import confirmed_items
from partners.enums import Fulfilment
from partners.models import Pairing
from partners.progress import progress_of
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    LevelTwoFactory,
    PairingFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def test_it_confirms_what_progress_confirms(django_assert_num_queries):
    pairings = PairingFactory.create_batch(3, signed=True)
    level = pairings[0].level
    once, twice = ChecklistItemFactory(level=level), ChecklistItemFactory(level=level, quantity=2)
    ChecklistItemFactory(level=level, fulfilled_by=Fulfilment.PROJECT)
    ChecklistItemFactory(level=level, division=pairings[1].division)
    ChecklistItemFactory(level=LevelTwoFactory())
    for pairing in pairings[:2]:
        ActivityFactory(pairing=pairing, checklist_item=once, confirmed=True)
        ActivityFactory(pairing=pairing, checklist_item=twice, confirmed=True)
        ActivityFactory(pairing=pairing, checklist_item=twice)
    ActivityFactory(pairing=pairings[1], checklist_item=twice, confirmed=True)
    ProjectFactory(public=True, completed=True, origin=pairings[:2])
    ProjectFactory(public=True, origin=pairings[2])

    listed = list(Pairing.objects.for_listing())
    with django_assert_num_queries(2):
        found = confirmed_items(listed)

    for pairing in pairings:
        told = [(step.item, step.is_confirmed) for step in found[pairing.pk].items]
        steps = progress_of(pairing, date(2024, 7, 1)).items
        assert told == [(step.item, step.is_confirmed) for step in steps]
    assert [found[pairing.pk].confirmed for pairing in pairings] == [2, 3, 0]


def test_it_knows_the_latest_day_of_an_item_and_of_the_pairing():
    pairing = PairingFactory(signed=True)
    item = ChecklistItemFactory(level=pairing.level)
    for day, extra in (
        (date(2024, 5, 1), {"checklist_item": item}),
        (date(2024, 3, 1), {"checklist_item": item}),
        (date(2024, 8, 1), {}),
    ):
        ActivityFactory(pairing=pairing, confirmed=True, date=day, **extra)
    ActivityFactory(pairing=pairing, checklist_item=item, date=date(2024, 9, 9))
    found = confirmed_items([pairing])[pairing.pk]
    assert found.items[0].last_on == date(2024, 5, 1)
    assert found.last_activity_on == date(2024, 8, 1)


def test_a_pairing_without_a_checklist_has_nothing_to_confirm():
    pairing = PairingFactory(signed=True)
    found = confirmed_items([pairing])[pairing.pk]
    assert found.items == ()
    assert found.last_activity_on is None
