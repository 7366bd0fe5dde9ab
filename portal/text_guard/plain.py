"""A text as the rules read it: without invisible signs, others in their plain form.

Each sign keeps its place in the text it came from, so that a finding can be marked there.
"""

import re
import unicodedata
from dataclasses import dataclass

#: Signs that are not seen: zero-width ones, variation selectors, key caps, controls, and marks
#: that are put upon others.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
#: Blocks with other forms of signs: full-width, mathematical, in circles, radicals.
_FORMS = (
    (0xA0, 0xBE), (0x2000, 0x33FF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF), (0x1D400, 0x1D7FF),
    (0x1F100, 0x1F1FF), (0x2F800, 0x2FA1F),
)  # fmt: skip
#: Letters of other scripts that look like Latin ones.
_ALIKE = dict(
    zip(
        map(ord, "АВЕКМНОРСТХаеорсухІіΑΒΕΖΗΙΚΜΝΟΡΤΥΧοχ"),
        "ABEKMHOPCTXaeopcyxIiABEZHIKMNOPTYXox",
        strict=True,
    )
)


def _plain_forms() -> dict[int, str]:
    """Sign → the one sign that people take it for, as Unicode has it (NFKC)."""
    forms = {
        code: unicodedata.normalize("NFKC", chr(code))
        for first, last in _FORMS
        for code in range(first, last + 1)
    }
    return {code: form for code, form in forms.items() if len(form) == 1 and form != chr(code)}


_PLAIN = _plain_forms() | _ALIKE


@dataclass(frozen=True)
class Plain:
    """The text to be read, and where each piece of it began in the original."""

    text: str
    #: (place here, signs left out before it), in order; empty when nothing was left out.
    shifts: tuple[tuple[int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text from which `start`..`end` was read."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        low, high = 0, len(self.shifts)
        while low < high:
            middle = (low + high) // 2
            if self.shifts[middle][0] <= at:
                low = middle + 1
            else:
                high = middle
        return at + (self.shifts[low - 1][1] if low else 0)


def plain(text: str) -> Plain:
    """Read `text`; quick where there is nothing to be left out."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    if not _INVISIBLE.search(text):
        return Plain(text)
    kept: list[str] = []
    shifts: list[tuple[int, int]] = []
    length = dropped = last = 0
    for unseen in _INVISIBLE.finditer(text):
        kept.append(text[last : unseen.start()])
        length += unseen.start() - last
        dropped += unseen.end() - unseen.start()
        shifts.append((length, dropped))
        last = unseen.end()
    return Plain("".join([*kept, text[last:]]), tuple(shifts))
