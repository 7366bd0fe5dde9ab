"""Entering a line of the ledger with its evidence, and every wrong try."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from partners.models import Event
from projects.models import FundEntry
from tests.admin import client_of, told, words
from tests.factories import FunderFactory
from tests.factories.pictures import CANARY, bomb, marked, talkative

from .hands import enter, url_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%example"
PNG = talkative("PNG")
JPEG = talkative("JPEG", marked((3000, 2000)))


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
    assert CANARY.encode() not in document.file.read()
    assert document.file_size == document.file.size


def test_a_pdf_is_kept_byte_by_byte_and_a_photo_of_a_receipt_point_by_point(client):
    enter(client, evidence_file=SimpleUploadedFile("a.pdf", PDF))
    assert FundEntry.objects.get().evidence.file.read() == PDF
    enter(client, evidence_file=SimpleUploadedFile("b.jpeg", JPEG))
    photo = FundEntry.objects.latest("pk").evidence
    assert Image.open(photo.file).size == (2000, 3000)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"<html>", "文件内容不是 PDF，与文件名不符"),
        ("a.png", PDF, "文件内容不是 PNG，与文件名不符"),
        ("a.jpg", PNG, "文件内容不是 JPG，与文件名不符"),
        ("a.jpg", JPEG[:-9000], "无法读取"),
        ("a.png", bomb(60_000, 60_000), "6000 万像素"),
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


def test_entering_says_it_waits_for_another_person(client):
    assert "等待他人核验" in told(enter(client))
