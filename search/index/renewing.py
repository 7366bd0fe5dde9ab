"""Making entries anew, and with them those of other records that read what changed in them."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import OperationalError, transaction
from django_tasks import task

from search.index.dependencies import Records, readers
from search.index.kinds import Kind
from search.index.refreshing import CHUNK, Outcome, chunks, refresh_kind, withdraw
from search.sources import KINDS

#: So many records are done before the person who saved goes on; more are done in the background.
AT_ONCE = 50
#: And so many of those that only read what was saved.
HANDFUL = 10

#: By kind and key of a record, what read it before it changed.
Former = Mapping[tuple[Kind, int], Records]


def renew(records: Records, former: Former | None = None, at_once: int = 0) -> None:
    """Make the entries of these records anew, then those of whatever reads what changed in them.

    More than `at_once` (or AT_ONCE), and more readers than a handful, are left to the
    background. What an entry shows to others is written in one transaction with this: who finds
    it changed is the one who passes it on.
    """
    if _size(records) > (at_once or AT_ONCE):
        _later(joined(records, *(former or {}).values()))
        return
    try:
        with transaction.atomic():
            _renew(records, former or {})
    except OperationalError:
        # Two that wait for each other, or a lock held for long: once more, when nobody waits.
        _later(joined(records, *(readers(kind.model, pks) for kind, pks in records.items())))


def _renew(records: Records, former: Former) -> None:
    done: Records = defaultdict(set)
    waiting = joined(records)
    while waiting:
        reading = []
        for kind, pks in waiting.items():
            done[kind] |= pks
            turned = refresh_kind(kind, pks).turned
            reading.append(readers(kind.model, turned))
            reading += [former[kind, pk] for pk in turned if (kind, pk) in former]
        waiting = joined(*reading, without=done)
        if _size(waiting) > HANDFUL:
            _later(waiting)
            return


def readers_of(kind: Kind, outcome: Outcome) -> Records:
    """What reads the records that were found changed when entries of a kind were made.

    Of a record without an entry before: what it points at, as whatever points at it was written
    after it. Where all were without, somebody fills an empty index and makes everything.
    """
    if len(outcome.new) == outcome.written:
        return {}
    known = readers(kind.model, outcome.turned - outcome.new)
    return joined(known, readers(kind.model, outcome.new, inward=True))


def renew_all(records: Records) -> None:
    """`renew` now, however many they are, a chunk at a time."""
    for kind, pks in records.items():
        for chunk in chunks(sorted(pks)):
            renew({kind: set(chunk)}, at_once=CHUNK)


@task()
def renew_in_background(kind: str, pks: list[int]) -> None:
    """Make the entries of these records of the kind with that key anew, see `renew`."""
    found = next(known for known in KINDS if known.key == kind)
    renew_all({found: set(pks)})


def joined(*many: Records, without: Records | None = None) -> Records:
    """All of them by kind; kinds without any left out."""
    found: Records = defaultdict(set)
    for records in many:
        for kind, pks in records.items():
            found[kind] |= pks
    for kind, pks in (without or {}).items():
        found[kind] -= pks
    return {kind: pks for kind, pks in found.items() if pks}


def _later(records: Records) -> None:
    for kind, pks in records.items():
        withdraw(kind, pks)
        for chunk in chunks(sorted(pks), CHUNK):
            renew_in_background.enqueue(kind.key, chunk)


def _size(records: Records) -> int:
    return sum(map(len, records.values()))
