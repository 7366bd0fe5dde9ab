"""Spreadsheets of the lists, opened and read."""

import datetime

import pytest
from django.urls import reverse

from partners.models import Organisation, Pairing
from tests.admin import csv_of, rows_of
from tests.factories import PairingFactory, UnitFactory

from .registers import ALL

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", [name for name in ALL if name not in ("programme", "list_category")]
)
def test_a_sheet_has_chinese_headings_and_a_row_a_record(client, name):
    ALL[name]()
    headings, *rows = rows_of(client.get(reverse(f"{name}:index"), {"export": "xlsx"}))
    assert len(rows) == ALL[name]._meta.model.objects.count()
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in word) for word in headings)
    assert len(set(headings)) == len(headings)


def test_csv_begins_with_the_mark_that_tells_the_encoding(client):
    PairingFactory(unit_side=UnitFactory(name="市水务集团"))
    text = csv_of(client.get(reverse("pairing:index"), {"export": "csv"}))
    assert text.startswith("\ufeff编号,")
    assert "市水务集团" in text


def test_the_file_is_named_in_chinese_for_browsers(client):
    for kind in ("csv", "xlsx"):
        response = client.get(reverse("pairing:index"), {"export": kind})
        assert f"filename*=utf-8''%E7%BB%93%E5%AF%B9.{kind}" in response["Content-Disposition"]


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"])
def test_text_never_becomes_a_formula(client, evil):
    unit = UnitFactory()
    Organisation.objects.filter(pk=unit.pk).update(name=evil)
    index = reverse("organisation:index")
    text = csv_of(client.get(index, {"export": "csv"}))
    assert f"'{evil}" in text
    cells = [cell for row in rows_of(client.get(index, {"export": "xlsx"})) for cell in row]
    assert evil in cells or evil.strip() in [str(cell).strip() for cell in cells]


def test_moments_are_told_by_the_clock_on_the_wall(client):
    moment = datetime.datetime(2024, 3, 1, 16, 30, tzinfo=datetime.UTC)  # 00:30 on 2 March
    UnitFactory(created_at=moment)
    index = reverse("organisation:index")
    assert "2024-03-02 00:30:00" in csv_of(client.get(index, {"export": "csv"}))
    headings, row = rows_of(client.get(index, {"export": "xlsx"}))
    assert row[headings.index("录入时间")] == datetime.datetime(2024, 3, 2, 0, 30)  # noqa: DTZ001


def test_zero_is_zero_and_nothing_is_empty(client):
    PairingFactory()
    headings, row = rows_of(client.get(reverse("pairing:index"), {"export": "xlsx"}))
    told = dict(zip(headings, row, strict=True))
    assert told["清单已确认"] == 0
    assert told["签约日期"] in (None, "")


def test_a_sheet_of_pairings_holds_what_the_sides_do_together(client):
    PairingFactory(summary="共同清理沟渠")
    headings, row = rows_of(client.get(reverse("pairing:index"), {"export": "xlsx"}))
    assert row[headings.index("结对内容")] == "共同清理沟渠"


def test_a_sheet_holds_what_the_filters_left(client):
    kept, left = PairingFactory(signed=True), PairingFactory(terminated=True)
    query = {"export": "csv", "status": "signed"}
    text = csv_of(client.get(reverse("pairing:index"), query))
    assert kept.number in text
    assert left.number not in text


def test_control_characters_do_not_break_the_workbook(client):
    pairing = PairingFactory(terminated=True)
    Pairing.objects.filter(pk=pairing.pk).update(end_reason="机构\x0b改革")
    rows = rows_of(client.get(reverse("pairing:index"), {"export": "xlsx"}))
    assert "机构改革" in rows[1]
