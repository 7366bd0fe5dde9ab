"""Trees on SQLite: questions to FTS5, built from quoted tokens and nothing else."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from django.db import connection

from search.language.tree import And, Phrase, Tree

from .engine import DISTRICT, PART, Choices, Words, choices

Sql: TypeAlias = tuple[str, list[Any]]

#: The column that is the id of the entry.
KEY = "rowid"
#: CROSS JOIN fixes the order: the words first, then each entry by its key. Left to choose, SQLite
#: may walk the entries and ask FTS5 anew for every one of them.
JOIN = f"search_tokens CROSS JOIN search_entry ON search_entry.id = search_tokens.{KEY}"
#: The order FTS5 finds in by itself, so that a limit ends the work.
LAST_FIRST = f"search_tokens.{KEY} DESC"
_ROW = "\x1e"
#: Pages written in one step of `tidy`: less than a tenth of a second.
PAGES = 200


def condition(tree: Tree) -> Sql:
    """The condition on a row of search_tokens that a pruned tree means."""
    return "search_tokens MATCH %s", [question(tree)]


def question(tree: Tree) -> str:
    """A pruned tree in the language of FTS5."""
    if isinstance(tree, Phrase):
        columns = "" if "body" in tree.fields else f"{{{' '.join(sorted(tree.fields))}}} : "
        return f'{columns}"{" ".join(tree.tokens)}"{" *" if tree.prefix else ""}'
    word = " AND " if isinstance(tree, And) else " OR "
    return word.join(f"({question(part)})" for part in tree.parts)


def facets(matching: str, params: list[Any], place_length: int) -> Counter[Choices]:
    """Counts of `matching` (FROM and WHERE) by kind, place, year and field.

    As one long string counted here: twice as fast as to have SQLite sort and group the rows, which
    is felt where a word stands in every second entry.
    """
    columns = ("kind", "substr(place, 1, %s)", "ifnull(year, '')", "ifnull(field, '')")
    row, values = f" || '{PART}' || ".join(columns), [place_length]
    if place_length == DISTRICT:
        row, values = "facet", []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT group_concat({row}, '{_ROW}') {matching}", [*values, *params])
        joined = cursor.fetchone()[0]
    counts = Counter(joined.split(_ROW) if joined else ())
    return Counter({choices(row): count for row, count in counts.items()})


def write(rows: Iterable[Words]) -> None:
    """See Engine.write."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO search_tokens (rowid, title, names, body)"
            " VALUES (%s, %s, %s, %s)",
            list(rows),
        )


def erase(ids: Collection[int]) -> None:
    """See Engine.erase."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_tokens WHERE rowid = %s", [[one] for one in ids])


def tidy() -> None:
    """See DatabaseEngine.tidy. What was removed leaves the index only so."""
    # Below zero: of all there is one segment is to be made; then on with it, until nothing is left.
    pages = -PAGES
    while _merge(pages):
        pages = PAGES


def _merge(pages: int) -> bool:
    """One step of merging; whether there may be more to do, as the handbook of FTS5 tells it."""
    with connection.cursor() as cursor:
        before = _changes(cursor)
        cursor.execute(
            "INSERT INTO search_tokens (search_tokens, rank) VALUES ('merge', %s)", [pages]
        )
        return _changes(cursor) - before >= 2


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return cursor.fetchone()[0]
