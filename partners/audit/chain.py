"""The chain of seals: what is digested of a row, and how rows get into the chain.

A row is sealed by who wrote it, right after the commit, in a short transaction of its own: savers
never wait for each other, and a row that was taken back is never sealed. Nobody seals what others
wrote: a row that came past the portal stays without a seal, and `verify_audit` names it.
"""

import hashlib
import json
import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from partners.models import ChainHead, Event, EventSeal

_BATCH = 500
#: Every column of a row, as `values()` names them.
COLUMNS = tuple(field.attname for field in Event._meta.concrete_fields)
_EMPTY: tuple[Any, ...] = (None, "", {})


class _Waiting(threading.local):
    """Keys of rows written in this thread and not yet sealed."""

    def __init__(self) -> None:
        self.pks: set[int] = set()


_waiting = _Waiting()


def content_digest(row: dict[str, Any]) -> str:
    """The digest of all columns of a row.

    Empty columns are left out, so that rows written before a column was added keep their digest.
    """
    filled = {name: _plain(value) for name, value in row.items() if value not in _EMPTY}
    text = json.dumps(filled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def link_digest(before: str, content: str, at: datetime) -> str:
    """The digest of a link: of the link before, the row's content and the time of sealing."""
    return hashlib.sha256(f"{before}{content}{_plain(at)}".encode()).hexdigest()


def seal_after_commit(event: Event) -> None:
    """Have `event`, just written, sealed once its transaction is over.

    A failure then is logged and loses nothing: the next row written here takes it along.
    """
    _waiting.pks.add(event.pk)
    transaction.on_commit(_seal_waiting, robust=True)


def seal(rows: models.QuerySet[Event]) -> int:
    """Seal those of `rows` that are not yet, in the order they were written; returns how many."""
    done = last = 0
    while True:
        with transaction.atomic():
            head = ChainHead.objects.select_for_update().get()
            left = rows.filter(seal=None, pk__gt=last).order_by("pk")
            batch = list(left.values(*COLUMNS)[:_BATCH])
            _append(head, batch)
        done += len(batch)
        if len(batch) < _BATCH:
            return done
        last = batch[-1]["id"]


def _seal_waiting() -> None:
    """Seal what was written in this thread; keys of rows that were taken back find nothing."""
    if pks := set(_waiting.pks):
        for part in _parts(sorted(pks)):
            seal(Event.objects.filter(pk__in=part))
        _waiting.pks -= pks


def _append(head: ChainHead, rows: Sequence[dict[str, Any]]) -> None:
    links = []
    for row in rows:
        content, at = content_digest(row), timezone.now()
        head.length += 1
        head.digest = link_digest(head.digest, content, at)
        links.append(
            EventSeal(
                id=head.length, event_id=row["id"], content=content, digest=head.digest, at=at
            )
        )
    if links:
        EventSeal.objects.bulk_create(links)
        head.save(update_fields=["length", "digest"])


def _parts(pks: Sequence[int]) -> Iterable[Sequence[int]]:
    return (pks[start : start + _BATCH] for start in range(0, len(pks), _BATCH))


def _plain(value: Any) -> Any:
    """A moment the same on every database and in every time zone; the rest as it is."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
