"""When a pairing begins that follows another. No database."""

from datetime import date

import pytest

from partners.matching.terms import runs_on, start_after
from partners.models import Pairing, ProgrammeYear

YEAR = ProgrammeYear(year=2025, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))


def ending(day, status="active"):
    return Pairing(end_on=day, status=status)


@pytest.mark.parametrize(
    ("old", "start"),
    [
        (None, date(2025, 1, 1)),
        (ending(date(2024, 12, 31)), date(2025, 1, 1)),
        (ending(date(2025, 6, 30)), date(2025, 7, 1)),
        (ending(date(2025, 12, 30)), date(2025, 12, 31)),
        (ending(date(2025, 12, 31)), None),
        (ending(date(2027, 12, 31), "signed"), None),
        (ending(date(2027, 12, 31), "expired"), date(2025, 1, 1)),
    ],
)
def test_it_begins_once_the_other_is_over_within_the_year(old, start):
    assert start_after(old, YEAR) == start


def test_the_reason_names_the_last_day():
    assert "至 2027-12-31" in runs_on(ending(date(2027, 12, 31)))
