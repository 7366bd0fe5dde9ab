"""Words found, marked in the text as it was written, whatever its script, width or case.

Both functions return HTML: the text is escaped, what was found stands in <mark>.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from search.language.folding import fold

#: Characters of a snippet.
LENGTH = 90
#: Marks beyond these make no better window; also bounds the work on a text that repeats a word.
MOST_MARKS = 200
GAP = "…"
#: What is written onto the character before it (accents, voicing marks) and folds with it.
_WRITTEN_ONTO = r"[\u0300-\u036f\u1161-\u11ff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe2f\uff9e\uff9f]"
_ANY_WRITTEN_ONTO = re.compile(_WRITTEN_ONTO)
_CLUSTER = re.compile(rf"[\s\S]{_WRITTEN_ONTO}*")
_STOPS = frozenset("。！？；，、：\u201d」』）!?;,")
_folded = lru_cache(maxsize=16384)(fold)


class Span(NamedTuple):
    """A stretch of the text, and the terms that were found in it."""

    start: int
    end: int
    terms: frozenset[str]


def marked(text: str, terms: Sequence[str]) -> SafeString:
    """The whole text with every occurrence of the (folded) terms in <mark>."""
    plain = _plain(text)
    return _html(plain, _spans(plain, terms), 0, len(plain))


def snippet(text: str, terms: Sequence[str], length: int = LENGTH) -> SafeString:
    """The part of `text`, about `length` characters, in which most of the terms stand.

    Different terms count before the same one again. Without any, the beginning. What is left out
    before and after is shown by an ellipsis.
    """
    plain = _plain(text)
    spans = _spans(plain, terms)
    start, end = _window(plain, spans, length)
    inside = [span for span in spans if span.start >= start and span.end <= end]
    before, after = GAP if start else "", GAP if end < len(plain) else ""
    return SafeString(f"{before}{_html(plain, inside, start, end)}{after}")


def _plain(text: str) -> str:
    """The text on one line, without what no page can carry (NUL, lone surrogates)."""
    clean = text.encode("utf-8", "replace").decode().replace("\0", " ")
    return " ".join(clean.split())


def _html(plain: str, spans: list[Span], start: int, end: int) -> SafeString:
    parts, at = [], start
    for span in spans:
        parts.append(escape(plain[at : span.start]))
        parts.append(f"<mark>{escape(plain[span.start : span.end])}</mark>")
        at = span.end
    parts.append(escape(plain[at:end]))
    return SafeString("".join(parts))


def _spans(plain: str, terms: Sequence[str]) -> list[Span]:
    """Where the terms stand in `plain`; what overlaps or touches is one stretch."""
    wanted = [term for term in dict.fromkeys(terms) if term.strip()]
    if not wanted or not plain:
        return []
    folded, origins = _fold_with_origins(plain)
    found: list[Span] = []
    for term in wanted:
        for at in _places(folded, term):
            found.append(Span(origins[at], origins[at + len(term)], frozenset((term,))))
            if len(found) == MOST_MARKS:
                return _joined(found)
    return _joined(found)


def _places(folded: str, term: str) -> Iterator[int]:
    """Where `term` stands; letters and digits only where a run begins, digits whole."""
    at = folded.find(term)
    while at >= 0:
        after = at + len(term)
        begins = not (_latin(term[0]) and at and _latin(folded[at - 1]))
        cut = term[-1].isdigit() and after < len(folded) and folded[after].isdigit()
        if begins and not cut:
            yield at
        at = folded.find(term, at + len(term))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _fold_with_origins(plain: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each place in it (its end included) the place in `plain`.

    Folding may lengthen (㎡ is m2) or shorten (an accent typed apart); a stretch that ends inside
    a lengthened character takes it whole.
    """
    whole = fold(plain)
    if len(whole) == len(plain) and not _ANY_WRITTEN_ONTO.search(plain):
        return whole, range(len(plain) + 1)
    folded: list[str] = []
    origins: list[int] = []
    at = 0
    for cluster in _CLUSTER.findall(plain):
        turned = _folded(cluster)
        folded.append(turned)
        origins.extend([at, *[at + len(cluster)] * (len(turned) - 1)][: len(turned)])
        at += len(cluster)
    origins.append(at)
    return "".join(folded), origins


def _joined(spans: list[Span]) -> list[Span]:
    made: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = made[-1] if made else None
        if last and span.start <= last.end:
            end = max(last.end, span.end)
            made[-1] = Span(last.start, end, last.terms | span.terms)
        elif span.end > span.start:
            made.append(span)
    return made


def _window(plain: str, spans: list[Span], length: int) -> tuple[int, int]:
    """Start and end of the part to show."""
    if len(plain) <= length or not spans:
        return 0, _whole(plain, min(length, len(plain)))
    first, last = _densest(spans, length)
    spare = max(length - (last - first), 0)
    start = _beginning(plain, first, spare // 2) if last > length else 0
    end = min(start + max(length, last - start), len(plain))
    start = max(min(start, end - length), 0)
    return _whole(plain, start), _whole(plain, end)


def _densest(spans: list[Span], length: int) -> tuple[int, int]:
    """First and last place of the marks that are worth most and fit into `length`."""
    best, chosen = (-1, 0), (0, 0)
    for number, first in enumerate(spans):
        near = [s for s in spans[number : number + length] if s.end - first.start <= length]
        near = near or [first]
        terms = frozenset().union(*(span.terms for span in near))
        worth = (sum(map(len, terms)), len(near))
        if worth > best:
            best, chosen = worth, (first.start, near[-1].end)
    return chosen


def _beginning(plain: str, first: int, lead: int) -> int:
    """Where to begin so that a clause is read from its start, at most `lead` before `first`."""
    earliest = max(first - lead, 0)
    if earliest == 0:
        return 0
    stops = (at + 1 for at in range(earliest, first) if plain[at] in _STOPS)
    return next(stops, max(first - lead // 2, 0))


def _whole(plain: str, at: int) -> int:
    """`at`, moved before a character that is written onto the one before it."""
    while 0 < at < len(plain) and unicodedata.combining(plain[at]):
        at -= 1
    return at
