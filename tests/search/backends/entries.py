"""Small indexes for tests: entries with the tokens a test wants, in whichever database runs."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from search.backends import database_engine
from search.backends.engine import Words
from search.language.folding import fold
from search.language.tokens import index_tokens, query_phrase, sound_tokens
from search.language.tree import Phrase
from search.models import Entry


def entry(title: str = "", names: str = "", body: str = "", **more: Any) -> int:
    """An entry that has the tokens of these words as records have them; its id."""
    named = [_named(text) for text in (title, names)]
    return bare_entry(*named, " ".join(index_tokens(fold(body))), **more)


def bare_entry(title: str = "", names: str = "", body: str = "", **more: Any) -> int:
    """An entry with these very tokens; its id."""
    given = {"kind": "project", "public": True, "content_type": ContentType.objects.first()} | more
    given.setdefault("object_id", Entry.objects.count() + 1)
    made = Entry.objects.create(**given)
    database_engine().write([Words(made.pk, title, names, body)])
    return made.pk


def phrase(text: str) -> Phrase:
    """What stands in the index where `text` does."""
    found = query_phrase(fold(text))
    assert found
    return found


def _named(text: str) -> str:
    folded = fold(text)
    return " ".join(index_tokens(folded) + sound_tokens(folded))
