"""What the database's engine holds of entries, beside what it ought to hold."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import connection

from search.backends import postgresql, sqlite
from search.backends.engine import Words

#: Parsed by PostgreSQL from one statement.
ROWS_AT_ONCE = 200


def tokens_held(entries: Collection[int]) -> set[int]:
    """Those of the entries of which there are tokens."""
    key = _key()
    return {row[0] for row in _rows(f"SELECT {key}", key, list(entries))}


def tokens_unlike(wanted: Iterable[Words]) -> set[int]:
    """Those of the entries of which there are other tokens than the ones wanted."""
    return set(_other_vectors(wanted) if _on_postgresql() else _other_texts(wanted))


def _other_texts(wanted: Iterable[Words]) -> Iterable[int]:
    by_entry = {words.entry_id: words for words in wanted}
    columns = f"SELECT {sqlite.KEY}, title, names, body"
    for row in _rows(columns, sqlite.KEY, list(by_entry)):
        if row != by_entry[row[0]]:
            yield row[0]


def _other_vectors(wanted: Iterable[Words]) -> Iterable[int]:
    """Compared there: a vector is read back in another order than it was written in."""
    waiting = map(postgresql.row_of, wanted)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT entry_id FROM search_tokens AS held JOIN"
                " unnest(%s::bigint[], %s::tsvector[], %s::tsvector[], %s::tsvector[])"
                " AS wanted (entry_id, title, names, body) USING (entry_id)"
                " WHERE (held.title, held.names, held.body)"
                " <> (wanted.title, wanted.names, wanted.body)",
                [list(column) for column in zip(*some, strict=True)],
            )
            yield from (row[0] for row in cursor.fetchall())


def _rows(columns: str, key: str, entries: list[int]) -> list[tuple]:
    if not entries:
        return []
    marks = ", ".join(["%s"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(f"{columns} FROM search_tokens WHERE {key} IN ({marks})", entries)
        return cursor.fetchall()


def _key() -> str:
    return postgresql.KEY if _on_postgresql() else sqlite.KEY


def _on_postgresql() -> bool:
    return connection.vendor == "postgresql"
