"""拟结对 → 已签约 → 进行中 → 到期, 终止 on the way, and pairing again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.models import Event, Pairing
from partners.moves.move import MoveRefused, available_moves, moves_of
from partners.moves.pairing import expire, may_be_followed, renew, sign, terminate
from tests.factories import (
    AuthorFactory,
    CommunityOrganisationFactory,
    LevelOneFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ReviewerFactory,
    StreetOrganisationFactory,
)
from tests.moves import cells, check_move, check_refused, names_in

pytestmark = pytest.mark.django_db

TABLE = {
    "proposed": {"sign": "signed", "terminate": "terminated"},
    "signed": {"start": "active", "expire": "expired", "terminate": "terminated"},
    "active": {"expire": "expired", "terminate": "terminated"},
    "expired": {},
    "terminated": {},
}


def test_the_table_knows_every_move_of_a_pairing():
    assert names_in(TABLE) == set(moves_of(Pairing))


@pytest.mark.parametrize(("state", "name", "after"), cells(TABLE))
def test_each_move_from_each_state(state, name, after):
    pairing = PairingFactory() if state == "proposed" else PairingFactory(**{state: True})
    check_move(pairing, name, after, AuthorFactory())


def test_a_signed_pairing_keeps_the_day():
    pairing = PairingFactory()
    sign(pairing, by=AuthorFactory(), on=date(2024, 2, 29))
    assert pairing.signed_on == date(2024, 2, 29)


def test_nobody_signs_in_the_future():
    tomorrow = timezone.localdate() + timedelta(days=1)
    said = check_refused(sign, PairingFactory(), AuthorFactory(), on=tomorrow)
    assert said == "签约日期不能晚于今天。"


def test_a_pairing_does_not_expire_on_its_last_day():
    pairing = PairingFactory(signed=True, end_on=timezone.localdate())
    said = check_refused(expire, pairing, AuthorFactory())
    assert said == "结对期限未满，不能置为到期；提前结束请终止。"
    Pairing.objects.update(end_on=timezone.localdate() - timedelta(days=1))
    expire(pairing, by=AuthorFactory())
    assert pairing.status == "expired"


def test_a_pairing_is_not_terminated_before_it_began():
    pairing = PairingFactory(signed=True)
    said = check_refused(terminate, pairing, AuthorFactory(), on=date(2023, 12, 31))
    assert said == "终止日期不能早于起始日期。"


def test_a_terminated_pairing_keeps_day_and_reason():
    pairing = PairingFactory(signed=True)
    terminate(pairing, by=AuthorFactory(), on=date(2024, 8, 1), reason="单位撤并")
    assert (pairing.ended_on, pairing.end_reason) == (date(2024, 8, 1), "单位撤并")


@pytest.fixture
def next_year():
    """What is given beside the old pairing to pair again in 2025."""
    year = ProgrammeYearFactory(year=2025)
    return {
        "programme_year": year,
        "level": LevelOneFactory(programme_year=year),
        "start_on": year.starts_on,
        "end_on": year.ends_on,
    }


def test_pairing_again_names_the_predecessor_and_takes_over_the_sides(next_year):
    before = PairingFactory(expired=True)
    after = renew(before, by=ReviewerFactory(), **next_year)
    assert (after.predecessor, after.status) == (before, "proposed")
    assert after.entered_by == ReviewerFactory()
    assert (after.unit_side, after.community_side) == (before.unit_side, before.community_side)
    assert after.number == "JD-2025-000001"
    before.refresh_from_db()
    assert before.status == "expired"


def test_pairing_again_is_logged_as_a_new_record(next_year):
    before = PairingFactory(expired=True)
    after = renew(before, by=ReviewerFactory(), **next_year)
    event = Event.objects.get()
    assert (event.record_id, event.label, event.actor) == (after.pk, "重新结对", ReviewerFactory())
    assert event.changes["predecessor"] == [None, before.pk]
    assert event.changes["start_on"] == [None, "2025-01-01"]


def test_pairing_again_may_change_a_side(next_year):
    street = StreetOrganisationFactory()
    after = renew(
        PairingFactory(terminated=True), by=AuthorFactory(), community_side=street, **next_year
    )
    assert (after.community_side, after.division) == (street, street.division)


def test_a_terminated_pairing_can_be_renewed_within_its_year():
    before = PairingFactory(terminated=True)
    days = {"start_on": date(2024, 9, 1), "end_on": date(2024, 12, 31)}
    assert renew(before, by=AuthorFactory(), **days).programme_year == before.programme_year


@pytest.mark.parametrize("state", ["signed", "active"])
def test_a_pairing_that_still_runs_is_not_renewed(state, next_year):
    before = PairingFactory(**{state: True})
    with pytest.raises(MoveRefused, match="原结对尚未结束"):
        renew(before, by=AuthorFactory(), **next_year | {"start_on": date(2024, 12, 31)})
    assert not Event.objects.exists()
    assert Pairing.objects.get() == before
    renew(before, by=AuthorFactory(), **next_year)


def test_expiring_is_offered_once_the_term_is_over():
    pairing = PairingFactory(active=True, end_on=timezone.localdate())
    author = AuthorFactory()
    assert "expire" not in {move.name for move in available_moves(pairing, author)}
    pairing.end_on -= timedelta(days=1)
    assert "expire" in {move.name for move in available_moves(pairing, author)}


@pytest.mark.parametrize(
    ("state", "is_offered"),
    [
        ({}, False),
        ({"active": True}, False),
        ({"expired": True}, True),
        ({"terminated": True}, True),
    ],
)
def test_pairing_again_is_offered_once_it_is_over(state, is_offered):
    ends = timezone.localdate() + timedelta(days=1 if "active" in state else 0)
    assert may_be_followed(PairingFactory(**state, end_on=ends)) is is_offered


def test_pairing_again_is_offered_ahead_once_the_next_year_is_set_up():
    year = ProgrammeYearFactory(year=timezone.localdate().year + 1)
    runs = PairingFactory(active=True, programme_year=year)
    assert not may_be_followed(runs)
    ProgrammeYearFactory(year=year.year + 1)
    assert may_be_followed(runs)


def test_pairing_again_is_offered_no_more_once_it_is_followed(next_year):
    before = PairingFactory(expired=True)
    after = renew(before, by=AuthorFactory(), **next_year)
    assert not may_be_followed(before)
    terminate(after, by=AuthorFactory(), on=date(2025, 3, 1), reason="单位撤并")
    assert may_be_followed(before)


def test_a_pairing_again_keeps_the_rules_of_pairings(next_year):
    before = PairingFactory(expired=True)
    with pytest.raises(ValidationError, match="不允许这一类别的组织"):
        renew(
            before, by=AuthorFactory(), community_side=CommunityOrganisationFactory(), **next_year
        )
    with pytest.raises(ValidationError, match="双方在本年度已有同一层级的结对"):
        renew(before, by=AuthorFactory(), start_on=before.start_on, end_on=before.end_on)
    assert Pairing.objects.get() == before
