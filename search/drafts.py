"""What an entry says of a record, made from the record and the names around it."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from portal.publicity import PUBLIC
from search.backends.engine import Words
from search.kinds import Kind, keys_at, rows_at
from search.language import ANALYSIS_VERSION
from search.language.folding import fold
from search.language.ranking import NAME_ENDS
from search.names import NameBook
from search.words import tokens_of


class Draft(NamedTuple):
    """An entry and its words, not written yet."""

    object_id: int
    kind: str
    public: bool
    place: str
    year: int | None
    field: int | None
    date: date | None
    title: str
    names: tuple[str, ...]
    text: str
    meta: str
    url: str
    #: Kind and state in words, found but not shown as text.
    label: str
    #: What else the record itself is called.
    called: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Hash of everything the entry is written from, and of how it is read."""
        said = repr((ANALYSIS_VERSION, *self)).encode("utf-8", "replace")
        return blake2b(said, digest_size=16).hexdigest()

    @property
    def body(self) -> str:
        """What is searched as text."""
        return "\n".join(filter(None, (self.text, self.label, self.meta)))

    @property
    def folded(self) -> str:
        """Title, names and text as the ranking compares them, each on one line."""
        names = NAME_ENDS.join(_folded(name) for name in self.names)
        return "\n".join((fold(self.title), names, fold(self.body)))

    def words(self, entry_id: int) -> Words:
        """The tokens for the engines."""
        return tokens_of(entry_id, self.folded)


_folded = lru_cache(maxsize=32768)(fold)  # the same names stand in many entries


def drafts_of(kind: Kind, pks: Collection[int], names: NameBook) -> dict[int, Draft]:
    """Drafts of these records of a kind by key; those that are gone are left out.

    `names` learns what it does not know yet. As many queries for one record as for many.
    """
    records = kind.load(pks)
    _learn(kind, records, names)
    public = set(kind.rows(PUBLIC).order_by().filter(pk__in=pks).values_list("pk", flat=True))
    return {record.pk: _draft(kind, record, names, record.pk in public) for record in records}


def _learn(kind: Kind, records: Collection[Any], names: NameBook) -> None:
    parties = {key for record in records for key in _keys(record, kind.parties)}
    places = {key for record in records for key in _keys(record, kind.places)}
    names.learn(parties, places)
    if kind.has_seats:
        names.learn_seats([record.pk for record in records])


def _keys(record: Any, paths: Iterable[str]) -> Iterable[int]:
    return [key for path in paths for key in keys_at(record, path)]


def _draft(kind: Kind, record: Any, names: NameBook, is_public: bool) -> Draft:
    own_place = next(iter(_keys(record, kind.places)), None)
    place = names.place(own_place)
    return Draft(
        object_id=record.pk,
        kind=kind.key,
        public=is_public,
        place=place.path if place else "",
        year=kind.year(record),
        field=kind.field(record),
        date=kind.date(record),
        title=kind.title(record, names),
        names=_names(kind, record, names),
        text=kind.text(record, names),
        meta=kind.meta(record, names),
        url=kind.url(record),
        label=" ".join((kind.label, *kind.asked_as)) if kind.key else "",
        called=_distinct(kind.goes_by(record, names)),
    )


def _names(kind: Kind, record: Any, names: NameBook) -> tuple[str, ...]:
    found = list(kind.words(record, names))
    for party in _keys(record, kind.parties):
        found += names.names(party)
    found += (str(row) for path in kind.told for row in rows_at(record, path))
    for place in _keys(record, kind.places):
        found += names.names_around(place)
    return _distinct(found)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
