"""Enter, correct and discard until verified; then only verify and reverse, each by whom it may."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.models import Event
from partners.models.register import StaleRecord
from partners.moves.move import MoveRefused
from projects.ledger import bookkeeping
from projects.models import EntryLocked, FundEntry
from tests.factories import (
    AuthorFactory,
    CommunityOrganisationFactory,
    FundEntryFactory,
    FunderFactory,
    ProjectFactory,
    ReviewerFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

JULY = date(2024, 7, 1)


@pytest.fixture
def line():
    return FundEntryFactory()


@pytest.fixture
def verified():
    return FundEntryFactory(verified=True)


def a_new_line(**values):
    given = {
        "project": ProjectFactory(public=True),
        "kind": "received",
        "provider": FunderFactory(),
        "receiver": CommunityOrganisationFactory(),
        "amount": Decimal("1200.50"),
        "date": JULY,
    }
    return FundEntry(**given | values)


def the_event():
    """The one row the log holds."""
    return Event.objects.get()


def test_a_line_is_entered_by_its_author_at_the_place_of_its_project():
    entry = bookkeeping.enter(a_new_line(), by=AuthorFactory())
    entry.refresh_from_db()
    assert (entry.entered_by, entry.division) == (AuthorFactory(), entry.project.division)
    assert entry.number == "ZJ-2024-000001"
    assert not entry.is_verified
    event = the_event()
    assert (event.action, event.label, event.actor) == ("enter", "录入", AuthorFactory())
    assert event.changes["amount"] == [None, "1200.50"]


def test_a_line_entered_for_another_says_so():
    unit = UnitFactory()
    bookkeeping.enter(a_new_line(on_behalf_of=unit), by=AuthorFactory())
    assert the_event().on_behalf_of == unit


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": Decimal(0)}, "金额须大于零。"),
        ({"amount": Decimal("NaN")}, "请填写以元为单位的金额"),
        ({"amount": Decimal("0.001")}, "小数"),
        ({"amount": None}, "这个值不能为 null。"),
        ({"kind": "lottery"}, "lottery"),
        ({"date": "2024-13-01"}, "2024-13-01"),
        ({"note": "长" * 201}, "200"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_whole(values, said):
    with pytest.raises(ValidationError, match=said):
        bookkeeping.enter(a_new_line(**values), by=AuthorFactory())
    assert not FundEntry.objects.exists()
    assert not Event.objects.exists()


def test_provider_and_receiver_differ():
    unit = UnitFactory()
    with pytest.raises(ValidationError, match="提供方和接收方不能是同一组织。"):
        bookkeeping.enter(a_new_line(provider=unit, receiver=unit), by=AuthorFactory())


def test_the_author_corrects_a_line_and_the_log_keeps_both_values(line):
    elsewhere = ProjectFactory(public=True)
    bookkeeping.correct(line, by=AuthorFactory(), amount=Decimal("80.00"), project=elsewhere)
    line.refresh_from_db()
    assert (line.amount, line.project, line.division) == (80, elsewhere, elsewhere.division)
    event = the_event()
    assert (event.action, event.actor) == ("correct", AuthorFactory())
    assert event.changes["amount"] == ["100.00", "80.00"]
    assert set(event.changes) == {"amount", "project", "division"}


def test_a_correction_that_breaks_a_rule_changes_nothing(line):
    with pytest.raises(ValidationError, match="金额须大于零。"):
        bookkeeping.correct(line, by=AuthorFactory(), amount=Decimal("-1.00"))
    assert FundEntry.objects.get().amount == 100
    assert not Event.objects.exists()


def test_a_correction_of_an_old_copy_is_refused(line):
    old = FundEntry.objects.get()
    bookkeeping.correct(line, by=AuthorFactory(), note="先到")
    with pytest.raises(StaleRecord):
        bookkeeping.correct(old, by=AuthorFactory(), note="后到")
    assert FundEntry.objects.get().note == "先到"


def test_the_author_discards_a_line_and_the_log_keeps_what_it_said(line):
    bookkeeping.discard(line, by=AuthorFactory(), reason="重复录入")
    assert not FundEntry.objects.exists()
    event = the_event()
    assert (event.action, event.reason, event.record_number) == (
        "discard",
        "重复录入",
        line.number,
    )
    assert event.changes["amount"] == [None, "100.00"]


@pytest.mark.parametrize("act", [bookkeeping.correct, bookkeeping.discard])
def test_nobody_else_corrects_or_discards(line, act):
    with pytest.raises(MoveRefused, match="只有录入人可以更正或作废未核验的资金。"):
        act(line, by=ReviewerFactory())
    assert FundEntry.objects.get() == line
    assert not Event.objects.exists()


def test_another_person_verifies(line):
    bookkeeping.verify(line, by=ReviewerFactory())
    assert (line.verified_by, line.is_verified) == (ReviewerFactory(), True)
    assert FundEntry.objects.verified().get() == line
    assert (the_event().action, the_event().actor) == ("verify", ReviewerFactory())


def test_the_author_does_not_verify(line):
    with pytest.raises(MoveRefused, match="核验须由录入人以外的人员办理。"):
        bookkeeping.verify(line, by=AuthorFactory())
    assert not FundEntry.objects.verified().exists()
    assert not Event.objects.exists()


def test_a_line_given_back_waits_for_its_author(line):
    bookkeeping.give_back(line, by=ReviewerFactory(), reason="金额与到账单不符")
    assert bookkeeping.given_back_for(line) == "金额与到账单不符"
    assert (the_event().action, the_event().reason) == ("give_back", "金额与到账单不符")
    with pytest.raises(MoveRefused, match="录入人更正后才能核验"):
        bookkeeping.verify(line, by=ReviewerFactory())
    bookkeeping.correct(line, by=AuthorFactory(), amount=Decimal("80.00"))
    assert bookkeeping.given_back_for(line) == ""
    bookkeeping.verify(line, by=ReviewerFactory())
    assert FundEntry.objects.verified().get().amount == 80


@pytest.mark.parametrize(
    ("who", "reason", "said"),
    [
        (AuthorFactory, "有误", "退回须由录入人以外的人员办理。"),
        (ReviewerFactory, " ", "请填写退回理由。"),
    ],
)
def test_what_giving_back_asks_for(line, who, reason, said):
    with pytest.raises(MoveRefused, match=said):
        bookkeeping.give_back(line, by=who(), reason=reason)
    assert FundEntry.objects.get().returned_at is None
    assert not Event.objects.exists()


def test_neither_twice_nor_a_reversal_is_given_back(line, verified):
    reversal = bookkeeping.reverse(verified, by=ReviewerFactory(), on=JULY, reason="误拨")
    bookkeeping.give_back(line, by=ReviewerFactory(), reason="有误")
    for entry in (line, reversal):
        with pytest.raises(MoveRefused, match="不能退回更正"):
            bookkeeping.give_back(entry, by=UserFactory(), reason="有误")


@pytest.mark.parametrize("act", [bookkeeping.correct, bookkeeping.discard, bookkeeping.verify])
@pytest.mark.parametrize("who", [AuthorFactory, ReviewerFactory])
def test_after_verification_nothing_but_a_reversal_is_left(verified, act, who):
    with pytest.raises(EntryLocked, match="如有差错，请冲正。"):
        act(verified, by=who())
    with pytest.raises(EntryLocked):
        bookkeeping.give_back(verified, by=who(), reason="有误")
    assert not Event.objects.exists()


def test_a_copy_read_before_verification_is_locked_too(line):
    old = FundEntry.objects.get()
    bookkeeping.verify(line, by=ReviewerFactory())
    with pytest.raises(EntryLocked):
        bookkeeping.correct(old, by=AuthorFactory(), amount=Decimal("1.00"))


def test_a_reversal_takes_a_line_back_whole_on_a_day_of_its_own(verified):
    reversal = bookkeeping.reverse(verified, by=ReviewerFactory(), on=JULY, reason="重复拨付")
    for field in ("project", "division", "kind", "provider", "receiver", "amount"):
        assert getattr(reversal, field) == getattr(verified, field)
    assert (reversal.date, reversal.note, reversal.reverses) == (JULY, "重复拨付", verified)
    assert (reversal.entered_by, reversal.is_verified) == (ReviewerFactory(), False)
    assert set(Event.objects.values_list("record_id", "action", "reason")) == {
        (reversal.pk, "reverse", "重复拨付"),
        (verified.pk, "reversed", "重复拨付"),
    }


def test_a_reversal_counts_once_another_person_verified_it(verified):
    reversal = bookkeeping.reverse(verified, by=ReviewerFactory(), on=JULY, reason="误拨")
    assert FundEntry.objects.public().total() == 100
    with pytest.raises(MoveRefused):
        bookkeeping.verify(reversal, by=ReviewerFactory())
    bookkeeping.verify(reversal, by=UserFactory())
    assert FundEntry.objects.public().total() == 0


@pytest.mark.parametrize(
    ("who", "day", "reason", "said"),
    [
        (AuthorFactory, JULY, "误拨", "冲正须由录入人以外的人员办理。"),
        (ReviewerFactory, JULY, " ", "请填写冲正理由。"),
        (ReviewerFactory, date(2024, 6, 14), "误拨", "冲正日期不能早于原笔日期"),
        (ReviewerFactory, date(2100, 1, 1), "误拨", "也不能晚于今天"),
        (ReviewerFactory, JULY, "长" * 201, "200"),
    ],
)
def test_what_a_reversal_asks_for(verified, who, day, reason, said):
    with pytest.raises(ValidationError, match=said):
        bookkeeping.reverse(verified, by=who(), on=day, reason=reason)
    assert FundEntry.objects.get() == verified
    assert not Event.objects.exists()


def test_a_line_is_reversed_from_its_own_day_until_today(verified):
    today = timezone.localdate()
    first = bookkeeping.reverse(verified, by=ReviewerFactory(), on=verified.date, reason="误拨")
    bookkeeping.discard(first, by=ReviewerFactory(), reason="日期有误")
    assert (
        bookkeeping.reverse(verified, by=ReviewerFactory(), on=today, reason="误拨").date == today
    )


def test_a_line_is_reversed_at_most_once(verified):
    bookkeeping.reverse(verified, by=ReviewerFactory(), on=JULY, reason="误拨")
    with pytest.raises(MoveRefused, match="该笔资金已冲正，一笔只能冲正一次。"):
        bookkeeping.reverse(verified, by=UserFactory(), on=JULY, reason="误拨")
    assert FundEntry.objects.count() == 2


def test_a_line_still_waiting_is_not_reversed(line):
    with pytest.raises(ValidationError, match="只能冲正已核验的资金"):
        bookkeeping.reverse(line, by=ReviewerFactory(), on=JULY, reason="误拨")


def test_a_reversal_is_not_reversed(verified):
    reversal = FundEntryFactory(
        reverses=verified, verified=True, entered_by=ReviewerFactory(), verified_by=UserFactory()
    )
    with pytest.raises(ValidationError, match="冲正不能再冲正"):
        bookkeeping.reverse(reversal, by=UserFactory(), on=JULY, reason="误冲")


def test_a_correction_cannot_bend_a_reversal(verified):
    reversal = bookkeeping.reverse(verified, by=ReviewerFactory(), on=JULY, reason="误拨")
    for values, said in (
        ({"amount": Decimal("60.00")}, "须与原笔一致"),
        ({"date": verified.date - timedelta(days=1)}, "不能早于原笔日期"),
    ):
        copy = FundEntry.objects.get(pk=reversal.pk)
        with pytest.raises(ValidationError, match=said):
            bookkeeping.correct(copy, by=ReviewerFactory(), **values)
    bookkeeping.correct(reversal, by=ReviewerFactory(), date=date(2024, 8, 1))
    assert FundEntry.objects.get(pk=reversal.pk).date == date(2024, 8, 1)


def test_the_author_cannot_enter_a_reversal_by_the_other_door(verified):
    entry = a_new_line(
        **{name: getattr(verified, name) for name in ("project", "provider", "receiver", "amount")},
        reverses=verified,
    )
    with pytest.raises(ValidationError, match="冲正须由录入人以外的人员办理。"):
        bookkeeping.enter(entry, by=AuthorFactory())
