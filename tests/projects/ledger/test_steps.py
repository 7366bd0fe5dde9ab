"""Correcting, discarding, verifying and reversing lines of the ledger, and every wrong try."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partners.models import Event
from projects.models import FundEntry
from tests.admin import chosen, shown_in, words
from tests.factories import FundEntryFactory

from .hands import act, correct, enter, line, url_of

pytestmark = pytest.mark.django_db


def test_the_author_corrects_a_line_until_it_is_verified(client):
    enter(client)
    entry = FundEntry.objects.get()
    assert correct(client, entry, amount="99.99").url == url_of(entry)
    entry.refresh_from_db()
    assert entry.amount == Decimal("99.99")
    assert Event.objects.of(entry).first().changes["amount"] == ["1200.50", "99.99"]


def test_a_correction_of_an_older_version_is_told(client):
    enter(client)
    entry = FundEntry.objects.get()
    url = reverse("ledger_correct", args=[entry.pk])
    mine = line(project=entry.project.pk, amount="20") | shown_in(client, url)
    correct(client, entry, amount="10")
    page = client.post(url, mine)
    assert "您的内容还没有保存" in words(page)
    entry.refresh_from_db()
    assert entry.amount == Decimal(10)
    chosen(client, url, page, amount="mine", provider="theirs", receiver="theirs")
    entry.refresh_from_db()
    assert entry.amount == Decimal(20)


def test_nobody_else_corrects_or_discards(client, other):
    enter(client)
    entry = FundEntry.objects.get()
    wrong = correct(other, entry, amount="1")
    assert "只有录入人可以更正或作废" in words(wrong)
    assert "只有录入人可以更正或作废" in words(act(other, "discard", entry))
    entry.refresh_from_db()
    assert entry.amount == Decimal("1200.50")


def test_the_author_discards_a_line_and_the_log_keeps_it(client):
    enter(client)
    entry = FundEntry.objects.get()
    assert act(client, "discard", entry, reason="重复录入").url == reverse(
        "ledger_modeladmin_index"
    )
    assert not FundEntry.objects.exists()
    event = Event.objects.filter(label="作废").get()
    assert (event.reason, event.changes["amount"]) == ("重复录入", [None, "1200.50"])


def test_another_person_verifies_and_a_second_press_is_harmless(client, other):
    enter(client)
    entry = FundEntry.objects.get()
    assert "核验须由录入人以外的人员办理" in words(act(client, "verify", entry))
    assert act(other, "verify", entry).url == url_of(entry)
    entry.refresh_from_db()
    first = entry.verified_at
    assert act(other, "verify", entry).url == url_of(entry)
    entry.refresh_from_db()
    assert entry.verified_at == first
    assert Event.objects.filter(label="核验").count() == 1


def test_what_was_corrected_since_is_not_verified_unseen(client, other):
    enter(client)
    seen = FundEntry.objects.get()
    correct(client, seen, amount="999999")
    page = words(act(other, "verify", seen))
    assert "记录有改动，尚未办理" in page
    assert "打开本页之后的改动" in page
    assert "999,999.00" in page
    assert not FundEntry.objects.verified().exists()


@pytest.mark.parametrize("step", ["verify", "reverse", "discard"])
def test_looking_at_a_confirmation_changes_nothing(client, step):
    entry = FundEntryFactory(verified=step == "reverse")
    assert client.get(reverse(f"ledger_{step}", args=[entry.pk])).status_code == 200
    assert FundEntry.objects.get().version == entry.version


def test_a_verified_line_is_neither_corrected_nor_discarded(client, person):
    entry = FundEntryFactory(verified=True, entered_by=person)
    page = words(correct(client, entry, amount="1"))
    assert "已核验，不能修改或删除" in page
    assert "已核验，不能修改或删除" in words(act(client, "discard", entry))
    assert FundEntry.objects.get().amount == entry.amount


def test_a_verified_line_is_reversed_once_by_another_person(other):
    entry = FundEntryFactory(verified=True)
    facts = {"on": "2024-07-01", "reason": "重复入账"}
    response = act(other, "reverse", entry, **facts)
    reversal = FundEntry.objects.get(reverses=entry)
    assert response.url == url_of(reversal)
    assert (reversal.amount, reversal.kind, reversal.note) == (
        entry.amount, entry.kind, "重复入账",
    )  # fmt: skip
    assert not reversal.is_verified
    assert "已冲正，一笔只能冲正一次" in words(act(other, "reverse", entry, **facts))
    assert FundEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"on": "2024-07-01", "reason": "  "}, "请填写冲正理由"),
        ({"on": "2024-01-01", "reason": "错账"}, "冲正日期不能早于原笔日期"),
        ({"on": "2100-01-01", "reason": "错账"}, "不能晚于今天"),
        ({"on": "明天", "reason": "错账"}, "请填写日期"),
    ],
)
def test_a_reversal_needs_a_day_and_a_reason(other, facts, message):
    entry = FundEntryFactory(verified=True)
    page = words(act(other, "reverse", entry, **facts))
    assert message in page
    assert FundEntry.objects.count() == 1


def test_the_author_and_the_unverified_are_not_reversed(client, person, other):
    own = FundEntryFactory(verified=True, entered_by=person)
    facts = {"on": "2024-07-01", "reason": "错账"}
    assert "冲正须由录入人以外的人员办理" in words(act(client, "reverse", own, **facts))
    waiting = FundEntryFactory()
    assert "只能冲正已核验的资金" in words(act(other, "reverse", waiting, **facts))
    assert FundEntry.objects.count() == 2


def test_the_page_of_a_line_offers_what_the_person_may_do_now(client, person, other):
    def offered(who, entry) -> set[str]:
        page = words(who.get(url_of(entry)))
        steps = ("correct", "discard", "verify", "reverse")
        return {step for step in steps if reverse(f"ledger_{step}", args=[entry.pk]) in page}

    own = FundEntryFactory(entered_by=person)
    assert offered(client, own) == {"correct", "discard"}
    assert offered(other, own) == {"verify"}
    verified = FundEntryFactory(verified=True, entered_by=person)
    assert offered(client, verified) == set()
    assert offered(other, verified) == {"reverse"}
    FundEntryFactory(reverses=verified)
    assert offered(other, verified) == set()


def test_a_refused_try_is_no_event_of_the_line(other):
    entry = FundEntryFactory()
    act(other, "discard", entry)
    act(other, "reverse", entry, on="2024-07-01", reason="错账")
    assert not Event.objects.of(entry).exists()
