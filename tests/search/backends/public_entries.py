"""Public entries with words, for tests of what the search server holds of them."""

import datetime
import random
from typing import Any

from django.contrib.contenttypes.models import ContentType

from search.backends import database_engine
from search.index.words import words_of
from search.language.folding import fold
from search.language.ranking import NAME_ENDS
from search.models import Entry, EntryText

#: Few words, so that they meet in many ways; some are the beginning of others.
WORDS = ("板桥", "街道", "板", "桥街", "ab", "abc", "a", "2024", "20", "，", "改造", "造")
PLACES = ("", "00010001", "000100010001", "000100010002", "0001000100020003", "00010002")


def public_entry(title: str = "标题", names: str = "", text: str = "", **more: Any) -> Entry:
    """A public entry of these words, held by the database's engine."""
    given = {
        "kind": "project",
        "public": True,
        "fingerprint": f"{title}{names}{text}"[:32],
        "content_type": ContentType.objects.first(),
    } | more
    last = Entry.objects.order_by("-object_id").first()
    made = Entry.objects.create(object_id=last.object_id + 1 if last else 1, **given)
    folded = _folded(title, names, text)
    words = EntryText.objects.create(entry=made, title=title, names=names, text=text, folded=folded)
    database_engine().write([words_of(words)])
    return made


def reworded(entry: Entry, title: str) -> None:
    """The record behind the entry got another title."""
    EntryText.objects.filter(entry=entry).update(title=title, folded=_folded(title))
    Entry.objects.filter(pk=entry.pk).update(fingerprint=title)
    database_engine().write([words_of(EntryText.objects.get(entry=entry))])


def many_entries(number: int) -> None:
    """So many different public entries, the same ones each time."""
    chance = random.Random(4)
    for _ in range(number):
        public_entry(
            *("".join(chance.choices(WORDS, k=chance.randint(0, 5))) for _ in range(3)),
            kind=chance.choice(["project", "case", "notice"]),
            place=chance.choice(PLACES),
            year=chance.choice([None, 2024, 2025]),
            field=chance.choice([None, 1, 2]),
            date=chance.choice([None, datetime.date(2024, 5, 1), datetime.date(2025, 1, 9)]),
        )


def _folded(title: str, names: str = "", text: str = "") -> str:
    named = NAME_ENDS.join(fold(name) for name in names.splitlines())
    return "\n".join((fold(title), named, fold(text)))
