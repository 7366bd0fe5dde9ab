"""The engine that needs no service: the tokens lie in the portal's own database."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection

from portal.publicity import PUBLIC
from search.language.tree import NOTHING, Tree

from . import postgresql, sqlite
from .engine import COMMON, Choices, Words, place_length, pruned

if TYPE_CHECKING:
    from search.scope import Scope

Within: TypeAlias = tuple[str, list[Any]] | None

#: Trees counted in one query; a database takes some hundreds of columns, and so many parameters.
TREES_AT_ONCE = 100


class DatabaseEngine:
    """See search.backends.engine.Engine. Never down while the portal itself is up."""

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
        """See Engine.ids."""
        matching, params = _matching(tree, scope)
        if not matching:
            return []
        if without:
            marks = ", ".join(["%s"] * len(without))
            matching += f" AND search_entry.id NOT IN ({marks})"
        order = "date DESC NULLS LAST, search_entry.id DESC" if newest else _dialect().LAST_FIRST
        return _column(
            f"SELECT search_entry.id {matching} ORDER BY {order} LIMIT %s OFFSET %s",
            [*params, *without, limit, skip],
        )

    def count(self, tree: Tree, scope: "Scope") -> int:
        """See Engine.count."""
        matching, params = _matching(tree, scope)
        return _column(f"SELECT count(*) {matching}", params)[0] if matching else 0

    def facets(self, tree: Tree, scope: "Scope") -> Counter[Choices]:
        """See Engine.facets."""
        whole = replace(scope, kind="", place="", year=None, field=None)
        matching, params = _matching(tree, whole)
        return _dialect().facets(matching, params, place_length(scope)) if matching else Counter()

    def frequencies(self, trees: Sequence[Tree], scope: "Scope") -> list[int]:
        """See Engine.frequencies."""
        counts: list[int] = []
        for start in range(0, len(trees), TREES_AT_ONCE):
            counts += _frequencies(trees[start : start + TREES_AT_ONCE], scope)
        return counts

    def write(self, rows: Iterable[Words]) -> None:
        """See Engine.write."""
        _dialect().write(rows)

    def erase(self, ids: Collection[int]) -> None:
        """See Engine.erase."""
        _dialect().erase(ids)

    def tidy(self) -> None:
        """Put together what many writes left in pieces: less to read for every question.

        In steps of a moment each, so that whoever saves need not wait. Not within a transaction.
        """
        _dialect().tidy()


def _dialect() -> Any:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _matching(tree: Tree, scope: "Scope") -> tuple[str, list[Any]]:
    """FROM and WHERE of the entries of `scope` that match; empty when there can be none."""
    tree = pruned(tree)
    within = _within(scope)
    if tree == NOTHING or within is None:
        return "", []
    test, params = _dialect().condition(tree)
    return f"FROM {_dialect().JOIN} WHERE {test}{within[0]}", [*params, *within[1]]


def _within(scope: "Scope") -> Within:
    """The conditions of `scope` on search_entry; None when nothing fulfils them."""
    # What everybody may see is marked in the entries: the same words with every question.
    return _public(scope) if scope.audience is PUBLIC else _compiled(scope)


@lru_cache(maxsize=256)
def _public(scope: "Scope") -> Within:
    return _compiled(scope)


def _compiled(scope: "Scope") -> Within:
    """Out of its queryset: the queryset itself would leave to the planner what comes first."""
    query = scope.entries().order_by().query
    compiler = query.get_compiler(connection=connection)
    query.get_initial_alias()
    try:
        where, params = compiler.compile(query.where)
    except EmptyResultSet:
        return None
    except FullResultSet:
        return "", []
    return f" AND ({where})", list(params)


def _frequencies(trees: Sequence[Tree], scope: "Scope") -> list[int]:
    counts, asked, params = [0] * len(trees), [], []
    for place, tree in enumerate(trees):
        matching, values = _matching(tree, scope)
        if matching:
            some = f"(SELECT 1 {matching} LIMIT {COMMON}) AS found"
            asked.append((place, f"(SELECT count(*) FROM {some})"))  # noqa: S608
            params += values
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(sql for _, sql in asked)}", params)
            for (place, _), count in zip(asked, cursor.fetchone(), strict=True):
                counts[place] = count
    return counts


def _column(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
