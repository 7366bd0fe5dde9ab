"""The outbox: how the search server hears of changed entries without anybody waiting for it.

`note` writes down, with the entries and in their transaction, which of them changed. After the
commit a background task sends what the outbox holds; a row goes when the server has acknowledged
it. While the server does not answer the rows wait: for a try each minute, for the next change, and
for `manage.py push_index`. Two that send at once do no harm (search.backends.mirror).
"""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from search.backends import ELASTICSEARCH
from search.backends.engine import EngineDown
from search.models import OutboxRow

logger = logging.getLogger(__name__)

#: Rows sent in one request.
BATCH = 500
#: A row this young has its task still before it: no second one is made.
YOUNG = timedelta(seconds=5)
#: Until the next try when the server did not answer.
RETRY = timedelta(minutes=1)


def note(changed: Iterable[int], removed: Iterable[int] = ()) -> None:
    """Note, within the transaction that writes them, entries that changed or are gone.

    Does nothing where no search server is in service.
    """
    if settings.SEARCH_ENGINE != ELASTICSEARCH:
        return
    rows = [OutboxRow(entry=entry) for entry in dict.fromkeys((*changed, *removed))]
    if rows:
        OutboxRow.objects.bulk_create(rows, batch_size=BATCH)
        # What goes wrong here must not reach who saves: the row is there, a later push takes it.
        transaction.on_commit(lambda: _wake(rows[0].pk), robust=True)


def push() -> int:
    """Send what waits; return how many entries were sent. Raises EngineDown where some still wait.

    Begins anew after every batch until nothing is left, so that rows noted meanwhile go too.
    """
    # Only here, as the server's client is optional.
    from search.backends import mirror

    sent = 0
    refused: set[int] = set()
    while rows := list(OutboxRow.objects.exclude(pk__in=refused).order_by("pk")[:BATCH]):
        taken = mirror.send(dict.fromkeys(row.entry for row in rows))
        done = [row.pk for row in rows if row.entry in taken]
        OutboxRow.objects.filter(pk__in=done).delete()
        sent += len(taken)
        refused.update(row.pk for row in rows if row.entry not in taken)
        if not taken or len(refused) > BATCH:
            break
    if refused:
        raise EngineDown(f"{len(refused)} rows were not acknowledged")
    return sent


@task()
def push_waiting() -> None:
    """Send what waits, in the background; where the server does not answer, once more later."""
    try:
        push()
    except EngineDown as problem:
        _try_later(problem)


def _wake(first: int) -> None:
    """Have the rows from `first` on sent, unless a task that is still to come will send them.

    An older row that is young proves such a task: it leaves only after it found the outbox empty,
    which cannot be before it has seen these rows, too.
    """
    now = timezone.now()
    coming = Q(noted_at__gt=now - YOUNG) | Q(retry_at__gt=now)
    if not OutboxRow.objects.filter(coming, pk__lt=first).exists():
        push_waiting.enqueue()


def _try_later(problem: EngineDown) -> None:
    """Make one later task, however many fail now: who marks the oldest row makes it."""
    logger.warning("the search server was not told, the entries wait: %s", problem)
    oldest = OutboxRow.objects.order_by("pk").first()
    if oldest is None or not push_waiting.get_backend().supports_defer:
        return
    now = timezone.now()
    mine = OutboxRow.objects.filter(pk=oldest.pk).exclude(retry_at__gt=now)
    if mine.update(retry_at=now + RETRY):
        push_waiting.using(run_after=now + RETRY).enqueue()
