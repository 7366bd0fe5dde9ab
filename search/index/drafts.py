"""What an entry says of a record, made from the record and the names around it."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from portal.publicity import PUBLIC
from search.index.kinds import Kind, keys_at, rows_at
from search.index.names import NameBook
from search.index.parties import Parties
from search.language import ANALYSIS_VERSION
from search.language.folding import fold
from search.language.ranking import NAME_ENDS

#: Characters of a fingerprint that are the face; as many follow.
FACE = 16


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
    #: Kind and year in words, found but not shown as text.
    label: str
    #: What else the record itself is called.
    called: tuple[str, ...]

    #: What entries of other kinds read of the record, if it is not what is usual.
    outward: tuple[Any, ...]

    @property
    def face(self) -> str:
        """Hash of what entries of other kinds read of the record."""
        usual = (self.title, self.place, self.field, self.url, self.called)
        return _hash(self.public, self.outward or usual)

    @property
    def fingerprint(self) -> str:
        """The face, then a hash of all the entry is written from and of how that is read."""
        return self.face + _hash(ANALYSIS_VERSION, *self)

    @property
    def body(self) -> str:
        """What is searched as text."""
        return "\n".join(filter(None, (self.text, self.label, self.meta)))

    @property
    def folded(self) -> str:
        """Title, names and text as the ranking compares them, each on one line."""
        names = NAME_ENDS.join(_folded(name) for name in self.names)
        return "\n".join((fold(self.title), names, fold(self.body)))


def _hash(*values: Any) -> str:
    return blake2b(repr(values).encode("utf-8", "replace"), digest_size=FACE // 2).hexdigest()


_folded = lru_cache(maxsize=32768)(fold)  # the same names stand in many entries


class _Around(NamedTuple):
    """A record, the keys of the organisations and places it names, and the titles it tells."""

    record: Any
    parties: list[int]
    places: list[int]
    told: list[str]


def drafts_of(kind: Kind, pks: Collection[int], names: NameBook) -> dict[int, Draft]:
    """Drafts of these records of a kind by key; those that are gone are left out.

    `names` learns what it does not know yet. As many queries for one record as for many.
    """
    records = kind.load(pks)
    linked = Parties(kind, records)
    around = [_around(kind, record, linked) for record in records]
    parties = {key for one in around for key in one.parties}
    places = {key for one in around for key in one.places}
    names.learn(parties, places)
    if kind.has_seats:
        names.learn_seats(places)
    public = set(kind.rows(PUBLIC).order_by().filter(pk__in=pks).values_list("pk", flat=True))
    return {one.record.pk: _draft(kind, one, names, one.record.pk in public) for one in around}


def _around(kind: Kind, record: Any, linked: Parties) -> _Around:
    places = [key for path in kind.places for key in keys_at(record, path)]
    told = [str(row) for path in kind.told for row in rows_at(record, path)]
    return _Around(record, linked.of(record), places, told)


def _draft(kind: Kind, around: _Around, names: NameBook, is_public: bool) -> Draft:
    record = around.record
    place = names.place(around.places[0]) if around.places else None
    return Draft(
        object_id=record.pk,
        kind=kind.key,
        public=is_public,
        place=place.path if place else "",
        year=kind.year(record),
        field=kind.field(record),
        date=kind.date(record),
        title=kind.title(record, names),
        names=_names(kind, around, names),
        text=kind.text(record, names),
        meta=kind.meta(record, names),
        url=kind.url(record, names),
        label=_label(kind, kind.year(record)),
        called=_distinct(kind.goes_by(record, names)),
        outward=tuple(kind.outward(record, names)),
    )


def _label(kind: Kind, year: int | None) -> str:
    if not kind.key:
        return ""
    return " ".join((kind.label, *kind.asked_as, f"{year}年" if year else ""))


def _names(kind: Kind, around: _Around, names: NameBook) -> tuple[str, ...]:
    found = list(kind.words(around.record, names))
    for party in around.parties:
        found += names.names(party)
    found += around.told
    for place in around.places:
        found += names.names_around(place)
    return _distinct(found)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
