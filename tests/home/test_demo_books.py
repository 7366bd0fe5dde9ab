"""Writing many records at once leaves what writing each by hand would have left."""

from datetime import datetime

import pytest
from django.utils import timezone

from home.demo.books import Books, number
from partners.enums import AllianceKind, PairingStatus, ReviewState
from partners.models import Alliance, Division, Event
from partners.models.number import take_numbers
from partners.moves.pairing import expire, sign, start
from partners.moves.review import approve, submit
from tests.factories import CityFactory, PairingFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = timezone.make_aware(datetime(2024, 3, 4, 10, 30))  # noqa: DTZ001


def unsaved_alliance() -> Alliance:
    return Alliance(
        name="示例联盟",
        kind=AllianceKind.LEAGUE,
        division=Division.objects.first() or CityFactory(),
        entered_by=UserFactory(),
        created_at=AT,
        changed_at=AT,
    )


def test_records_get_consecutive_numbers_of_the_year_they_were_entered_in() -> None:
    first, second = unsaved_alliance(), unsaved_alliance()

    Books().file([first, second])

    assert [first.number[:8], second.number[:8]] == ["LM-2024-"] * 2
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1
    assert take_numbers("LM", 2024) == [f"LM-2024-{int(second.number[-6:]) + 1:06d}"]


def test_a_register_with_a_year_of_its_own_is_numbered_by_it() -> None:
    pairing = PairingFactory.build(
        programme_year=PairingFactory().programme_year, created_at=AT, number=""
    )
    number([pairing])

    assert pairing.number.startswith(f"JD-{pairing.programme_year.year}-")


def test_a_move_sets_the_state_and_leaves_its_row() -> None:
    alliance, reviewer, books = unsaved_alliance(), UserFactory(), Books()

    books.walk(alliance, submit, by=alliance.entered_by, at=AT)
    books.walk(alliance, approve, by=reviewer, at=AT, reason="同意")
    alliance.reviewed_by, alliance.reviewed_at = reviewer, AT
    books.file([alliance])

    alliance.refresh_from_db()
    assert (alliance.review_state, alliance.version) == (ReviewState.APPROVED, 3)
    rows = Event.objects.of(alliance).order_by("pk")
    assert [(e.action, e.label, e.from_state, e.to_state, e.actor, e.reason) for e in rows] == [
        ("submit", "提交审核", "draft", "submitted", alliance.entered_by, ""),
        ("approve", "审核通过", "submitted", "approved", reviewer, "同意"),
    ]
    assert {e.at for e in rows} == {AT}
    assert {e.record_number for e in rows} == {alliance.number}


def test_a_move_the_state_does_not_allow_is_an_error() -> None:
    pairing = PairingFactory.build(status=PairingStatus.PROPOSED)

    with pytest.raises(ValueError, match="不能启动"):
        Books().walk(pairing, start, by=UserFactory(), at=AT)


def test_authors_do_not_approve_their_own() -> None:
    alliance = unsaved_alliance()
    Books().walk(alliance, submit, by=alliance.entered_by, at=AT)

    with pytest.raises(ValueError, match="录入人以外"):
        Books().walk(alliance, approve, by=alliance.entered_by, at=AT)


def test_the_moves_of_a_pairing_are_walked_in_their_order() -> None:
    pairing, by = PairingFactory.build(), UserFactory()

    for move in (sign, start, expire):
        Books().walk(pairing, move, by=by, at=AT)

    assert pairing.status == PairingStatus.EXPIRED


def test_nothing_to_file_is_nothing_filed() -> None:
    assert Books().file([]) == []
