"""Making all entries of kinds anew, and once more those that read what changed meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection

from search.index.dependencies import Records
from search.index.kinds import Kind
from search.index.refreshing import CHUNK, Outcome, chunks, refresh_kind, remove_left_over
from search.index.renewing import joined, readers_of, renew_all

#: Told of a kind how many of its records are done, none at first, and how many there are.
Progress = Callable[[Kind, int, int], None]
#: What who rebuilds on PostgreSQL holds; "search" in hexadecimal, and no one else's number.
LOCK = 0x736561726368
#: How often a chunk is tried that somebody else's transaction stood in the way of.
TRIES = 3


@contextmanager
def alone(waiting: Callable[[], None]) -> Iterator[None]:
    """See that nobody else rebuilds meanwhile; `waiting` is called where somebody does.

    Two at once write the same entries, and may wait for each other. On SQLite one writes at a time
    anyway.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            waiting()
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def rebuild(
    kinds: Sequence[Kind], progress: Progress = lambda kind, done, total: None
) -> dict[Kind, Outcome]:
    """Make every entry of these kinds anew, one kind after the other.

    A change that a rebuild comes upon first is passed on by nobody else (search.index.renewing):
    the entries that read it are made once more at the end, but for those still to come anyway.
    The search server hears of nothing else that is written: it is filled as a whole.
    """
    outcomes: dict[Kind, Outcome] = {}
    stale: Records = {}
    for place, kind in enumerate(kinds):
        outcomes[kind] = _rebuild(kind, progress)
        to_come = set(kinds[place + 1 :])
        found = readers_of(kind, outcomes[kind])
        stale = joined(stale, {other: found[other] for other in found.keys() - to_come})
    renew_all(stale)
    return outcomes


def _rebuild(kind: Kind, progress: Progress) -> Outcome:
    """A chunk at a time, then what is left over goes: at no moment anything is missing."""
    written, done = 0, 0
    turned: set[int] = set()
    new: set[int] = set()
    keys = list(kind.all_rows().values_list("pk", flat=True))
    progress(kind, 0, len(keys))
    for chunk in chunks(keys, CHUNK):
        outcome = _refreshed(kind, chunk)
        written += outcome.written
        turned |= outcome.turned
        new |= outcome.new
        done += len(chunk)
        progress(kind, done, len(keys))
    return Outcome(written, remove_left_over(kind), frozenset(turned), frozenset(new))


def _refreshed(kind: Kind, pks: Sequence[int]) -> Outcome:
    """A chunk made anew; once more where it and somebody who saved waited for each other."""
    for _ in range(TRIES - 1):
        try:
            return refresh_kind(kind, pks, anew=True, tell=False)
        except OperationalError:
            if connection.in_atomic_block:
                raise
    return refresh_kind(kind, pks, anew=True, tell=False)
