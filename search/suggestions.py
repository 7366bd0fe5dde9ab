"""The type-ahead: names offered while somebody types. Written with the index, read by key range."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.language.keys import compact, keys_of, read
from search.models import Suggestion

#: Kinds whose names are offered, and what puts one before another; a title before other names.
WEIGHTS = {"place": 40, "organisation": 30, "case": 20, "project": 10}
OWN_TITLE = 5
#: Kinds that go by several names; what takes part in the others is not what they are called.
MANY_NAMES = frozenset({"place", "organisation"})
LONGEST_NAME = 80


class Key(NamedTuple):
    """A row of Suggestion, without its entry."""

    key: str
    text: str
    weight: int


def keys_for(kind: str, title: str, names: Iterable[str] = ()) -> Iterator[Key]:
    """The rows of Suggestion for an entry; none for kinds that are not offered.

    `names` are what else it goes by, past names included; they count for places and organisations.
    """
    if kind not in WEIGHTS:
        return
    seen: set[str] = set()
    others = names if kind in MANY_NAMES else ()
    for name in (title, *others):
        weight = WEIGHTS[kind] + (OWN_TITLE if name == title else 0)
        for key in keys_of(name):
            if key and key not in seen:
                seen.add(key)
                yield Key(key, name[:LONGEST_NAME], weight)
