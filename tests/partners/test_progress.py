"""Progress of pairings: each status by an example, and one rule in Python as in SQL."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.enums import Fulfilment
from partners.models import Pairing
from partners.progress import Progress, checklist_of, progress_of, with_progress
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    CommunityOrganisationFactory,
    PairingFactory,
    ProjectFactory,
    StreetOrganisationFactory,
)

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)


@pytest.fixture
def pairing(world):
    """A signed pairing of level one in the street of the east."""
    return PairingFactory(
        signed=True, community_side=StreetOrganisationFactory(division=world.street)
    )


@pytest.fixture
def item(world):
    """One activity until the end of June, in the whole city."""
    return ChecklistItemFactory(level=world.one, due_on=SUMMER)


def in_sql(pairing: Pairing, on: date) -> Pairing:
    return with_progress(Pairing.objects.all(), on).get(pk=pairing.pk)


def status(pairing: Pairing, on: date) -> Progress:
    """The status both ways of counting agree on."""
    counted = progress_of(pairing, on)
    row = in_sql(pairing, on)
    assert (row.progress, row.items_total, row.items_due, row.items_confirmed) == (
        counted.status,
        len(counted.items),
        counted.due,
        counted.confirmed,
    )
    assert row.last_event_on == counted.last_event_on
    return counted.status


def test_nothing_confirmed_is_not_started_even_when_overdue(pairing, item):
    ActivityFactory(pairing=pairing, checklist_item=item)
    ActivityFactory(pairing=pairing, checklist_item=item, disputed=True)
    ProjectFactory(approved=True, origin=pairing)
    ProjectFactory(submitted=True, stage="established", origin=pairing)
    assert status(pairing, SPRING) == Progress.NOT_STARTED
    assert status(pairing, AUTUMN) == Progress.NOT_STARTED


def test_an_activity_beside_the_checklist_starts_a_pairing(pairing, item):
    ActivityFactory(pairing=pairing, confirmed=True)
    assert status(pairing, SPRING) == Progress.ON_TRACK
    assert status(pairing, AUTUMN) == Progress.LATE


def test_an_established_project_starts_a_pairing(pairing, item):
    ProjectFactory(public=True, origin=pairing)
    assert status(pairing, SPRING) == Progress.ON_TRACK


def test_an_item_is_late_from_its_day_on(pairing, item):
    ActivityFactory(pairing=pairing, confirmed=True)
    assert status(pairing, SUMMER - timedelta(days=1)) == Progress.ON_TRACK
    assert status(pairing, SUMMER) == Progress.LATE


def test_all_items_confirmed_is_done_before_and_after_their_day(pairing, item):
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    assert status(pairing, SPRING) == Progress.DONE
    assert status(pairing, AUTUMN) == Progress.DONE


def test_a_later_item_keeps_a_pairing_on_track(pairing, item, world):
    ChecklistItemFactory(level=world.one, due_on=AUTUMN)
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    assert status(pairing, SUMMER) == Progress.ON_TRACK
    assert status(pairing, AUTUMN) == Progress.LATE


def test_without_items_nothing_is_ever_done_or_late(pairing):
    assert status(pairing, AUTUMN) == Progress.NOT_STARTED
    ActivityFactory(pairing=pairing, confirmed=True)
    assert status(pairing, AUTUMN) == Progress.ON_TRACK


def test_an_item_asks_for_as_many_as_it_says(pairing, world):
    item = ChecklistItemFactory(level=world.one, quantity=2, due_on=SUMMER)
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    assert status(pairing, SUMMER) == Progress.LATE
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    assert status(pairing, SUMMER) == Progress.DONE


def test_a_project_item_is_confirmed_by_completed_projects_only(pairing, world):
    item = ChecklistItemFactory(level=world.one, fulfilled_by=Fulfilment.PROJECT, due_on=SUMMER)
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    ProjectFactory(public=True, origin=pairing)
    ProjectFactory(completed=True)
    assert status(pairing, SUMMER) == Progress.LATE
    ProjectFactory(completed=True, origin=pairing)
    assert status(pairing, SUMMER) == Progress.DONE


def test_a_completed_project_confirms_no_activity_item(pairing, item):
    ProjectFactory(completed=True, origin=pairing)
    assert status(pairing, SUMMER) == Progress.LATE


def test_what_others_do_confirms_nothing(pairing, item, world):
    other = PairingFactory(signed=True)
    ActivityFactory(pairing=other, checklist_item=item, confirmed=True)
    assert status(pairing, SUMMER) == Progress.NOT_STARTED
    assert status(other, SUMMER) == Progress.DONE


def test_a_checklist_applies_to_its_level_and_its_place(pairing, item, world):
    in_east = ChecklistItemFactory(level=world.one, division=world.east, position=1)
    in_street = ChecklistItemFactory(level=world.one, division=world.street, position=2)
    ChecklistItemFactory(level=world.one, division=world.west)
    ChecklistItemFactory(level=world.one, division=world.plum)
    ChecklistItemFactory(level=world.two)
    assert list(checklist_of(pairing)) == [item, in_east, in_street]
    assert in_sql(pairing, SUMMER).items_total == 3


def test_a_district_item_makes_only_its_own_pairings_late(pairing, item, world):
    abroad = PairingFactory(
        signed=True, community_side=StreetOrganisationFactory(division=world.town)
    )
    ChecklistItemFactory(level=world.one, division=world.west, due_on=SPRING)
    for each in (pairing, abroad):
        ActivityFactory(pairing=each, checklist_item=item, confirmed=True)
    assert status(pairing, SUMMER) == Progress.DONE
    assert status(abroad, SUMMER) == Progress.LATE


def test_the_last_event_is_the_latest_confirmed_activity(pairing, item):
    ActivityFactory(pairing=pairing, confirmed=True, date=SPRING)
    ActivityFactory(pairing=pairing, confirmed=True, date=SUMMER)
    ActivityFactory(pairing=pairing, date=AUTUMN)
    status(pairing, AUTUMN)
    assert progress_of(pairing, AUTUMN).last_event_on == SUMMER


def test_lists_filter_by_progress(pairing, item):
    done = PairingFactory(signed=True)
    ActivityFactory(pairing=done, checklist_item=item, confirmed=True)
    rows = with_progress(Pairing.objects.all(), AUTUMN)
    assert list(rows.filter(progress=Progress.DONE)) == [done]
    assert list(rows.filter(progress=Progress.NOT_STARTED)) == [pairing]
    assert not rows.filter(progress=Progress.LATE).exists()


@pytest.mark.parametrize("pairings", [1, 3])
def test_one_pairing_costs_four_queries_and_a_list_one(
    pairings, item, world, django_assert_num_queries
):
    rows = PairingFactory.create_batch(pairings, signed=True)
    for row in rows:
        ActivityFactory(pairing=row, checklist_item=item, confirmed=True)
        ChecklistItemFactory(level=world.one)
    with django_assert_num_queries(1):
        assert len(with_progress(Pairing.objects.all(), AUTUMN)) == pairings
    fresh = Pairing.objects.select_related("division").get(pk=rows[0].pk)
    with django_assert_num_queries(4):
        assert len(progress_of(fresh, AUTUMN).items) == pairings + 1


DAYS = st.sampled_from([SPRING, SUMMER, AUTUMN])
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["one", "two"]),
        st.sampled_from(["city", "east", "west", "street", "plum"]),
        st.sampled_from(list(Fulfilment)),
        st.integers(1, 3),
        DAYS,
    ),
    max_size=6,
)
ACTS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([{}, {"confirmed": True}, {"disputed": True}])),
    max_size=10,
)
PROJECTS = st.lists(
    st.sampled_from(["public", "completed", "terminated", "suspended", "submitted"]).map(
        lambda state: {state: True}
    ),
    max_size=3,
)


@pytest.mark.postgresql
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(done=st.tuples(ITEMS, ACTS, PROJECTS), on=DAYS)
def test_python_and_sql_agree(world, pairings_of_both_levels, done, on):
    items, acts, projects = done
    busy = pairings_of_both_levels[0]
    with transaction.atomic():
        made = [_item(world, item) for item in items]
        for chosen, flags in acts:
            item = made[chosen] if chosen < len(made) else None
            ActivityFactory(pairing=busy, checklist_item=item, **flags)
        for flags in projects:
            ProjectFactory(**flags, origin=busy)
        for pairing in pairings_of_both_levels:
            status(pairing, on)
        transaction.set_rollback(True)


def _item(world, values):
    level, place, by, quantity, day = values
    return ChecklistItemFactory(
        level=getattr(world, level),
        division=getattr(world, place),
        fulfilled_by=by,
        quantity=quantity,
        due_on=day,
    )


@pytest.fixture
def pairings_of_both_levels(world):
    street = StreetOrganisationFactory(division=world.street)
    plum = CommunityOrganisationFactory(parent=street, division=world.plum)
    first = PairingFactory(signed=True, community_side=street)
    second = PairingFactory(second=True, parent=first, community_side=plum, signed=True)
    return [first, second]


def test_every_status_can_be_reached(pairing, item, world):
    """The examples above meet each of the four at least once (a guard for the list itself)."""
    ActivityFactory(pairing=pairing, confirmed=True)
    seen = {status(pairing, day) for day in (SPRING, AUTUMN)}
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    seen |= {status(pairing, AUTUMN), status(PairingFactory(), SPRING)}
    assert seen == set(Progress)
