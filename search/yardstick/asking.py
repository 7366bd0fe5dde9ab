"""Asking as a visitor asks: the first page of results, told as documents of the file."""

import sys
import time
import traceback
from collections.abc import Mapping
from typing import NamedTuple

from django.core.cache import cache

from search.backends.fallback import DOWN
from search.finding import Found, find
from search.hits import Hit
from search.models import Entry
from search.views import HITS_PER_PAGE

from .files import Query
from .measures import Answer
from .records.entering import Record

#: How often an engine is asked that did not answer in the time a visitor has.
ATTEMPTS = 5


class StoodIn(RuntimeError):
    """Another engine answered than the one that is measured."""


class Asked(NamedTuple):
    """An answer, and how long it took."""

    answer: Answer
    milliseconds: float


def entries_of(made: Mapping[Record, str]) -> dict[int, str]:
    """What each entry of the index stands for: a document, or a record named by a document."""
    rows = Entry.objects.select_related("content_type")
    labels = (
        (entry, f"{entry.content_type.app_label}.{entry.content_type.model}") for entry in rows
    )
    return {
        entry.pk: made.get((label, entry.object_id), f"{label}:{entry.object_id}")
        for entry, label in labels
    }


def ask(query: Query, entries: Mapping[int, str], documents: frozenset[str]) -> Asked:
    """The first page of results for a query. A failure counts as no answer, and is told.

    Raises StoodIn where the engine did not answer itself.
    """
    started = time.perf_counter()
    page: list[Hit] = []
    try:
        found = _answered(query)
        page = list(found[:HITS_PER_PAGE])
    except StoodIn:
        raise
    except Exception:  # noqa: BLE001 - what a visitor would see as an error page
        print(f"!! {query.id} {query.query!r}\n{traceback.format_exc()}", file=sys.stderr)
    milliseconds = (time.perf_counter() - started) * 1000
    shown = [entries[hit.entry_id] for hit in page]
    return Asked(Answer(query, shown, [one for one in shown if one in documents]), milliseconds)


def _answered(query: Query) -> Found:
    """What the measured engine itself finds: a visitor waits no second, a yardstick does."""
    for _ in range(ATTEMPTS):
        found = find(query.query)
        if not found.fallback:
            return found
        time.sleep(1)
        cache.delete(DOWN)
    raise StoodIn(f"{query.id}：所测的引擎没有应答，由数据库代答")
