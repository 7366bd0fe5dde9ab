"""How the beginning of a name is typed: its characters, its sounds, its initials, or a mix."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.language.folding import fold
from search.language.letters import toneless
from search.language.sounds import initials_of, syllables
from search.language.tokens import runs

LONGEST_KEY = 80
#: After the place it belongs to, a name begins again: 南京市|雨花台区|板桥街道.
_PLACE_ABOVE = re.compile(
    r"[^省市区县旗]{2,5}?(?:(?<![社小园校片])[省市区县旗](?![委政级])|街道(?=.*社区))"
)
_HAN = re.compile(r"[㐀-鿿]")


class Typed(NamedTuple):
    """What somebody has typed so far: the keys that begin so, and the characters that are sure."""

    beginnings: tuple[str, ...]
    characters: str


def compact(text: str) -> str:
    """Folded, letters, digits and characters only: 「ban qiao」 and 「Bǎnqiáo」 are alike."""
    return "".join(run for run, _ in runs(toneless(fold(text))))


def read(text: str) -> Typed:
    """What was typed, as beginnings of keys.

    Characters with letters between (板桥jd) may be sounds or initials of what begins so.
    """
    typed = compact(text)[:LONGEST_KEY]
    characters = "".join(_HAN.findall(typed))
    if not typed or not characters or not re.search("[a-z]", typed):
        return Typed((typed,) if typed else (), characters)
    sounded = dict.fromkeys("".join(sounds) for sounds in _sounds(typed))
    return Typed((typed, *sounded), characters)


def keys_of(name: str) -> Iterator[str]:
    """The keys under which a name is typed, from its beginning and after each place above."""
    whole = compact(name)
    full, first = _sounds(whole)
    for start in _starts(whole):
        ways = (whole[start:], "".join(full[start:]), "".join(first[start:]))
        yield from dict.fromkeys(way[:LONGEST_KEY] for way in ways)


def _sounds(text: str) -> tuple[list[str], list[str]]:
    """Full pinyin and initial of each character; letters and digits as they are."""
    full: list[str] = []
    first: list[str] = []
    for run, is_han in runs(text):
        sounds = syllables(run) if is_han else tuple(run)
        full += sounds
        first += initials_of(sounds)
    return full, first


def _starts(name: str) -> list[int]:
    starts = [0]
    while match := _PLACE_ABOVE.match(name, starts[-1]):
        if len(name) - match.end() < 2:
            break
        starts.append(match.end())
    return starts
