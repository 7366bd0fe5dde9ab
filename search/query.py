"""How a question is answered: every word must match; stories first, then titles, then texts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, Value, When

from search.legacy_kinds import KINDS, STORY, Kind

#: More words than this are no question; the form says so.
MOST_WORDS = 10
EXCERPT = 90  # characters of a text shown with a result
IN_TITLE, IN_TEXT = 0, 1


class Hit(NamedTuple):
    """A find as the page shows it."""

    kind: str
    title: str
    url: str
    text: str
    meta: str


class Segment(NamedTuple):
    """The finds of a kind that match by title, or by text; `before` of the kind come earlier."""

    kind: Kind
    tier: int
    size: int
    before: int


class Piece(NamedTuple):
    """A stretch of one kind, by place in the kind's own order."""

    kind: Kind
    first: int
    last: int


def words_of(text: str) -> list[str]:
    """The words of a question, each once, full-width letters and spaces made plain."""
    return list(dict.fromkeys(unicodedata.normalize("NFKC", text).split()))


@dataclass
class Found(Sequence):
    """Everything found for `words`, counted at once and read a slice at a time.

    Counting costs one query a kind, a slice one more for each kind that shows on it.
    """

    words: list[str]
    only: str = ""

    @cached_property
    def segments(self) -> list[Segment]:
        """What was found, in the order shown: stories, then titles, then texts of all kinds."""
        both = [segment for kind in KINDS for segment in self._count(kind)]
        return sorted(both, key=lambda s: (s.kind.key != STORY, s.kind.key != STORY and s.tier))

    @property
    def counts(self) -> dict[str, int]:
        """Finds of every kind, whichever is shown."""
        sizes = dict.fromkeys((kind.key for kind in KINDS), 0)
        for segment in self.segments:
            sizes[segment.kind.key] += segment.size
        return sizes

    @property
    def total(self) -> int:
        """Finds of all kinds."""
        return sum(self.counts.values())

    def __len__(self) -> int:
        return sum(segment.size for segment in self._shown)

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        start, stop, _ = wanted.indices(len(self))
        pieces = self._pieces(start, stop)
        read = {kind: self._read(kind, pieces) for kind in {piece.kind for piece in pieces}}
        return [read[p.kind][at] for p in pieces for at in range(p.first, p.last)]

    @property
    def _shown(self) -> list[Segment]:
        return [s for s in self.segments if self.only in ("", s.kind.key)]

    def _count(self, kind: Kind) -> list[Segment]:
        in_title, anywhere = conditions(kind, self.words)
        rows = kind.rows().filter(anywhere).order_by()
        sizes = rows.aggregate(all=Count("pk"), title=Count("pk", filter=in_title))
        by_title = sizes["title"]
        return [
            Segment(kind, IN_TITLE, by_title, 0),
            Segment(kind, IN_TEXT, sizes["all"] - by_title, by_title),
        ]

    def _pieces(self, start: int, stop: int) -> list[Piece]:
        pieces, passed = [], 0
        for segment in self._shown:
            first, last = max(start - passed, 0), min(stop - passed, segment.size)
            if first < last:
                pieces.append(Piece(segment.kind, segment.before + first, segment.before + last))
            passed += segment.size
        return pieces

    def _read(self, kind: Kind, pieces: list[Piece]) -> dict[int, Hit]:
        """The finds of one kind by their place in its own order, titles before texts.

        Where title and text finds of a kind are on one page, the last of the one and the first of
        the other are: so what is needed is one stretch.
        """
        mine = [piece for piece in pieces if piece.kind is kind]
        first, last = min(p.first for p in mine), max(p.last for p in mine)
        in_title, anywhere = conditions(kind, self.words)
        tier = Case(When(in_title, then=IN_TITLE), default=Value(IN_TEXT))
        rows = kind.rows().filter(anywhere).annotate(tier=tier).order_by("tier", *kind.order)
        return dict(enumerate((self._hit(kind, row) for row in rows[first:last]), start=first))

    def _hit(self, kind: Kind, record: Any) -> Hit:
        title, meta = kind.title(record), kind.meta(record)
        unseen = [word for word in self.words if word.lower() not in f"{title} {meta}".lower()]
        return Hit(kind.label, title, kind.url(record), excerpt(kind.text(record), unseen), meta)


def conditions(kind: Kind, words: list[str]) -> tuple[Q, Q]:
    """Every word in the title; every word anywhere."""
    titles = [_either(kind.titles, word) | kind.title_names(word) for word in words]
    texts = [_either(kind.texts, word) | kind.text_names(word) for word in words]
    anywhere = [title | text for title, text in zip(titles, texts, strict=True)]
    return reduce(and_, titles), reduce(and_, anywhere)


def excerpt(text: str, words: list[str]) -> str:
    """The part of `text` around the first of `words` found in it, else its beginning."""
    plain = " ".join(text.split())
    low = plain.lower()
    places = [at for at in (low.find(word.lower()) for word in words) if at >= 0]
    start = max(min(places, default=0) - EXCERPT // 3, 0)
    part = plain[start : start + EXCERPT]
    before, after = "…" if start else "", "…" if start + EXCERPT < len(plain) else ""
    return f"{before}{part}{after}"


def _either(fields: tuple[str, ...], word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields), Q(pk__in=[]))
