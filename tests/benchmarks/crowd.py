"""Rows added at random in bulk, past everything that listens; the same ones every time."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from home.demo.project_words import TOWN_WORKS, Work
from home.demo.village_words import VILLAGE_WORKS
from partners.enums import UNIT_KINDS, ReviewState
from partners.models import Division, Organisation, ProgrammeYear, Register
from partners.models.number import take_numbers
from portal.models import User
from projects.models import ProjectField

BATCH = 2_000
_WHEN = ("2023年春", "2024年汛期之前", "2024年下半年", "2025年初", "去年冬天", "今年以来")
_HOW = ("召开居民议事会", "逐户走访", "现场会诊", "列入年度清单", "分三批推进", "每周调度")
_THEN = ("居民满意度明显提升", "同类投诉下降四成", "经验在全区推广", "后续由物业长期管护")
_Row = TypeVar("_Row", bound=Model)


class Crowd:
    """Adds rows to the city, in bulk and at random, with the same chances every time."""

    def __init__(self) -> None:
        self.rng = random.Random(20240101)
        self.author, self.reviewer = User.objects.order_by("pk")[:2]
        self.places = list(Division.objects.communities().select_related("parent"))
        self.years = list(ProgrammeYear.objects.order_by("year"))
        self.fields = {field.name: field for field in ProjectField.objects.all()}

    def entry(self, place: Division) -> dict[str, Any]:
        """What every row of a register has."""
        return {"division": place, "entered_by": self.author}

    def review(self) -> dict[str, Any]:
        """Approved by another person."""
        return {
            "review_state": ReviewState.APPROVED,
            "reviewed_by": self.reviewer,
            "reviewed_at": timezone.now(),
        }

    def day(self) -> date:
        """A day of three years."""
        return date(2023, 1, 2) + timedelta(days=self.rng.randrange(1000))

    def work(self, place: Division) -> Work:
        """A work that fits the place."""
        return self.rng.choice(VILLAGE_WORKS if place.level == "village" else TOWN_WORKS)

    def tale(self, place: Division, work: Work, unit: Organisation) -> str:
        """Some sentences about a work: 100 to 160 characters."""
        pick, number = self.rng.choice, self.rng.randint(3, 980)
        return (
            f"{pick(_WHEN)}，{place.full_name}{work.problem}。{unit.name}与{place.short_name}"
            f"{pick(_HOW)}，{work.doing}，惠及{number}户居民。{pick(_HOW)}之后，{pick(_THEN)}，"
            f"并约定{work.care}。"
        )


def units() -> list[Organisation]:
    """Bodies that stand on the unit's side."""
    return list(Organisation.objects.filter(kind__in=UNIT_KINDS))


def keep(rows: Iterable[_Row], prefix: str) -> list[_Row]:
    """Number the rows of a register and write them."""
    kept = list(rows)
    numbers = take_numbers(prefix, 2099, len(kept)) if kept else []
    for row, number in zip(kept, numbers, strict=True):
        assert isinstance(row, Register)
        row.number = number
    return write(kept)


def write(rows: Iterable[_Row]) -> list[_Row]:
    """Write rows of one model at once, telling nobody."""
    kept = list(rows)
    if kept:
        # The base manager has no listeners.
        type(kept[0])._base_manager.bulk_create(kept, batch_size=BATCH)
    return kept
