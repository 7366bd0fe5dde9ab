"""The type-ahead: names offered while somebody types. Written with the index, read by key range."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.backends import database_engine
from search.language.folding import fold
from search.language.keys import Typed, compact, keys_of, read
from search.language.lexicon import without_level
from search.language.tokens import query_phrase
from search.language.tree import TITLE, within
from search.models import EntryText, Suggestion
from search.querysets import EntryQuerySet
from search.scope import Scope
from search.sources import KINDS

#: Kinds whose names are offered, and what puts one before another; a title before other names.
#: Each kind has ten of its own.
WEIGHTS = {"place": 40, "organisation": 30, "case": 20, "project": 10}
OWN_TITLE = 5
#: Kinds that go by several names; what takes part in the others is not what they are called.
MANY_NAMES = frozenset({"place", "organisation"})
LONGEST_NAME = 80

#: Names offered at once.
LIMIT = 8
#: Of one kind no more than these, as long as others begin alike.
OF_ONE_KIND = 3
#: Keys looked at for a beginning that very many share.
WIDEST = 1_000
_LAST = "\U0010ffff"
_KINDS = {kind.key: kind for kind in KINDS}


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
        bare = without_level(fold(name)) if kind in MANY_NAMES else ""
        for key in (*keys_of(name), *keys_of(bare)):
            if key and key not in seen:
                seen.add(key)
                yield Key(key, name[:LONGEST_NAME], weight)


class Offer(NamedTuple):
    """A name that is offered, what it is the name of, and the address of that."""

    text: str
    kind: str
    url: str


@dataclass(frozen=True)
class NamedScope(Scope):
    """Entries of the kinds whose names are offered."""

    def entries(self) -> EntryQuerySet:
        return super().entries().filter(kind__in=WEIGHTS)


def suggestions(typed: str, limit: int = LIMIT) -> list[Offer]:
    """Public names that begin with what was typed, then those in whose title it stands."""
    what = read(typed)
    if not what.beginnings:
        return []
    offers = _offers(_begun(what))
    if len(offers) < limit and what.characters:
        offers |= _offers(_inside(typed, 2 * limit, without=offers))
    return _mixed(list(offers.values()), limit)


def _begun(what: Typed) -> dict[int, str]:
    """Entries with a key that begins so, and the name it is a key of; the best first."""
    near = [row for beginning in what.beginnings for row in _near(beginning)]
    # A name typed to its end comes before longer ones, a place before what lies there.
    near.sort(key=lambda row: (row[0] not in what.beginnings, -row[1], len(row[3]), row[0]))
    named: dict[int, str] = {}
    of_kind: Counter[int] = Counter()
    for _, weight, entry_id, text in near:
        kind = weight // 10
        if entry_id in named or of_kind[kind] == LIMIT:
            continue
        if all(character in compact(text) for character in what.characters):
            named[entry_id] = text
            of_kind[kind] += 1
    return named


def _near(beginning: str) -> list[tuple[str, int, int, str]]:
    """Key, weight, entry and name of the first keys that begin so, straight from the index."""
    rows = Suggestion.objects.filter(key__gte=beginning, key__lt=beginning + _LAST)
    return list(rows.order_by("key").values_list("key", "weight", "entry_id", "text")[:WIDEST])


def _inside(typed: str, limit: int, without: Iterable[int]) -> dict[int, str]:
    """Entries in whose title what was typed stands anywhere; they are offered by their title."""
    phrase = query_phrase(fold(typed)[:LONGEST_NAME])
    if phrase is None:
        return {}
    tree = within(phrase, TITLE)
    found = database_engine().ids(tree, NamedScope(), limit=limit, without=list(without))
    return dict.fromkeys(found, "")


def _offers(named: dict[int, str]) -> dict[int, Offer]:
    """Those entries that everybody may see by their own records, whatever the index says."""
    rows = EntryText.objects.filter(entry__in=named, entry__public=True, entry__kind__in=WEIGHTS)
    words = {
        entry_id: (kind, record, title, url)
        for entry_id, kind, record, title, url in rows.values_list(
            "entry_id", "entry__kind", "entry__object_id", "title", "url"
        )
    }
    public = _public({(kind, record) for kind, record, _, _ in words.values()})
    offers: dict[int, Offer] = {}
    for entry_id, name in named.items():
        kind, record, title, url = words.get(entry_id, ("", 0, "", ""))
        if (kind, record) in public and url:
            known_as = f" · {title}" if name and title[:LONGEST_NAME] not in name else ""
            offers[entry_id] = Offer(name or title, f"{_KINDS[kind].label}{known_as}", url)
    return offers


def _public(records: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of `records` (kind and key) that the public may see; one query for each kind."""
    found = set()
    for kind in {kind for kind, _ in records}:
        keys = [key for of, key in records if of == kind]
        rows = _KINDS[kind].rows().filter(pk__in=keys).order_by().values_list("pk", flat=True)
        found |= {(kind, key) for key in rows}
    return found


def _mixed(offers: list[Offer], limit: int) -> list[Offer]:
    """The best of each kind before more of one, in the order they came; an address once."""
    once = list({offer.url: offer for offer in reversed(offers)}.values())[::-1]
    seen: Counter[str] = Counter()
    first: list[Offer] = []
    rest: list[Offer] = []
    for offer in once:
        kind = offer.kind.split(" · ")[0]
        seen[kind] += 1
        (first if seen[kind] <= OF_ONE_KIND else rest).append(offer)
    chosen = [*first, *rest][:limit]
    return [offer for offer in once if offer in chosen]
