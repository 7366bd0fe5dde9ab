"""A text as the rules read it: without invisible signs, full-width signs made plain.

Each sign keeps its place in the text it came from, so that a finding can be marked there.
"""

import re
from dataclasses import dataclass

#: Signs that are not seen: zero-width ones, variation selectors, key caps, controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20e3\u0300-\u0338\ufe00-\ufe0f\ufeff\ufff9-"
    "\ufffb\U000e0000-\U000e0fff]+"
)
#: Full-width forms of ASCII, the wide blank, and the Roman ten that stands for X.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2169: 0x58}
_OTHER_THAN_PLAIN = re.compile("[\uff01-\uff5e\u3000\u2169]")


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
    if _OTHER_THAN_PLAIN.search(text):
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
