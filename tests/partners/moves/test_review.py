"""草稿 → 待审核 → 审核通过 or 退回修改, for every register that is reviewed."""

import pytest
from django.apps import apps

from partners.models import Reviewed
from partners.moves.move import MOVES
from partners.moves.review import approve, return_, submit, withdraw
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    AuthorFactory,
    ListItemFactory,
    ProjectFactory,
    ReviewerFactory,
    UpdateFactory,
)
from tests.moves import cells, check_move, check_refused, names_in

pytestmark = pytest.mark.django_db

TABLE = {
    "draft": {"submit": "submitted"},
    "submitted": {"approve": "approved", "return_": "returned", "recall": "draft"},
    "approved": {"withdraw": "returned"},
    "returned": {"submit": "submitted"},
}
FACTORIES = [AgreementFactory, AllianceFactory, ListItemFactory, ProjectFactory, UpdateFactory]


def in_state(factory, state):
    return factory() if state == "draft" else factory(**{state: True})


def test_the_table_knows_every_move_and_every_reviewed_register():
    assert names_in(TABLE) == set(MOVES[Reviewed])
    reviewed = {model for model in apps.get_models() if issubclass(model, Reviewed)}
    assert {factory._meta.model for factory in FACTORIES} == reviewed


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize(("state", "name", "after"), cells(TABLE))
def test_each_move_from_each_state(factory, state, name, after):
    check_move(in_state(factory, state), name, after, ReviewerFactory())


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize("move", [approve, return_])
def test_the_author_cannot_judge_the_own_entry(factory, move):
    said = check_refused(move, factory(submitted=True), AuthorFactory())
    assert said == f"{move.label}须由录入人以外的人员办理。"


@pytest.mark.parametrize("factory", FACTORIES)
def test_the_author_hands_in_and_withdraws(factory):
    submit(record := factory(), by=AuthorFactory())
    approve(record, by=ReviewerFactory())
    withdraw(record, by=AuthorFactory(), reason="数字有误")
    assert (record.review_state, record.review_reason) == ("returned", "数字有误")


@pytest.mark.parametrize(
    ("move", "state"), [(return_, "submitted"), (withdraw, "approved")], ids=["return", "withdraw"]
)
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_sending_back_needs_a_reason(move, state, reason):
    record = in_state(AllianceFactory, state)
    assert check_refused(move, record, ReviewerFactory(), reason=reason) == "请填写理由。"


def test_approval_keeps_who_and_when():
    alliance = AllianceFactory(submitted=True)
    approve(alliance, by=ReviewerFactory())
    alliance.refresh_from_db()
    assert alliance.reviewed_by == ReviewerFactory()
    assert alliance.reviewed_at is not None


def test_handing_in_again_forgets_the_earlier_reviewer():
    alliance = AllianceFactory(returned=True)
    submit(alliance, by=AuthorFactory())
    assert (alliance.reviewed_by, alliance.reviewed_at) == (None, None)
