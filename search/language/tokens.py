"""Tokens: what stands in the index, and the phrase a typed word becomes.

A run of Han characters abcd is indexed as `ab bc cd d`: overlapping pairs, and the last character
alone, so that every stretch of it is a phrase of pairs and a single character the beginning of
one. Runs of letters and of digits are tokens of their own. All other characters part runs.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import add

from .sounds import initials_of, syllables
from .tree import Phrase

HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{HAN}]+)|([0-9]+)|([^\W\d_{HAN}]+)")
_HAN_RUN = re.compile(rf"[{HAN}]+")

#: Longer runs of letters are no words; engines refuse tokens of kilobytes.
LONGEST_RUN = 64
#: Marks sounds among the tokens: no syllable begins with zp. THEN stands between the two of a pair.
SOUND, THEN = "zp", "1"


def runs(folded: str) -> Iterator[tuple[str, bool]]:
    """Runs of folded text, and whether each is of Han characters."""
    for match in _RUN.finditer(folded):
        yield match.group(), match.lastindex == 1


def index_tokens(folded: str) -> list[str]:
    """The tokens of folded text, in order."""
    tokens: list[str] = []
    for han, digits, letters in _RUN.findall(folded):
        if han:
            tokens += map(add, han, (*han[1:], ""))
        else:
            tokens.append((digits or letters)[:LONGEST_RUN])
    return tokens


def sound_tokens(folded: str) -> list[str]:
    """How the Han runs of folded text sound: the syllables of each run, then their initials.

    In pairs as the characters are, and the last alone: one syllable, and any initial, stands in so
    many names that to look for a phrase of them takes an engine long.
    """
    tokens: list[str] = []
    for match in _HAN_RUN.finditer(folded):
        sounds = syllables(match.group())
        tokens += [*_pairs(sounds), *_pairs(initials_of(sounds))]
    return tokens


def _pairs(sounds: tuple[str, ...]) -> list[str]:
    pairs = [f"{SOUND}{one}{THEN}{other}" for one, other in pairwise(sounds)]
    return [*pairs, *(SOUND + sound for sound in sounds[-1:])]


def query_phrase(folded: str) -> Phrase | None:
    """`folded` as a phrase that is found wherever the same characters follow one another.

    A single Han character at the end may go on (it is the beginning of a pair). None when there
    is nothing to look for.
    """
    found = list(runs(folded))
    if not found:
        return None
    tokens = index_tokens(folded)
    last, is_han = found[-1]
    if is_han and len(last) > 1:
        return Phrase(tuple(tokens[:-1]))
    return Phrase(tuple(tokens), prefix=is_han)


def sound_phrase(sounds: tuple[str, ...], *, prefix: bool = False) -> Phrase:
    """Syllables, or initials, that follow one another in a title or name.

    With `prefix` the last may go on; of a single one it always may.
    """
    if len(sounds) == 1:
        return Phrase((SOUND + sounds[0],), prefix=True)
    return Phrase(tuple(_pairs(sounds)[:-1]), prefix=prefix)


def sounds_of(phrase: Phrase) -> tuple[str, ...]:
    """What `sound_phrase` made a phrase of."""
    pairs = [token[len(SOUND) :].split(THEN) for token in phrase.tokens]
    return (*(pair[0] for pair in pairs), *pairs[-1][1:])
