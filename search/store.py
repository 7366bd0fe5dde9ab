"""Entries in the database: written many at once, each by its record, whoever else writes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from search import meaning, outbox
from search.backends import database_engine
from search.drafts import Draft
from search.models import Entry, EntryText, Suggestion
from search.suggestions import keys_for
from search.words import tokens_of

_ENTRY = ("content_type", "object_id", "kind", "public", "place", "year", "field", "date")
_WORDS = ("entry", "title", "names", "text", "meta", "url", "folded")


def put(content_type: int, drafts: Collection[Draft], *, tell: bool = True) -> None:
    """Write the entries of `drafts` with words, tokens and suggestions.

    Within a transaction. Without `tell` the search server hears nothing of it, and what the
    entries mean is not computed.
    """
    if not drafts:
        return
    _upsert(Entry, (*_ENTRY, "fingerprint"), 2, [_entry(content_type, d) for d in drafts])
    keys = keys_of(content_type, [draft.object_id for draft in drafts])
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


def keys_of(content_type: int, records: Collection[int]) -> dict[int, int]:
    """Keys of the entries of records of one type, by the key of the record."""
    rows = Entry.objects.filter(content_type=content_type, object_id__in=records)
    return dict(rows.values_list("object_id", "pk"))


def _entry(content_type: int, draft: Draft) -> tuple[Any, ...]:
    day = connection.ops.adapt_datefield_value(draft.date)
    return (content_type, *draft[:6], day, draft.fingerprint)


def _text(entry: int, draft: Draft) -> tuple[Any, ...]:
    names = "\n".join(draft.names)
    return entry, draft.title, names, draft.text, draft.meta, draft.url, draft.folded


def _suggest(drafts: Mapping[int, Draft]) -> None:
    Suggestion.objects.filter(entry__in=drafts.keys()).delete()
    rows = [(entry, *key) for entry, draft in drafts.items() for key in suggestions_of(draft)]
    if rows:
        _insert(Suggestion, ("entry", "key", "text", "weight"), rows)


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
    marks = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {end}",  # noqa: S608
            list(rows),
        )


def _columns(model: type[Model], names: Sequence[str]) -> list[str]:
    fields = (model._meta.get_field(name) for name in names)
    return [connection.ops.quote_name(str(field.column)) for field in fields]  # type: ignore[union-attr]
