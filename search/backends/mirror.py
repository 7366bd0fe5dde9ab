"""The index on the search server as a mirror of the public entries: sent, rebuilt, compared.

Every document carries the time at which its entry was about to be read as its version, and the
server keeps the latest: of two that send at once the one with the older state cannot win.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from time import time_ns
from typing import Any, NamedTuple

from elasticsearch.helpers import streaming_bulk

from search.index import outbox
from search.index.refreshing import chunks
from search.models import Entry

from .node import PATIENCE, WINDOW, EntryIndex, EntryMapping, alias, node, reaching

#: Entries read and sent at a time when all of them are.
BATCH = 1_000
Action = dict[str, Any]


class Differences(NamedTuple):
    """Ids of entries in which the server's index differs from the database."""

    missing: list[int]
    left_over: list[int]
    stale: list[int]

    @property
    def all(self) -> list[int]:
        return [*self.missing, *self.left_over, *self.stale]


def send(ids: Collection[int]) -> set[int]:
    """Bring the server up to date about entries; return those it has acknowledged.

    Entries that are no longer there, or no longer public, are removed. Raises EngineDown.
    """
    taken: set[int] = set()
    for some in chunks(ids, BATCH):
        version = _version()
        public = {entry.pk: entry for entry in _public().filter(pk__in=some)}
        actions = [_put(public[pk], version) if pk in public else _gone(pk, version) for pk in some]
        # Without the alias the server would make an index of its own devising for a document.
        taken.update(_bulk(alias(), actions, require_alias=True))
    return taken


def rebuild(say: Callable[[str], None] = print) -> int:
    """Fill a new index and put it in place of the one in service; return the number of entries.

    Until the swap questions go to the old one. What changed meanwhile was sent there: it is found
    by comparison afterwards, and sent again. Raises EngineDown; the old one then stays in service.
    """
    with reaching():
        rebuilder = node().rebuilder_class(alias())
        index = rebuilder.start()
        total, sent = _public().count(), 0
        for entries in _batches():
            version = _version()
            sent += len(list(_bulk(index, [_put(entry, version) for entry in entries])))
            say(f"搜索服务器：已写入 {sent} / {total} 条")
        rebuilder.finish()
    different = differences().all
    outbox.note(set(different) - send(different))
    return sent


def differences() -> Differences:
    """Compare the server with the public entries. Raises EngineDown.

    What is still in the outbox counts as a difference.
    """
    with reaching():
        alias().refresh()
        there = dict(_fingerprints())
    here = dict(Entry.objects.filter(public=True).values_list("pk", "fingerprint"))
    return Differences(
        missing=sorted(here.keys() - there.keys()),
        left_over=sorted(there.keys() - here.keys()),
        stale=sorted(pk for pk in here.keys() & there.keys() if here[pk] != there[pk]),
    )


def _fingerprints() -> Iterator[tuple[int, str]]:
    """Entry and fingerprint of every document on the server."""
    last = 0
    while True:
        hits = node().es.search(
            index=alias().name,
            query={"range": {"entry": {"gt": last}}},
            sort=[{"entry": "asc"}],
            size=WINDOW,
            docvalue_fields=["fingerprint"],
            stored_fields="_none_",
            track_total_hits=False,
            allow_partial_search_results=False,
        )["hits"]["hits"]
        for hit in hits:
            yield hit["sort"][0], hit["fields"]["fingerprint"][0]
        if len(hits) < WINDOW:
            return
        last = hits[-1]["sort"][0]


def _public() -> Any:
    return Entry.objects.filter(public=True).select_related("words").order_by("pk")


def _batches() -> Iterator[list[Entry]]:
    """All public entries, in the order of their ids, each batch read when it is its turn."""
    last = 0
    while entries := list(islice(_public().filter(pk__gt=last), BATCH)):
        yield entries
        last = entries[-1].pk


def _version() -> int:
    return time_ns() // 1_000


def _put(entry: Entry, version: int) -> Action:
    mapping = EntryMapping(Entry)
    return _action("index", entry.pk, version) | {"_source": mapping.get_document(entry)}


def _gone(pk: int, version: int) -> Action:
    return _action("delete", pk, version)


def _action(kind: str, pk: int, version: int) -> Action:
    return {
        "_op_type": kind,
        "_id": str(pk),
        "version": version,
        "version_type": "external_gte",
    }


def _bulk(index: EntryIndex, actions: Iterable[Action], **options: Any) -> Iterator[int]:
    """Send; yield the ids of the entries that the server has acknowledged."""
    with reaching():
        answers = streaming_bulk(
            node().es.options(request_timeout=PATIENCE),
            actions,
            chunk_size=BATCH,
            index=index.name,
            raise_on_error=False,
            **options,
        )
        for accepted, answer in answers:
            (kind, done), *_ = answer.items()
            # Gone already is as good as removed.
            if accepted or (kind == "delete" and done["status"] == 404 and "error" not in done):
                yield int(done["_id"])
