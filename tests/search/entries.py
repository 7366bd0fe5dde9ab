"""What the index says of a record, after everything that waits has been done."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from search.backends import database_engine
from search.index.watching import settle
from search.language.folding import fold
from search.language.tokens import query_phrase
from search.models import Entry, EntryText
from search.scope import Scope


def entry_of(record: Model) -> Entry | None:
    """The entry of a record, or None."""
    settle()
    content_type = ContentType.objects.get_for_model(type(record))
    rows = Entry.objects.filter(content_type=content_type, object_id=record.pk)
    return rows.select_related("words").first()


def said_of(record: Model) -> str:
    """All words of the entry of a record; empty when there is none."""
    entry = entry_of(record)
    return _said(entry.words) if entry else ""


def is_public(record: Model) -> bool:
    """Whether everybody finds the record."""
    entry = entry_of(record)
    return entry is not None and entry.public


def publicly_said() -> str:
    """All words of all public entries."""
    settle()
    return "\n".join(map(_said, EntryText.objects.filter(entry__public=True)))


def matching(word: str, **scope: Any) -> set[int]:
    """Keys of the public entries in whose tokens the word stands."""
    settle()
    phrase = query_phrase(fold(word))
    assert phrase
    return set(database_engine().ids(phrase, Scope(**scope), limit=1000))


def _said(words: EntryText) -> str:
    return "\n".join((words.title, words.names, words.text, words.meta, words.url, words.folded))
