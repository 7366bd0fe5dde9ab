"""Numbers split over cells of a row or over paragraphs: 「138」, 「0013」, 「8000」 side by side.

Figures stand beside each other in every table. So pieces are joined only where one of them begins
with a nought, as no figure does, or where a heading or the words before say what they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .finding import findings

_DIGITS = re.compile(r"\d{1,18}(?:[ \-–]\d{1,18})?[xX]?")
_AT_ITS_END = re.compile(r"(?<![\d.A-Za-z\-])\d[\d \-]{0,20}\Z")
_AT_ITS_BEGINNING = re.compile(r"\d[\d \-]{0,20}[xX]?(?![\d.A-Za-z])")
_TELLING = re.compile(
    r"电话|手机|联系|号码|身份证|证件|卡号|[账帐][号户]|[Tt]el|TEL|[Pp]hone|PHONE|[Mm]obile|MOBILE"
)
#: Pieces of a number; their signs together, and words that are near to it.
_MOST = 19
_SHORTEST, _LONGEST, _NEAR = 11, 30, 20


class Piece(NamedTuple):
    """A cell or a paragraph: its place, its words, whether a number is to be expected there."""

    place: str
    text: str
    is_told: bool = False


def tells(text: str) -> bool:
    """Whether words say that a number of a person follows."""
    return bool(_TELLING.search(text))


def split_numbers(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    """Place of the first piece and the joined digits of each number split over pieces."""
    chain: list[Piece] = []
    before = ""
    for place, text, told in pieces:
        is_told, words = told, text.strip()
        if _DIGITS.fullmatch(words):
            is_told = is_told or (not chain and tells(before[-_NEAR:]))
            chain.append(Piece(place, words, is_told))
        elif words:
            if chain and (head := _AT_ITS_BEGINNING.match(words)):
                chain.append(Piece(place, head[0]))
            yield from _joined(chain)
            tail = _AT_ITS_END.search(words)
            chain = [Piece(place, tail[0], is_told or tells(words))] if tail else []
            before = words
    yield from _joined(chain)


def _joined(chain: list[Piece]) -> Iterator[tuple[str, str]]:
    """Pieces that are one number together, from each piece on."""
    after = 0
    for first in range(len(chain) - 1):
        if first < after:
            continue
        for last in range(first + 2, min(first + _MOST, len(chain)) + 1):
            if _is_one_number(chain[first:last]):
                yield chain[first].place, _text(chain[first:last])
                after = last
                break


def _is_one_number(pieces: list[Piece]) -> bool:
    if not _SHORTEST <= sum(len(piece.text) for piece in pieces) <= _LONGEST:
        return False
    if not (pieces[0].is_told or any(re.match(r"0\d", piece.text) for piece in pieces[1:])):
        return False
    text = _text(pieces)
    found = findings(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _text(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces)
