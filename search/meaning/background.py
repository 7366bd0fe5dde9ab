"""Computing vectors after records have changed: noted by the index, done by the worker."""

from collections.abc import Iterable

from django.db import transaction
from django_tasks import task

from search.models import Entry
from search.sources import KINDS

from .encoder import available

#: Entries of one task: about ten seconds, so that other tasks do not wait for long.
ENTRIES_OF_TASK = 50


def note(entries: Iterable[int]) -> None:
    """Have the vectors of these entries computed after the commit; nothing without the extra.

    Also for many at once; entries that are not public, not meant or unchanged cost nothing.
    """
    if available() and (keys := list(entries)):
        # No partial: should it fail, Django asks for its name to log it by.
        transaction.on_commit(lambda: _enqueue(keys), robust=True)


def note_all() -> None:
    """Have all vectors that are missing or out of date computed; nothing without the extra."""
    if available():
        from .computing import due  # numpy comes with the extra

        _enqueue(list(due().values_list("entry_id", flat=True)))


@task(priority=-50)
def compute_noted(entries: list[int]) -> None:
    """Compute the vectors of these entries, after everything else that waits."""
    if available():
        from .computing import compute  # numpy comes with the extra

        for _ in compute(entries):
            pass


def _enqueue(keys: list[int]) -> None:
    meant = [kind.key for kind in KINDS if kind.meaning]
    for first in range(0, len(keys), 500):  # below the parameters SQLite takes
        rows = Entry.objects.filter(pk__in=keys[first : first + 500], public=True, kind__in=meant)
        found = list(rows.order_by("pk").values_list("pk", flat=True))
        for at in range(0, len(found), ENTRIES_OF_TASK):
            compute_noted.enqueue(found[at : at + ENTRIES_OF_TASK])
