"""Digits as people write them for people: parted, wide, in circles, in Chinese.

A run is a chain of digits with no more than a few signs between two of them. It falls into groups,
digits that stand together. A number never begins or ends within a group: part of a longer number
is not a number of its own.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

#: Digits beside those of any script (\d): high, low, in circles and brackets, with a full stop.
_STYLED = "²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒"
_CHINESE = {
    sign: str(digit)
    for digit, signs in enumerate(
        [
            "〇零○洞",
            "一壹幺弌〡㈠",
            "二贰貳弍两兩〢㈡",
            "三叁參弎〣㈢",
            "四肆〤㈣",
            "五伍〥㈤",
            "六陆陸〦㈥",
            "七柒拐〧㈦",
            "八捌〨㈧",
            "九玖勾〩㈨",
        ]
    )
    for sign in signs
}
#: Signs that part the digits of one number, and those that more often stand between two.
_WITHIN = r" \t\xa0\u2000-\u200a\u202f\u205f\-‐‑‒–—―−.·•・~*"
_BETWEEN = r"\n\r,、。/\\|()\[\]_+#…"
_LONGEST_GAP = 4
#: Any sign but letters and what makes a figure of digits: percent, degrees, money.
_GAP = r"(?:[^\w%‰°℃¥$€£]|_){0,8}"
#: The last sign of an identity number.
_TENS = "xX×✕✖"
_TEN = f"[{_TENS}](?![A-Za-z])"


def _pattern(digit: str) -> re.Pattern[str]:
    return re.compile(f"{digit}(?:{_GAP}{digit}){{10,}}(?:{_GAP}{_TEN})?")


_DIGIT = rf"[\d{_STYLED}]"
_DIGIT_OR_CHINESE = rf"[\d{_STYLED}{''.join(_CHINESE)}]"
_RUN, _CHINESE_RUN = _pattern(_DIGIT), _pattern(_DIGIT_OR_CHINESE)
_GROUP = re.compile(f"{_DIGIT}+")
_CHINESE_GROUP = re.compile(f"{_DIGIT_OR_CHINESE}+")
_ANY_CHINESE = re.compile(f"[{''.join(_CHINESE)}]")
_ONLY_WITHIN = re.compile(f"[{_WITHIN}]*")
_COMMON = re.compile(f"[{_WITHIN}{_BETWEEN}]{{0,{_LONGEST_GAP}}}")
_BRACKETS = ("【】", "「」", "『』", "《》", "〈〉", "{}", "<>", "“”", "‘’")


@dataclass(frozen=True)
class Run:
    """The digits of a run as 0-9 (the last may be X) and where its groups stand in the text."""

    digits: str
    #: For each group: its first digit's place among the digits, and in the text; how many it has.
    firsts: list[int]
    places: list[int]
    sizes: list[int]
    text: str

    def window(self, start: int, end: int) -> "Window | None":
        """The digits `start`..`end`; None when they do not consist of whole groups."""
        first = bisect_left(self.firsts, start)
        last = bisect_left(self.firsts, end)
        begins = first < len(self.firsts) and self.firsts[first] == start
        ends = end == len(self.digits) or (last < len(self.firsts) and self.firsts[last] == end)
        return Window(self, first, last) if begins and ends else None


@dataclass(frozen=True)
class Window:
    """Some groups of a run that may be one number."""

    run: Run
    first: int
    last: int  # the group after the window

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(self.run.sizes[self.first : self.last])

    @property
    def groups(self) -> list[str]:
        """The digits of each group."""
        bounds = [*self.run.firsts[self.first : self.last], self._end]
        return [self.run.digits[a:b] for a, b in pairwise(bounds)]

    @property
    def _end(self) -> int:
        firsts = self.run.firsts
        return firsts[self.last] if self.last < len(firsts) else len(self.run.digits)

    @property
    def start(self) -> int:
        """Where the window begins in the text."""
        return self.run.places[self.first]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.run.places[self.last - 1] + self.run.sizes[self.last - 1]

    @property
    def gaps(self) -> list[str]:
        """What stands between its groups."""
        places, lengths = self.run.places[self.first : self.last], self.lengths
        ends = [place + length for place, length in zip(places, lengths, strict=True)]
        return [self.run.text[a:b] for a, b in zip(ends, places[1:], strict=False)]

    @property
    def stands_apart(self) -> bool:
        """Whether nothing stands beside it but what is parted by signs uncommon in numbers."""
        return not any(_COMMON.fullmatch(gap) for gap in self._gaps_beside)

    @property
    def is_in_a_row(self) -> bool:
        """Whether it is parted from what stands beside by the same signs as within."""
        own = {gap.strip() for gap in self.gaps}
        return any(gap.strip() in own for gap in self._gaps_beside)

    @property
    def _gaps_beside(self) -> list[str]:
        run = self.run
        inner = (group for group in (self.first, self.last) if 0 < group < len(run.firsts))
        ends = ((group, run.places[group - 1] + run.sizes[group - 1]) for group in inner)
        return [run.text[end : run.places[group]] for group, end in ends]

    @property
    def parts_uncommonly(self) -> bool:
        """Whether signs stand between the groups that people seldom part a number with."""
        return not all(_COMMON.fullmatch(gap) for gap in self.gaps)

    @property
    def parts_evenly(self) -> bool:
        """Whether the same signs stand in every gap, or a pair of brackets in two."""
        gaps = [gap.strip() for gap in self.gaps]
        return len(set(gaps)) == 1 or "".join(gaps) in _BRACKETS

    @property
    def parts_within(self) -> bool:
        """Whether nothing but blanks, hyphens and dots stands between the groups."""
        return all(_ONLY_WITHIN.fullmatch(gap) for gap in self.gaps)


def runs(text: str) -> Iterator[Run]:
    """Every run of eleven digits and more; those with Chinese numerals after the others."""
    for match in _RUN.finditer(text):
        yield _run(text, match, _GROUP)
    if _ANY_CHINESE.search(text):
        for match in _CHINESE_RUN.finditer(text):
            if _ANY_CHINESE.search(match[0]):
                yield _run(text, match, _CHINESE_GROUP)


def _run(text: str, match: re.Match[str], group: re.Pattern[str]) -> Run:
    digits: list[str] = []
    firsts: list[int] = []
    places: list[int] = []
    sizes: list[int] = []
    length = 0
    for found in group.finditer(text, match.start(), match.end()):
        firsts.append(length)
        places.append(found.start())
        digits.append(_arabic(found[0]))
        sizes.append(found.end() - found.start())
        length += sizes[-1]
    if match[0][-1] in _TENS:  # a group of its own: 「13800138000×2」 is a mobile
        firsts.append(length)
        places.append(match.end() - 1)
        sizes.append(1)
        digits.append("X")
    return Run("".join(digits), firsts, places, sizes, text)


def _arabic(signs: str) -> str:
    if signs.isascii():
        return signs
    return "".join(_CHINESE.get(sign) or str(unicodedata.digit(sign)) for sign in signs)
