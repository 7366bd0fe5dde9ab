"""Who makes which move: a hand-written table of move, role and relation, held against the rule."""

from typing import Any

import pytest
from django.db.models import Q

from partners.enums import ListKind, Maker, ReviewRank, ReviewSubject
from partners.models import ListItem, Pairing, ReviewLevel
from partners.moves.move import moves_of
from partners.moves.rights import made_by, may_move, moves_for, waiting_for
from partners.scope import scope_of
from projects.enums import ActivityState
from projects.ledger.deeds import LEDGER_ACTS
from projects.models import Activity, FundEntry
from tests.factories import (
    ActivityFactory,
    FundEntryFactory,
    ListItemFactory,
    PairingFactory,
    UpdateFactory,
)
from tests.factories.cast import HIDDEN, RELATIONS, Cast, build_cast
from tests.factories.world import build_world
from tests.lasting import lasting
from tests.makers import FAR, OWN, TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

#: Roles that never move anything in the workspace.
NOBODY = ("visitor", "nobody", "auditor", "ended", "editor", "administrator")


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any):
    with lasting(django_db_blocker):
        yield build_cast(build_world())


@pytest.fixture(scope="module")
def records(cast: Cast):
    made = {
        (name, relation): HIDDEN[name](cast.parties[relation])
        for name in TABLE
        for relation in RELATIONS
        if name != "pairing"
    }
    # Two sides pair once a year: the pairing of the activity is the one.
    pairings = {("pairing", r): made["activity", r].pairing for r in RELATIONS}
    return made | pairings


def _acts(record):
    return LEDGER_ACTS if isinstance(record, FundEntry) else moves_of(type(record))


def _makes(user, record, act):
    """Whether a person stands as a maker, whatever the state."""
    rows = type(record)._default_manager.filter(pk=record.pk)
    return rows.filter(made_by(rows, act.makers, scope_of(user))).exists()


@pytest.mark.parametrize("name", TABLE)
def test_every_move_is_in_the_table_and_made_by_whom_it_says(cast, records, name):
    wrong = []
    for relation in RELATIONS:
        record = records[name, relation]
        assert set(_acts(record)) == set(TABLE[name])
        for move, by_role in TABLE[name].items():
            for role, user in cast.people.items():
                if user is None:
                    continue
                expected = relation in by_role.get(role, ())
                if _makes(user, record, _acts(record)[move]) != expected:
                    wrong.append((move, role, relation, expected))
    assert wrong == []


def test_who_may_not_know_the_record_gets_no_reason_and_who_may_is_told_whose_it_is(cast):
    hidden = ActivityFactory(pairing=_pairing(cast, FAR))
    assert may_move(cast.people["unit"], hidden, moves_of(Activity)["confirm"]).reason == ""
    own = ActivityFactory(pairing=_pairing(cast, OWN))
    verdict = may_move(cast.people["unit"], own, moves_of(Activity)["confirm"])
    assert not verdict
    assert "由对方办理" in verdict.reason


def test_who_reported_an_activity_does_not_confirm_it_and_the_other_side_does(cast):
    parties = cast.parties[OWN]
    reported = ActivityFactory(pairing=_pairing(cast, OWN), organisation=parties.community)
    names = {role: _names(cast.people[role], reported) for role in ("unit", "community")}
    assert names == {"unit": {"confirm", "dispute"}, "community": set()}


def test_an_activity_of_a_pairing_is_its_units_to_report_unless_told_otherwise(cast):
    assert ActivityFactory(pairing=_pairing(cast, OWN)).organisation == cast.parties[OWN].unit


def test_the_own_entry_waits_for_others(cast):
    city = cast.people["city"]
    mine = UpdateFactory(submitted=True, entered_by=city, division=cast.parties[OWN].place)
    others = UpdateFactory(submitted=True, division=cast.parties[OWN].place)
    rows = type(mine).objects.filter(pk__in=[mine.pk, others.pk])
    found = waiting_for(rows, moves_of(type(mine))["approve"], scope_of(city))
    assert list(found) == [others]


def test_what_waits_is_in_the_state_the_move_begins_at(cast):
    community = cast.people["community"]
    waiting = ActivityFactory(pairing=_pairing(cast, OWN))
    confirmed = ActivityFactory(pairing=waiting.pairing, confirmed=True)
    rows = Activity.objects.filter(pk__in=[waiting.pk, confirmed.pk])
    found = waiting_for(rows, moves_of(Activity)["confirm"], scope_of(community))
    assert list(found) == [waiting]
    assert confirmed.state == ActivityState.CONFIRMED


def test_the_moves_of_a_record_cost_one_query(cast, django_assert_num_queries):
    record = UpdateFactory(submitted=True, division=cast.parties[OWN].place)
    moves, user = moves_of(type(record)).values(), cast.people["city"]
    scope_of(user)
    with django_assert_num_queries(1):
        found = moves_for(user, record, moves)
    assert {move.name for move in found} == {"approve", "return_"}


# --- Who decides what: the setting by area and subject --------------------------------------------

SUBJECTS = {
    ReviewSubject.UPDATE: lambda place: UpdateFactory(submitted=True, division=place),
    ReviewSubject.LIST_ITEM: lambda place: ListItemFactory(submitted=True, division=place),
    ReviewSubject.FUND: lambda place: FundEntryFactory(division=place),
}


def _decides(cast, subject, record):
    act = LEDGER_ACTS["verify"] if subject == ReviewSubject.FUND else _acts(record)["approve"]
    asked = ("street", "east", "city", "west")
    return {role for role in asked if _makes(cast.people[role], record, act)}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_without_a_setting_every_department_of_the_place_decides(cast, subject):
    record = SUBJECTS[subject](cast.parties[OWN].place)
    assert _decides(cast, subject, record) == {"street", "east", "city"}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(
    ("rank", "expected"),
    [
        (ReviewRank.STREET, {"street", "east", "city"}),
        (ReviewRank.DISTRICT, {"east", "city"}),
        (ReviewRank.CITY, {"city"}),
    ],
)
def test_the_department_of_the_level_that_is_set_or_above_decides(cast, subject, rank, expected):
    record = SUBJECTS[subject](cast.parties[OWN].place)
    ReviewLevel.objects.create(division=cast.world.city, subject=subject, rank=rank)
    assert _decides(cast, subject, record) == expected


def test_the_nearest_setting_holds_and_others_leave_it_alone(cast):
    subject = ReviewSubject.UPDATE
    record = SUBJECTS[subject](cast.parties[OWN].place)
    city, street = cast.world.city, cast.world.street
    ReviewLevel.objects.create(division=city, subject=subject, rank=ReviewRank.CITY)
    ReviewLevel.objects.create(division=street, subject=subject, rank=ReviewRank.STREET)
    ReviewLevel.objects.create(division=city, subject=ReviewSubject.FUND, rank=ReviewRank.CITY)
    ReviewLevel.objects.create(division=cast.world.west, subject=subject, rank=ReviewRank.CITY)
    assert _decides(cast, subject, record) == {"street", "east", "city"}


def test_a_scope_without_duties_makes_nothing(cast, records):
    for role in NOBODY:
        user = cast.people[role]
        if user is None:
            continue
        for (name, relation), record in records.items():
            rows = type(record)._default_manager.filter(pk=record.pk)
            makers = made_by(rows, list(Maker), scope_of(user))
            assert not rows.filter(makers or Q(pk=None)).exists(), (name, relation)


def _pairing(cast, relation):
    parties = cast.parties[relation]
    sides = {"unit_side": parties.unit, "community_side": parties.community}
    existing = Pairing.objects.filter(**sides).first()
    return existing or PairingFactory(**sides, division=parties.place, signed=True)


def _names(user, record):
    return {move.name for move in moves_for(user, record, _acts(record).values())}


def test_no_button_leads_where_a_resource_or_a_need_cannot_go(cast):
    moves, city = moves_of(ListItem).values(), cast.people["city"]
    place = {"organisation": cast.parties[OWN].community, "division": cast.parties[OWN].place}
    offered = {
        kind: {
            act.name
            for act in moves_for(city, ListItemFactory(kind=kind, approved=True, **place), moves)
        }
        for kind in ListKind
    }
    assert {"accept_need"} == offered[ListKind.NEED] & {"accept_need", "close_resource"}
    assert {"close_resource"} == offered[ListKind.RESOURCE] & {"accept_need", "close_resource"}
