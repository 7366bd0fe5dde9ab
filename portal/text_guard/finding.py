"""What is found in a text, where it stands, and how it is shown without being told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .kinds import Kind
from .numbers import numbers
from .plain import plain
from .words import words

_NUMBERS = frozenset({Kind.ID_CARD, Kind.MOBILE, Kind.BANK_CARD})
#: Signs of a number that stay readable at its beginning and end.
_SHOWN_FIRST, _SHOWN_LAST = 3, 2
_LONGEST_SHOWN = 24
#: Findings of a text that are told, of numbers and of words; nobody reads more.
MOST = 100


@dataclass(frozen=True)
class Finding:
    """One finding: its kind, its span in the text, and what may be shown of it.

    `value` is what was found, the same however it was written. It is compared, never stored or
    shown: not even the representation of a finding holds it.
    """

    kind: Kind
    start: int
    end: int
    masked: str
    value: str = field(repr=False)


def findings(text: str) -> list[Finding]:
    """What in `text` must not become public, in the order it stands there; at most 2 × MOST."""
    read = plain(text)
    found = [*islice(numbers(read.text), MOST), *islice(words(read.text), MOST)]
    # Of two that overlap the longer one says more; an identity number is no card.
    found.sort(key=lambda one: (one[1], -one[2], one[0] != Kind.ID_CARD))
    kept: list[Finding] = []
    last = -1
    for kind, start, end, value in found:
        if start >= last:
            kept.append(Finding(kind, *read.original(start, end), _mask(kind, value), value))
            last = end
    return kept


def hide(text: str) -> str:
    """`text` with every finding shown masked."""
    return "".join(piece for piece, _ in pieces(text, findings(text)))


def pieces(text: str, found: list[Finding]) -> Iterator[tuple[str, Finding | None]]:
    """`text` in pieces: plain ones, and findings masked."""
    at = 0
    for one in found:
        if one.start > at:
            yield text[at : one.start], None
        yield one.masked, one
        at = one.end
    if at < len(text):
        yield text[at:], None


def _mask(kind: Kind, value: str) -> str:
    if kind in _NUMBERS:
        hidden = len(value) - _SHOWN_FIRST - _SHOWN_LAST
        return value[:_SHOWN_FIRST] + "*" * hidden + value[-_SHOWN_LAST:]
    if "://" in value or "." in value:  # an address that opens a payment
        host = re.match(r"(?:\w+://)?[\w.-]*", value)
        return (host[0] if host else "")[:_LONGEST_SHOWN] + "***"
    shown = re.sub(
        r"\d{4,}", "****", "".join(sign if sign.isprintable() else " " for sign in value)
    )
    return shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"
