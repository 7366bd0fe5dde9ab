"""Agreements are terminated, alliances dissolved; nothing else about them is a move."""

from datetime import date

import pytest

from partners.models import Agreement, Alliance, Reviewed
from partners.moves.agreement import dissolve, terminate_agreement
from partners.moves.move import MOVES, moves_of
from tests.factories import AgreementFactory, AllianceFactory, AuthorFactory
from tests.moves import check_move, check_refused

pytestmark = pytest.mark.django_db


def test_these_are_all_the_moves():
    assert set(moves_of(Agreement)) - set(MOVES[Reviewed]) == {"terminate_agreement"}
    assert set(moves_of(Alliance)) - set(MOVES[Reviewed]) == {"dissolve"}


@pytest.mark.parametrize(
    ("factory", "name", "flags", "after"),
    [
        (AgreementFactory, "terminate_agreement", {}, "terminated"),
        (AgreementFactory, "terminate_agreement", {"terminated": True}, None),
        (AllianceFactory, "dissolve", {}, "dissolved"),
        (AllianceFactory, "dissolve", {"dissolved": True}, None),
    ],
)
def test_each_move_from_each_state(factory, name, flags, after):
    check_move(factory(**flags), name, after, AuthorFactory())


def test_the_day_is_kept():
    agreement, alliance = AgreementFactory(), AllianceFactory()
    terminate_agreement(agreement, by=AuthorFactory(), on=date(2024, 9, 1), reason="合并")
    dissolve(alliance, by=AuthorFactory(), on=date(2024, 9, 2), reason="合并")
    assert agreement.terminated_on == date(2024, 9, 1)
    assert alliance.dissolved_on == date(2024, 9, 2)


@pytest.mark.parametrize(
    ("factory", "move", "said"),
    [
        (AgreementFactory, terminate_agreement, "终止日期不能早于签订日期。"),
        (AllianceFactory, dissolve, "解散日期不能早于成立日期。"),
    ],
)
def test_nothing_ends_before_it_began(factory, move, said):
    record = factory()
    assert check_refused(move, record, AuthorFactory(), on=date(2023, 1, 1)) == said


@pytest.mark.parametrize(
    ("factory", "move"), [(AgreementFactory, terminate_agreement), (AllianceFactory, dissolve)]
)
def test_an_end_needs_a_reason(factory, move):
    assert check_refused(move, factory(), AuthorFactory(), reason=" ") == "请填写理由。"
