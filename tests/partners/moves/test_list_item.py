"""Needs pass 征集 → 受理 → 认领/派单 → 办理 → 反馈 → 核查办结; resources are only closed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partners.models import Claim, Event, ListItem, Reviewed
from partners.moves.list_item import (
    accept_need,
    answer,
    assign_need,
    close_need,
    release_need,
    reopen,
    withdraw_claim,
)
from partners.moves.move import MOVES, moves_of
from tests.factories import AuthorFactory, ClaimFactory, ListItemFactory, ReviewerFactory
from tests.moves import cells, check_move, check_refused, names_in

pytestmark = pytest.mark.django_db

NEED = {
    "collected": {"accept_need": "accepted"},
    "accepted": {"assign_need": "claimed"},
    "claimed": {"handle": "handling", "release_need": "accepted"},
    "handling": {"answer": "answered"},
    "answered": {"reopen": "handling", "close_need": "closed"},
    "closed": {},
}
RESOURCE = {"collected": {"close_resource": "closed"}, "closed": {}}
CLAIM = {
    "active": {"withdraw_claim": "withdrawn", "fulfil_claim": "fulfilled"},
    "withdrawn": {},
    "fulfilled": {},
}
CLOSED_ON = {"closed": date(2024, 9, 30)}


#: Claims stand in the way of the one, and follow the other.
WITHOUT_CLAIMS = ("release_need", "close_need")


def a_need(stage, *, claimed=True):
    need = ListItemFactory(stage=stage, approved=True, closed_on=CLOSED_ON.get(stage))
    if claimed:
        ClaimFactory(item=need)
    return need


def test_the_tables_know_every_move():
    assert names_in(NEED, RESOURCE) == set(moves_of(ListItem)) - set(MOVES[Reviewed])
    assert names_in(CLAIM) == set(moves_of(Claim))


@pytest.mark.parametrize(("state", "name", "after"), cells(NEED))
def test_each_move_of_a_need(state, name, after):
    check_move(a_need(state, claimed=name not in WITHOUT_CLAIMS), name, after, ReviewerFactory())


@pytest.mark.parametrize(("state", "name", "after"), cells(RESOURCE))
def test_each_move_of_a_resource(state, name, after):
    item = ListItemFactory(resource=True, stage=state, closed_on=CLOSED_ON.get(state))
    check_move(item, name, after, ReviewerFactory())


@pytest.mark.parametrize("state", RESOURCE)
@pytest.mark.parametrize("name", sorted(names_in(NEED)))
def test_a_resource_passes_no_stage_of_a_need(state, name):
    item = ListItemFactory(resource=True, stage=state, closed_on=CLOSED_ON.get(state))
    check_move(item, name, None, ReviewerFactory())


@pytest.mark.parametrize("state", NEED)
def test_a_need_is_never_closed_as_a_resource(state):
    check_move(a_need(state), "close_resource", None, ReviewerFactory())


@pytest.mark.parametrize(("state", "name", "after"), cells(CLAIM))
def test_each_move_of_a_claim(state, name, after):
    check_move(ClaimFactory(state=state), name, after, AuthorFactory())


def test_the_community_does_not_take_up_its_own_need():
    said = check_refused(accept_need, a_need("collected"), AuthorFactory())
    assert said == "受理须由录入人以外的人员办理。"


@pytest.mark.parametrize("review", [{}, {"submitted": True}, {"returned": True}])
def test_what_was_not_approved_is_not_taken_up(review):
    need = ListItemFactory(**review)
    assert check_refused(accept_need, need, ReviewerFactory()) == "需求审核通过以后才能受理。"


def test_a_need_without_a_standing_claim_is_not_assigned():
    need = ListItemFactory(stage="accepted")
    withdrawn = ClaimFactory(item=need)
    withdraw_claim(withdrawn, by=AuthorFactory(), reason="人手不足")
    with pytest.raises(Exception, match="尚无组织认领"):
        assign_need(need, by=ReviewerFactory())
    ClaimFactory(item=need, organisation=withdrawn.organisation)
    assign_need(need, by=ReviewerFactory())
    assert need.stage == "claimed"


@pytest.mark.parametrize("state", ["active", "fulfilled"])
def test_a_need_somebody_is_committed_to_is_not_released(state):
    need = a_need("claimed", claimed=False)
    ClaimFactory(item=need, state=state)
    assert check_refused(release_need, need, ReviewerFactory()) == "仍有组织认领这项需求。"


def test_withdrawing_the_last_claim_takes_a_need_nobody_began_back():
    window = timezone.localdate() + timedelta(days=9)
    need = ListItemFactory(stage="claimed", approved=True, priority_until=window)
    first, last = ClaimFactory(item=need), ClaimFactory(item=need)
    by = AuthorFactory()
    withdraw_claim(first, by=by, reason="人手不足")
    need.refresh_from_db()
    assert need.stage == "claimed"
    withdraw_claim(last, by=by, reason="设备没有到位")
    need.refresh_from_db()
    assert (need.stage, need.priority_until) == ("accepted", window)
    event = Event.objects.of(need).get()
    assert (event.action, event.from_state, event.to_state) == (
        "release_need", "claimed", "accepted",
    )  # fmt: skip
    assert event.actor == by


@pytest.mark.parametrize("stage", ["collected", "accepted", "handling", "answered", "closed"])
def test_in_every_other_stage_withdrawing_moves_the_claim_alone(stage):
    need = ListItemFactory(stage=stage, approved=True, closed_on=CLOSED_ON.get(stage))
    withdraw_claim(ClaimFactory(item=need), by=AuthorFactory(), reason="人手不足")
    need.refresh_from_db()
    assert need.stage == stage
    assert not Event.objects.of(need).exists()


def test_nothing_is_closed_in_the_future():
    tomorrow = timezone.localdate() + timedelta(days=1)
    said = check_refused(close_need, a_need("answered"), ReviewerFactory(), on=tomorrow)
    assert said == "办结日期不能晚于今天。"


@pytest.mark.parametrize(("move", "state"), [(answer, "handling"), (reopen, "answered")])
def test_answers_and_reopenings_say_why(move, state):
    said = check_refused(move, a_need(state), ReviewerFactory(), reason="")
    assert said == ("请填写办理结果。" if move is answer else "请填写理由。")


def test_what_was_done_stands_with_the_need_until_it_is_worked_on_again():
    need, by = a_need("handling"), ReviewerFactory()
    answer(need, by=by, reason="已清淤十二处。")
    assert need.told_answer == "已清淤十二处。"
    reopen(need, by=by, reason="还差一处。")
    assert need.told_answer == ""
    answer(need, by=by, reason="已清淤十三处。")
    close_need(need, by=by, on=date(2024, 11, 11))
    need.refresh_from_db()
    assert need.told_answer == "已清淤十三处。"


def test_a_need_found_done_is_the_commitments_to_it_kept():
    need, by = a_need("answered"), ReviewerFactory()
    withdrawn = ClaimFactory(item=need, state="withdrawn")
    close_need(need, by=by, on=date(2024, 11, 11))
    kept = need.claims.exclude(pk=withdrawn.pk).get()
    assert kept.state == "fulfilled"
    assert Event.objects.of(kept).get().actor == by
    withdrawn.refresh_from_db()
    assert withdrawn.state == "withdrawn"


def test_a_closed_need_keeps_its_day():
    close_need(need := a_need("answered"), by=ReviewerFactory(), on=date(2024, 11, 11))
    assert need.closed_on == date(2024, 11, 11)
