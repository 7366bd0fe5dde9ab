"""Values as they stand in a sheet; needs no database."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.admin.exports import FORMULA_STARTS, cell, defused


@pytest.mark.parametrize(
    ("value", "in_csv", "in_xlsx"),
    [
        (None, "", ""),
        (0, "0", 0),
        (Decimal("0.00"), "0.00", Decimal("0.00")),
        (Decimal("-12.50"), "-12.50", Decimal("-12.50")),
        (True, "是", "是"),
        (False, "否", "否"),
        (["甲", "乙"], "甲、乙", "甲、乙"),
        (datetime.date(2024, 6, 30), "2024-06-30", datetime.date(2024, 6, 30)),
        ("=1+1", "'=1+1", "=1+1"),
        ("正文", "正文", "正文"),
    ],
)
def test_a_value_in_csv_and_in_a_workbook(value, in_csv, in_xlsx):
    assert cell(value, as_text=True) == in_csv
    assert cell(value, as_text=False) == in_xlsx


def test_a_moment_is_told_in_local_time_to_the_second():
    moment = datetime.datetime(2024, 12, 31, 16, 0, 1, 999, tzinfo=datetime.UTC)
    assert cell(moment, as_text=True) == "2025-01-01 00:00:01"
    assert cell(moment, as_text=False).tzinfo is None


@given(st.text())
def test_no_text_in_csv_begins_as_a_formula(text):
    assert not defused(text).startswith(FORMULA_STARTS)


@given(st.text())
def test_text_is_kept_but_for_control_characters(text):
    kept = "".join(letter for letter in text if letter in "\t\n\r" or ord(letter) >= 32)
    assert cell(text, as_text=False) == kept
