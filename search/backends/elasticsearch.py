"""Elasticsearch as an engine: the same questions over the same tokens, answered by a server.

The index holds what is public and nothing else (search.backends.mirror). An engine is made for one
question of a visitor and has a budget of time for all it is asked meanwhile: who runs out of it
gets EngineDown, however the server hangs (search.backends.fallback asks the database then).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from search.index import outbox
from search.language.tree import Tree

from .elasticsearch_query import Query, documents, place_field
from .engine import COMMON, Choices, EngineDown, Words
from .fallback import EngineRefused
from .node import REFUSED, WINDOW, alias, node, reaching

if TYPE_CHECKING:
    from search.scope import Scope

Answer = TypeVar("Answer")

#: Seconds the server has for everything one question asks of it. A page asks twice at most, for
#: the finds and for those far down, and must be there within two seconds.
BUDGET = 0.9
#: Questions on their way at once in one process; more wait, within their budget.
AT_ONCE = 16
#: Buckets of one page of counts.
PAGE = 5_000
NEWEST: list[dict[str, Any]] = [{"date": {"order": "desc", "missing": "_last"}}]
LATEST: list[dict[str, Any]] = [{"entry": "desc"}]


class ElasticsearchEngine:
    """One question's conversation with the server (search.backends.engine.Engine)."""

    def __init__(self, budget: float = BUDGET) -> None:
        self._until = monotonic() + budget
        self._totals: dict[tuple[Tree, Scope], int] = {}

    def ids(
        self,
        tree: Tree,
        scope: "Scope",
        *,
        limit: int,
        newest: bool = False,
        skip: int = 0,
        without: Collection[int] = (),
    ) -> list[int]:
        """Ids of matching entries, the latest (or newest by date) first; not beyond WINDOW."""
        size = max(0, min(limit, WINDOW - skip))
        found = self._search(
            query=documents(tree, _public(scope), without),
            size=size,
            from_=skip if size else 0,
            sort=NEWEST + LATEST if newest else LATEST,
            stored_fields="_none_",
        )
        if not without:
            self._totals[tree, scope] = found.total
        return [hit["sort"][-1] for hit in found.hits]

    def count(self, tree: Tree, scope: "Scope") -> int:
        """How many entries match; known already where their ids were asked for."""
        if (tree, _public(scope)) not in self._totals:
            found = self._search(query=documents(tree, scope), size=0)
            self._totals[tree, scope] = found.total
        return self._totals[tree, scope]

    def facets(self, tree: Tree, scope: "Scope") -> Counter[Choices]:
        """Matches by kind, place at the next level, year and field, whatever of these is chosen."""
        _public(scope)
        names = {"kind": "kind", "place": place_field(scope), "year": "year", "field": "field"}
        sources = [
            {key: {"terms": {"field": name, "missing_bucket": True}}} for key, name in names.items()
        ]
        counted: Counter[Choices] = Counter()
        for bucket in self._buckets(documents(tree), sources):
            key = bucket["key"]
            counted[key["kind"], key["place"] or "", key["year"], key["field"]] += bucket[
                "doc_count"
            ]
        return counted

    def frequencies(self, trees: Sequence[Tree], scope: "Scope") -> list[int]:
        """How many entries match each of the trees, at most COMMON; in one request."""
        if not trees:
            return []
        head = {"index": alias().name, "allow_partial_search_results": False}
        searches: list[dict[str, Any]] = []
        for tree in trees:
            query = documents(tree, _public(scope))
            searches += [head, {"query": query, "size": 0, "track_total_hits": COMMON}]
        answers = self._ask(
            lambda client: [
                _answer(part) for part in client.msearch(searches=searches)["responses"]
            ]
        )
        return [min(answer.total, COMMON) for answer in answers]

    def write(self, rows: Iterable[Words]) -> None:
        """Tell the server of changed entries, by way of the outbox."""
        outbox.note([row.entry_id for row in rows])

    def erase(self, ids: Collection[int]) -> None:
        """Tell the server of entries that are gone, by way of the outbox."""
        outbox.note((), ids)

    def _buckets(self, query: Query, sources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """All combinations that occur, page by page: unlike nested terms, none is left out."""
        composite: dict[str, Any] = {"size": PAGE, "sources": sources}
        while True:
            asked = {"all": {"composite": composite}}
            found = self._search(query=query, size=0, aggs=asked).aggregations["all"]
            yield from found["buckets"]
            if len(found["buckets"]) < PAGE:
                return
            composite = composite | {"after": found["after_key"]}

    def _search(self, **asked: Any) -> "_Answer":
        asked |= {"track_total_hits": True, "allow_partial_search_results": False}
        name = alias().name
        return self._ask(lambda client: _answer(client.search(index=name, **asked)))

    def _ask(self, send: Callable[[Any], Answer]) -> Answer:
        """What the server answers within the time left.

        The request runs in a thread: a name that is not resolved or an answer that trickles in
        byte by byte outlasts every timeout of a socket.
        """
        left = self._until - monotonic()
        if left <= 0:
            raise EngineDown("no time left")
        # One more second, so that the waiting here ends first and the socket is closed after it.
        client = node().es.options(request_timeout=left + 1)
        answer = _threads().submit(send, client)
        try:
            with reaching():
                return answer.result(timeout=left)
        except TimeoutError:
            answer.cancel()
            raise EngineDown(f"no answer within {left:.1f} s") from None


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="search")


def _public(scope: "Scope") -> "Scope":
    """The scope; the server knows only what is public, and is asked for nothing else."""
    if not scope.is_public:
        raise ValueError("Elasticsearch holds public entries only; ask the database engine")
    return scope


class _Answer(NamedTuple):
    total: int
    hits: list[dict[str, Any]]
    aggregations: dict[str, Any]


def _answer(said: Any) -> _Answer:
    """What the server said, read while who asks still listens for what is no answer."""
    if "error" in said:
        kind = EngineRefused if said["status"] in REFUSED else EngineDown
        raise kind(str(said["error"]))
    found = said["hits"]
    return _Answer(found["total"]["value"], found["hits"], said.get("aggregations", {}))
