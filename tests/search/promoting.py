"""Promotions for tests: making them, and what they show for a question."""

from datetime import date
from typing import Any

from search.models import Promotion, PromotionTarget
from search.promotions import promoted


def promotion(
    *records: Any, questions: str = "老年食堂\n老人在哪里吃饭", **fields: Any
) -> Promotion:
    """A promotion of these records, in order."""
    made = Promotion(questions=questions, **fields)
    made.full_clean()
    made.save()
    for position, record in enumerate(records):
        add(made, record, position=position)
    return made


def add(made: Promotion, record: Any, **fields: Any) -> PromotionTarget:
    address = record if isinstance(record, str) else address_of(record)
    target = PromotionTarget(promotion=made, address=address, **fields)
    target.full_clean()
    target.save()
    return target


def address_of(record: Any) -> str:
    return record.get_url() if hasattr(record, "get_url") else record.get_absolute_url()


def titles(question: str = "老年食堂", day: date | None = None) -> list[str]:
    return [shown.title for shown in promoted(question, day)]
