"""Entries made for another organisation 「上级代办」: noted when made, answered by it later.

Source: domain brief, rule 8. An answer holds nothing up; it says whether the entry is so.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partners.enums import Maker
from partners.events import number_of, record_event
from partners.models import ProxyEntry
from partners.moves.deed import Deed
from partners.moves.move import MoveRefused
from portal.models import User

_LONGEST: Any = ProxyEntry._meta.get_field("title").max_length


def note_proxy(record: Any, by: User) -> ProxyEntry:
    """The record waits to be confirmed by the organisation it was entered for."""
    return ProxyEntry.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=number_of(record),
        title=str(record)[:_LONGEST],
        organisation=record.on_behalf_of,
        entered_by=by,
    )


@transaction.atomic
def answer(entry: ProxyEntry, *, by: User, confirmed: bool, remark: str = "") -> None:
    """The organisation says whether it is so; written to the history of the record.

    Raises MoveRefused when it was answered before, by who made it, or objected without a word.
    """
    held = ProxyEntry.objects.select_for_update().get(pk=entry.pk)
    if held.answer != ProxyEntry.Answer.WAITING:
        raise MoveRefused("这项代办已经确认过。")
    if held.entered_by_id == by.pk:
        raise MoveRefused("代办内容须由本单位的其他人员确认。")
    if not confirmed and not remark.strip():
        raise MoveRefused("请说明哪里不符。")
    answers = ProxyEntry.Answer
    held.answer = answers.CONFIRMED if confirmed else answers.OBJECTED
    held.answered_by, held.answered_at, held.remark = by, timezone.now(), remark
    held.save()
    label = "确认代办" if confirmed else "对代办提出异议"
    record: Any = held.record
    record_event(record, "answer_proxy", label, by=by, reason=remark)


def confirm_proxy(entry: ProxyEntry, *, by: User) -> None:
    """It is so."""
    answer(entry, by=by, confirmed=True)


def object_to_proxy(entry: ProxyEntry, *, by: User, reason: str) -> None:
    """It is not so, and why."""
    answer(entry, by=by, confirmed=False, remark=reason)


_OPEN = Q(answer=ProxyEntry.Answer.WAITING)
_DONE = "这项代办已经确认过。"
PROXY_ACTS = {
    deed.name: deed
    for deed in (
        Deed(
            "confirm_proxy",
            "确认属实",
            confirm_proxy,
            frozenset({Maker.AUTHOR}),
            _OPEN,
            _DONE,
            by_other=True,
        ),
        Deed(
            "object_to_proxy",
            "提出异议",
            object_to_proxy,
            frozenset({Maker.AUTHOR}),
            _OPEN,
            _DONE,
            by_other=True,
            needs_reason=True,
        ),
    )
}
