"""Fixed days of the demo city: its two years, working days and moments in office hours."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models

FIRST_YEAR, SECOND_YEAR = 2024, 2025
OPENING = date(2023, 11, 20)  # when registers were first filled
FIRST_START, FIRST_END = date(FIRST_YEAR, 1, 1), date(FIRST_YEAR, 12, 31)
SECOND_START, SECOND_END = date(SECOND_YEAR, 1, 1), date(SECOND_YEAR, 12, 31)
#: Pairings of the second year are made for three years, so some of them still run.
LAST_TERM = date(2027, 12, 31)
ZONE = ZoneInfo(settings.TIME_ZONE)


def between(rng: random.Random, first: date, last: date) -> date:
    """A working day from `first` to `last`, both included; `last` when there is none."""
    day = first + timedelta(days=rng.randint(0, max((last - first).days, 0)))
    while day.weekday() > 4 and day < last:
        day += timedelta(days=1)
    return day


def moment(rng: random.Random, day: date) -> datetime:
    """A moment of that day in office hours, with its time zone."""
    minutes = rng.randint(9 * 60, 17 * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60), ZONE)


@contextmanager
def own_change_dates() -> Iterator[None]:
    """Keep the dates of change that records are given, instead of the hour of the build."""
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField) and field.auto_now and field.name == "changed_at"
    ]
    for field in fields:
        field.auto_now = False
    try:
        yield
    finally:
        for field in fields:
            field.auto_now = True
