"""Trees on PostgreSQL: tsvectors and tsqueries, written out with our own tokens and positions."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from search.language.tree import And, Or, Phrase, Tree

from .engine import DISTRICT, LONGEST_PHRASE, Choices, Words, choices
from .sqlite import Sql

#: The column that is the id of the entry.
KEY = "entry_id"
JOIN = f"search_tokens JOIN search_entry ON search_entry.id = search_tokens.{KEY}"
LAST_FIRST = "search_entry.id DESC"

#: tsvector knows no later position. Longer texts begin again at the first one, repeating as much
#: as a phrase may be long, so that every stretch of the text keeps its neighbours.
LAST_POSITION = 16_383
#: Between title, names and text, so that no phrase reaches from one into the next.
GAP = 1
#: Bytes that a tsvector may be large; PostgreSQL refuses one of 1,048,576.
LARGEST = 1_000_000
ROWS_AT_ONCE = 200


def condition(tree: Tree) -> Sql:
    """The condition on a row of search_tokens that a pruned tree means."""
    columns = _columns(tree)
    if len(columns) == 1 or (columns and not isinstance(tree, And)):
        tests = " OR ".join(f"search_tokens.{column} @@ %s::tsquery" for column in columns)
        return f"({tests})", [question(tree)] * len(columns)
    word = " AND " if isinstance(tree, And) else " OR "
    parts = [condition(part) for part in _by_columns(tree)]
    return f"({word.join(sql for sql, _ in parts)})", [value for _, more in parts for value in more]


def question(tree: Tree) -> str:
    """A pruned tree as a tsquery, whatever its fields."""
    if isinstance(tree, Phrase):
        tokens = " <-> ".join(f"'{token}'" for token in tree.tokens)
        return f"({tokens}:*)" if tree.prefix else f"({tokens})"
    word = " & " if isinstance(tree, And) else " | "
    return f"({word.join(question(part) for part in tree.parts)})"


def facets(matching: str, params: list[Any], place_length: int) -> Counter[Choices]:
    """Counts of `matching` (FROM and WHERE) by kind, place, year and field."""
    with connection.cursor() as cursor:
        if place_length == DISTRICT:
            cursor.execute(f"SELECT facet, count(*) {matching} GROUP BY 1", params)
            return Counter({choices(facet): count for facet, count in cursor.fetchall()})
        cursor.execute(
            f"SELECT kind, left(place, %s), year, field, count(*) {matching} GROUP BY 1, 2, 3, 4",
            [place_length, *params],
        )
        return Counter({row[:4]: row[4] for row in cursor.fetchall()})


def write(rows: Iterable[Words]) -> None:
    """See Engine.write."""
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(waiting, ROWS_AT_ONCE)):
            cursor.execute(
                "INSERT INTO search_tokens (entry_id, title, names, body)"
                " SELECT * FROM"
                " unnest(%s::bigint[], %s::tsvector[], %s::tsvector[], %s::tsvector[])"
                " ON CONFLICT (entry_id) DO UPDATE SET"
                " title = excluded.title, names = excluded.names, body = excluded.body",
                [list(column) for column in zip(*map(row_of, some), strict=True)],
            )


def erase(ids: Collection[int]) -> None:
    """See Engine.erase."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_tokens WHERE entry_id = ANY(%s)", [list(ids)])


def tidy() -> None:
    """See DatabaseEngine.tidy: PostgreSQL does it by itself."""


def row_of(words: Words) -> tuple[int, str, str, str]:
    """What `write` puts into the table: the key, and three columns to be read as tsvectors."""
    entry_id, title, names, body = words
    return entry_id, vector(title), vector(names), vector(title, names, body)


def vector(*texts: str) -> str:
    """Texts, each of tokens parted by blanks, as a tsvector in which every phrase is found.

    Of a token that stands there more than 255 times, PostgreSQL keeps the first 255 places; of
    texts beyond LARGEST, the beginning is kept.
    """
    places: dict[str, list[int]] = {}
    size = 0
    for place, token in _placed(texts):
        known = places.get(token)
        size += 2 if known else len(token.encode()) + 6
        if size > LARGEST:
            break
        places.setdefault(token, []).append(place)
    return " ".join(f"'{token}':{','.join(map(str, at))}" for token, at in places.items())


def _placed(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The tokens of `texts` with their positions."""
    place = 1
    for text in texts:
        tokens = text.split()
        at = 0
        while at < len(tokens):
            if place > LAST_POSITION:
                place, at = 1, max(at - LONGEST_PHRASE, 0)
            yield place, tokens[at]
            place, at = place + 1, at + 1
        place += GAP


def _columns(tree: Tree) -> tuple[str, ...]:
    """The columns in which all phrases of `tree` are looked for; none where these differ."""
    if isinstance(tree, Phrase):
        return ("body",) if "body" in tree.fields else tuple(sorted(tree.fields))
    found = {_columns(part) for part in tree.parts}
    return found.pop() if len(found) == 1 else ()


def _by_columns(tree: Tree) -> Iterator[Tree]:
    """The parts of `tree`, those of the same column as one, so that its index is asked once."""
    if isinstance(tree, Phrase):
        return
    alike: dict[tuple[str, ...], list[Tree]] = {}
    for part in tree.parts:
        columns = _columns(part)
        if len(columns) == 1 or (columns and isinstance(tree, Or)):
            alike.setdefault(columns, []).append(part)
        else:
            yield part
    for parts in alike.values():
        yield parts[0] if len(parts) == 1 else type(tree)(tuple(parts))
