"""What holds for every move, shown on one."""

import pytest
from django.core.exceptions import ValidationError

from partners.models import Event, Pairing, PairingLevel
from partners.moves.list_item import answer
from partners.moves.move import MOVES, MoveRefused, available_moves, moves_of
from partners.moves.pairing import sign, terminate
from partners.moves.review import approve
from projects.models import Project
from projects.moves import establish
from tests.factories import (
    AllianceFactory,
    AuthorFactory,
    ListItemFactory,
    PairingFactory,
    ReviewerFactory,
    UnitFactory,
)
from tests.moves import FACTS, stored

pytestmark = pytest.mark.django_db


def test_a_move_starts_from_the_stored_state_not_from_the_copy_in_hand():
    pairing = PairingFactory()
    stale = Pairing.objects.get()
    sign(pairing, by=AuthorFactory(), **FACTS)
    with pytest.raises(MoveRefused, match="当前状态为「已签约」，不能签约。"):
        sign(stale, by=AuthorFactory(), **FACTS)
    assert stale.status == "signed"


def test_a_move_drops_unsaved_changes_beside_it():
    pairing = PairingFactory()
    pairing.no_parent_reason = "没有保存"
    sign(pairing, by=AuthorFactory(), **FACTS)
    assert stored(pairing)["no_parent_reason"] == pairing.no_parent_reason == ""


def test_a_move_raises_the_version():
    sign(pairing := PairingFactory(), by=AuthorFactory(), **FACTS)
    assert stored(pairing)["version"] == pairing.version == 2


def test_a_move_that_breaks_a_rule_is_undone_in_the_database_and_in_hand():
    pairing = PairingFactory()
    PairingLevel.objects.update(unit_kinds=["school"])
    with pytest.raises(ValidationError, match="不允许这一类别的组织"):
        sign(pairing, by=AuthorFactory(), **FACTS)
    assert (pairing.status, pairing.signed_on) == ("proposed", None)
    assert stored(pairing)["status"] == "proposed"
    assert not Event.objects.exists()


def test_a_reason_too_long_for_the_log_is_refused_in_words():
    need = ListItemFactory(stage="handling")
    with pytest.raises(ValidationError, match="不超过 200 字符"):
        answer(need, by=AuthorFactory(), reason="已办" * 101)
    assert stored(need)["stage"] == need.stage == "handling"
    answer(need, by=AuthorFactory(), reason="已办" * 100)


def test_a_move_says_for_whom_it_was_made():
    unit = UnitFactory()
    sign(PairingFactory(), by=AuthorFactory(), on_behalf_of=unit, **FACTS)
    assert Event.objects.get().on_behalf_of == unit


def test_a_move_on_a_record_entered_for_another_says_so_too():
    unit = UnitFactory()
    sign(PairingFactory(on_behalf_of=unit), by=AuthorFactory(), **FACTS)
    assert Event.objects.get().on_behalf_of == unit


def test_who_decides_about_a_record_entered_for_another_acts_for_themselves():
    sign(PairingFactory(on_behalf_of=UnitFactory()), by=ReviewerFactory(), **FACTS)
    assert Event.objects.get().on_behalf_of is None


def test_screens_offer_what_is_possible_now_for_this_person():
    alliance = AllianceFactory(submitted=True)
    offered = {move.name for move in available_moves(alliance, ReviewerFactory())}
    assert offered == {"approve", "return_", "recall", "dissolve"}
    offered = {move.name for move in available_moves(alliance, AuthorFactory())}
    assert offered == {"recall", "dissolve"}


def test_a_move_says_what_it_asks_for():
    assert sign.asks == ("on",)
    assert terminate.asks == ("on",)
    assert approve.asks == ()


def test_a_register_has_the_moves_of_its_kind_and_its_own():
    moves = moves_of(Project)
    assert moves["establish"] is establish
    assert moves["approve"] is approve
    assert "sign" not in moves


@pytest.mark.parametrize("move", [m for moves in MOVES.values() for m in moves.values()])
def test_every_move_has_chinese_words_and_states_that_exist(move):
    assert move.label
    assert move.act.__doc__
    if not move.model._meta.abstract:
        states = dict(move.model._meta.get_field(move.field).flatchoices)
        assert set(move.sources) <= set(states)
        assert move.target in {"", *states}
