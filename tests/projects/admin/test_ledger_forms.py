"""The ledger's own forms: enter, correct, discard, verify, reverse, and every wrong try."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partners.models import Event
from projects.models import FundEntry
from tests.admin import administrator, client_of, told, words
from tests.factories import (
    CommunityOrganisationFactory,
    FundEntryFactory,
    FunderFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%example"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 16
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 16


@pytest.fixture
def person():
    return administrator()


@pytest.fixture
def client(person):
    return client_of(person)


@pytest.fixture
def other():
    return client_of(administrator())


def line(**changes) -> dict:
    return {
        "project": ProjectFactory(public=True).pk,
        "kind": "received",
        "amount": "1200.50",
        "date": "2024-06-15",
        "provider": FunderFactory().pk,
        "receiver": CommunityOrganisationFactory().pk,
        "note": "首笔",
        "on_behalf_of": "",
    } | changes


def enter(client, **changes):
    return client.post(reverse("ledger_enter"), line(**changes))


def act(client, step: str, entry: FundEntry, **facts):
    return client.post(reverse(f"ledger_{step}", args=[entry.pk]), {"seen": entry.version} | facts)


def url_of(entry: FundEntry) -> str:
    return reverse("ledger_modeladmin_inspect", args=[entry.pk])


def test_a_line_is_entered_by_the_person_logged_in(client, person):
    response = enter(client)
    entry = FundEntry.objects.get()
    assert response.url == url_of(entry)
    assert (entry.entered_by, entry.amount) == (person, Decimal("1200.50"))
    assert entry.division == entry.project.division
    assert not entry.is_verified
    assert [e.label for e in Event.objects.of(entry)] == ["录入"]


def test_commas_between_digits_are_understood(client):
    enter(client, amount="1,234,567.80")
    assert FundEntry.objects.get().amount == Decimal("1234567.80")


def test_full_width_digits_are_read_as_digits(client):
    enter(client, amount="１２．５０")
    assert FundEntry.objects.get().amount == Decimal("12.50")


@pytest.mark.parametrize("amount", ["12,50", "1,2,3", "1_000", "1e5", ",5", "١٢"])
def test_what_could_mean_another_amount_is_not_guessed(client, amount):
    assert "请填写以元为单位的金额" in words(enter(client, amount=amount))
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize("day", ["0024-06-15", "0001-01-01", "9999-12-31"])
def test_a_year_that_is_a_slip_of_the_hand_is_refused(client, day):
    response = enter(client, date=day, kind="pledged")
    assert "请核对日期" in words(response)
    assert not FundEntry.objects.exists()


def test_money_cannot_have_arrived_tomorrow_but_may_be_promised(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "不能晚于今天" in words(enter(client, date=tomorrow, kind="received"))
    assert not FundEntry.objects.exists()
    enter(client, date=tomorrow, kind="agreed")
    assert FundEntry.objects.get().date == tomorrow


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("NaN", "请填写以元为单位的金额"),
        ("sNaN", "请填写以元为单位的金额"),
        ("Infinity", "请填写以元为单位的金额"),
        ("1e400", "请填写以元为单位的金额"),
        ("1.005", "请填写以元为单位的金额"),
        ("一百元", "请填写以元为单位的金额"),
        ("9" * 1_000_000, "请填写以元为单位的金额"),
        ("1000000000000", "金额不能超过"),
        ("-5", "金额须大于零"),
        ("0", "金额须大于零"),
        ("0.00", "金额须大于零"),
        ("", "请填写金额"),
    ],
)
def test_an_amount_that_is_none_is_told_and_nothing_typed_is_lost(client, amount, message):
    response = enter(client, amount=amount, note="首笔到账")
    page = words(response)
    assert response.status_code == 200
    assert message in page
    assert "首笔到账" in page
    assert not FundEntry.objects.exists()


def test_provider_and_receiver_differ(client):
    both = FunderFactory().pk
    assert "提供方和接收方不能是同一组织" in words(enter(client, provider=both, receiver=both))


@pytest.mark.parametrize("wrong", [{"date": "15.06.2024"}, {"project": "abc"}, {"kind": "gold"},
                                   {"provider": "9" * 30}, {"note": "长" * 201}])  # fmt: skip
def test_other_wrong_input_is_told(client, wrong):
    assert enter(client, **wrong).status_code == 200
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("a.pdf", PDF), ("b.PNG", PNG), ("c.jpeg", JPEG)])
def test_evidence_is_kept_and_never_public(client, person, name, content):
    enter(client, evidence_file=SimpleUploadedFile(name, content), is_public="on")
    document = FundEntry.objects.get().evidence
    assert document.is_public is False
    assert document.collection.name == "资金凭证"
    assert document.uploaded_by_user == person
    assert document.file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"<html>", "文件内容不是 PDF，与文件名不符"),
        ("a.png", PDF, "文件内容不是 PNG，与文件名不符"),
        ("a.jpg", PNG, "文件内容不是 JPG，与文件名不符"),
        ("a.exe", b"MZ", "凭证只能是 PDF、JPG 或 PNG 文件"),
        ("pdf", PDF, "凭证只能是 PDF、JPG 或 PNG 文件"),
        ("a.pdf", PDF + b"0" * (10 * 1024 * 1024), "超过 10 MB"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_told(client, name, content, message):
    response = enter(client, note="首笔到账", evidence_file=SimpleUploadedFile(name, content))
    assert message in words(response)
    assert "首笔到账" in words(response)
    assert not FundEntry.objects.exists()


def test_evidence_is_served_to_readers_of_the_ledger_only(client, settings, tmp_path):
    on_disk = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = settings.STORAGES | {"default": on_disk}
    enter(client, evidence_file=SimpleUploadedFile("a.pdf", PDF))
    document = FundEntry.objects.get().evidence
    document.is_public = True  # ticked by mistake in the list of documents
    document.save()
    assert client.get(document.url).status_code == 200
    assert client_of(None).get(document.url).status_code == 404


def test_the_author_corrects_a_line_until_it_is_verified(client):
    enter(client)
    entry = FundEntry.objects.get()
    data = line(project=entry.project.pk, amount="99.99", version=entry.version)
    assert client.post(reverse("ledger_correct", args=[entry.pk]), data).url == url_of(entry)
    entry.refresh_from_db()
    assert entry.amount == Decimal("99.99")
    assert Event.objects.of(entry).first().changes["amount"] == ["1200.50", "99.99"]


def test_a_correction_of_an_older_version_is_told(client):
    enter(client)
    entry = FundEntry.objects.get()
    url = reverse("ledger_correct", args=[entry.pk])
    client.post(url, line(project=entry.project.pk, amount="10", version=1))
    response = client.post(url, line(project=entry.project.pk, amount="20", version=1))
    assert "您的内容尚未保存" in words(response)
    entry.refresh_from_db()
    assert entry.amount == Decimal(10)


def test_nobody_else_corrects_or_discards(client, other):
    enter(client)
    entry = FundEntry.objects.get()
    wrong = other.post(
        reverse("ledger_correct", args=[entry.pk]), line(amount="1", version=entry.version)
    )
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
    data = line(project=seen.project.pk, amount="999999", version=seen.version)
    client.post(reverse("ledger_correct", args=[seen.pk]), data)
    page = words(act(other, "verify", seen))
    assert "这笔资金有改动" in page
    assert "999,999.00" in page
    assert not FundEntry.objects.verified().exists()


@pytest.mark.parametrize("step", ["verify", "reverse", "discard"])
def test_looking_at_a_confirmation_changes_nothing(client, step):
    entry = FundEntryFactory(verified=step == "reverse")
    assert client.get(reverse(f"ledger_{step}", args=[entry.pk])).status_code == 200
    assert FundEntry.objects.get().version == entry.version


def test_a_verified_line_is_neither_corrected_nor_discarded(client, person):
    entry = FundEntryFactory(verified=True, entered_by=person)
    data = line(project=entry.project.pk, amount="1", version=entry.version)
    page = words(client.post(reverse("ledger_correct", args=[entry.pk]), data))
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


def test_a_refused_try_leaves_no_event(other):
    entry = FundEntryFactory()
    act(other, "discard", entry)
    act(other, "reverse", entry, on="2024-07-01", reason="错账")
    assert not Event.objects.exists()


def test_entering_says_it_waits_for_another_person(client):
    assert "等待他人核验" in told(enter(client))
