"""Entries in the database: written many at once, each by its record, whoever else writes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from search import meaning
from search.backends import database_engine
from search.index import outbox
from search.index.drafts import Draft
from search.index.words import tokens_of
from search.models import Entry, EntryText, Suggestion
from search.suggestions import WEIGHTS, keys_for

_ENTRY = ("content_type", "object_id", "kind", "public", "place", "year", "field", "date")
_EMPTY = ("content_type", "object_id", "kind", "public", "place", "fingerprint")
_WORDS = ("entry", "title", "names", "text", "meta", "url", "folded")


class Known(NamedTuple):
    """An entry that is there: its key, and its fingerprint (empty while it is not written)."""

    entry: int
    fingerprint: str


def locked(content_type: int, records: Collection[int]) -> dict[int, Known]:
    """The entries of records of one type by the key of the record, locked until the commit.

    Those that are missing are made, empty, so that of two who come at once with a new record the
    second waits as well, and reads the record after the first has written.
    """
    there = _read(content_type, records)
    if missing := sorted(set(records) - there.keys()):
        rows = [(content_type, record, "", False, "", "") for record in missing]
        _insert(Entry, _EMPTY, rows, "ON CONFLICT DO NOTHING")
        there |= _read(content_type, missing)
    return there


def _read(content_type: int, records: Collection[int]) -> dict[int, Known]:
    lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
    sql = "SELECT object_id, id, fingerprint FROM search_entry WHERE content_type_id = %s"
    sql += f" AND object_id IN ({_marks(records)}) ORDER BY id {lock}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [content_type, *records])
        return {record: Known(entry, said) for record, entry, said in cursor.fetchall()}


def put(
    content_type: int, drafts: Collection[Draft], there: Mapping[int, Known], *, tell: bool = True
) -> None:
    """Write the entries of `drafts`, which are `locked`, with words, tokens and suggestions.

    Without `tell` the search server hears nothing of it, and what the entries mean is not
    computed.
    """
    if not drafts:
        return
    _upsert(Entry, (*_ENTRY, "fingerprint"), 2, [_entry(content_type, d) for d in drafts])
    keys = {draft.object_id: there[draft.object_id].entry for draft in drafts}
    texts = [_text(keys[draft.object_id], draft) for draft in drafts]
    _upsert(EntryText, _WORDS, 1, texts)
    database_engine().write([tokens_of(entry, folded) for entry, *_, folded in texts])
    _suggest({keys[draft.object_id]: draft for draft in drafts})
    if tell:
        outbox.note(keys.values())
        meaning.note(keys.values())


def drop(entries: Collection[int]) -> None:
    """Remove entries with all that hangs on them. Within a transaction."""
    if entries:
        database_engine().erase(entries)
        Entry.objects.filter(pk__in=entries).delete()
        outbox.note([], entries)


def _entry(content_type: int, draft: Draft) -> tuple[Any, ...]:
    day = connection.ops.adapt_datefield_value(draft.date)
    return (content_type, *draft[:6], day, draft.fingerprint)


def _text(entry: int, draft: Draft) -> tuple[Any, ...]:
    names = "\n".join(draft.names)
    return entry, draft.title, names, draft.text, draft.meta, draft.url, draft.folded


def _suggest(drafts: Mapping[int, Draft]) -> None:
    """Write what is offered of these entries where it is not so already."""
    wanted = {entry: set(suggestions_of(draft)) for entry, draft in drafts.items()}
    offered = suggestions([entry for entry, draft in drafts.items() if draft.kind in WEIGHTS])
    differing = [entry for entry, keys in wanted.items() if keys != offered.get(entry, set())]
    if spoilt := [entry for entry in differing if entry in offered]:
        Suggestion.objects.filter(entry__in=spoilt).delete()
    rows = [(entry, *key) for entry in differing for key in sorted(wanted[entry])]
    if rows:
        _insert(Suggestion, ("entry", "key", "text", "weight"), rows)


def suggestions(entries: Collection[int]) -> dict[int, set[tuple[str, str, int]]]:
    """What is offered of these entries now; those of which nothing is offered are left out."""
    found: dict[int, set[tuple[str, str, int]]] = defaultdict(set)
    if not entries:
        return found
    sql = "SELECT entry_id, key, text, weight FROM search_suggestion WHERE entry_id IN"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ({_marks(entries)})", list(entries))
        for entry, key, text, weight in cursor.fetchall():
            found[entry].add((key, text, weight))
    return found


def suggestions_of(draft: Draft) -> list[tuple[str, str, int]]:
    """What is offered of an entry while somebody types: key, text and weight; public ones only."""
    if not draft.public:
        return []
    return [
        (key.key, key.text, key.weight) for key in keys_for(draft.kind, draft.title, draft.called)
    ]


def _upsert(model: type[Model], names: Sequence[str], unique: int, rows: Iterable[Any]) -> None:
    """Insert `rows`; where the first `unique` columns are known, write the others over."""
    columns = _columns(model, names)
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns[unique:])
    _insert(
        model, names, rows, f"ON CONFLICT ({', '.join(columns[:unique])}) DO UPDATE SET {changes}"
    )


def _insert(model: type[Model], names: Sequence[str], rows: Iterable[Any], end: str = "") -> None:
    # Several times as quick as bulk_create, which makes an object and a clause of each row.
    columns = _columns(model, names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({_marks(columns)}) {end}",  # noqa: S608
            list(rows),
        )


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _columns(model: type[Model], names: Sequence[str]) -> list[str]:
    fields = (model._meta.get_field(name) for name in names)
    return [connection.ops.quote_name(str(field.column)) for field in fields]  # type: ignore[union-attr]
