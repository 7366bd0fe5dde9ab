"""How amounts, counts and days are written for readers. Pure: plain text in, plain text out."""

import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from django.utils import timezone

NBSP = "\u00a0"  # keeps a number and its unit on one line
NOTHING = "—"
CENT = Decimal("0.01")
# (yuan in one unit, name of the unit): the next one begins at ten thousand of the one before.
MONEY_STEPS = ((Decimal(1), "元"), (Decimal(10) ** 4, "万元"), (Decimal(10) ** 8, "亿元"))
STEP = 10_000
LARGEST = Decimal(10) ** 20  # beyond it no one reads a number; also bounds the work of rounding


class Written(NamedTuple):
    """A number as text and the unit that stands beside it."""

    number: str
    unit: str


def to_decimal(value: object) -> Decimal | None:
    """The value as a finite decimal; None for what is no number (None, text, NaN, infinity)."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None


def write_money(value: object) -> Written:
    """Yuan in the largest unit that keeps it readable, two decimals at most, half up.

    The unit is chosen after rounding, so that 99,999,999.99 is written 1 亿元.
    """
    amount = to_decimal(value)
    if amount is None:
        return Written(NOTHING, "")
    sized = [((amount / size).quantize(CENT, ROUND_HALF_UP), unit) for size, unit in MONEY_STEPS]
    scaled, unit = next((step for step in sized if abs(step[0]) < STEP), sized[-1])
    text = f"{scaled:,.2f}"
    if unit != "元" or text.endswith(".00"):
        text = text.rstrip("0").rstrip(".")
    return Written(text, unit)


def money(value: object) -> str:
    """Yuan to the fen with grouping: 1,060,000.00. A dash when there is no amount."""
    amount = to_decimal(value)
    return NOTHING if amount is None else f"{amount.quantize(CENT, ROUND_HALF_UP):,.2f}"


def money_short(value: object) -> str:
    """Yuan in 亿元, 万元 or 元: 「119.26 万元」."""
    written = write_money(value)
    return f"{written.number}{NBSP}{written.unit}" if written.unit else written.number


def grouped(value: object) -> str:
    """A count with thousands separators: 3,417; decimals stay as they are."""
    number = to_decimal(value)
    if number is None:
        return NOTHING
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"


def as_date(value: object) -> datetime.date | None:
    """The local day of a date or of a moment; None for anything else."""
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, datetime.date) else None


def day_text(day: datetime.date, with_year: bool = True) -> str:
    """A day in words: 2024 年 6 月 30 日, or 6 月 30 日 where the year stands nearby."""
    year = f"{day.year}{NBSP}年{NBSP}" if with_year else ""
    return f"{year}{day.month}{NBSP}月{NBSP}{day.day}{NBSP}日"


def month_text(day: datetime.date) -> str:
    """The month of a day: 2024 年 6 月."""
    return f"{day.year}{NBSP}年{NBSP}{day.month}{NBSP}月"
