"""Ranking: which of the records an engine found answers best. The same for every engine.

Okapi BM25 over three weighted fields (BM25F): what a word is worth depends on how rare it is, a
find in the title counts more than one in the names of parties and places, and that more than one
in the text.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from .lexicon import without_suffix
from .question import Question, Word
from .tokens import sound_tokens
from .tree import And, Phrase, Tree

TITLE_WEIGHT, NAMES_WEIGHT, TEXT_WEIGHT = 6.0, 3.0, 1.0
#: How soon more finds of a word stop counting, and how much a long text is held against it.
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.35, 200
OTHER_SPELLING, IN_HALVES = 0.8, 0.4
KIND_ASKED_FOR = 2.0
#: A title that is the question itself, whatever the kind: 浦口 for 浦口区.
WHOLE_TITLE, TITLE_WITH_LEVEL = 2.5, 2.2


#: Parts the names of a record where all of them stand on one line.
NAME_ENDS = "\t"


class Folded(NamedTuple):
    """The words of a record, folded: names one a line."""

    kind: str
    title: str
    names: str
    text: str

    @classmethod
    def of(cls, kind: str, folded: str) -> "Folded":
        """From what is kept with an entry: title and names each on a line, then the text."""
        title, _, rest = folded.partition("\n")
        names, _, text = rest.partition("\n")
        return cls(kind, title, names.replace(NAME_ENDS, "\n"), text)


def rarity(found: int, size: int) -> float:
    """The worth of a word that stands in `found` of `size` records: the rarer, the more."""
    return math.log(1 + (size - found + 0.5) / (found + 0.5)) if size >= found else 0.05


def score(
    record: Folded,
    question: Question,
    words: Sequence[tuple[Word, float]],
    weights: Mapping[str, float] = MappingProxyType({}),
) -> float:
    """How well `record` answers: the worth of the words found, weighted by where."""
    total = sum(worth * presence(record, word) for word, worth in words)
    if question.kind and record.kind == question.kind:
        total *= KIND_ASKED_FOR
    return total * weights.get(record.kind, 1.0) * as_title(record, question)


def as_title(record: Folded, question: Question) -> float:
    """More than 1 where the question is the title, or the title without its level."""
    asked = {spelling for word in question.typed[:2] for spelling in word.spellings}
    if record.title == question.text or record.title in asked:
        return WHOLE_TITLE
    return TITLE_WITH_LEVEL if without_suffix(record.title) in asked else 1.0


def presence(record: Folded, word: Word) -> float:
    """From 0 (not there) towards 1: how much of `record` is about `word`."""
    best = _times(record, word.text)
    for other in word.others:
        best = max(best, OTHER_SPELLING * _times(record, other))
    if not best and word.halves:
        best = IN_HALVES * min(_times(record, half) for half in word.halves)
    if not best and word.sound is not None:
        best = OTHER_SPELLING * _sounding(record, word.sound)
    long = 1 - LENGTH_SHARE + LENGTH_SHARE * len(record.text) / USUAL_LENGTH
    return best / (best + SATURATION * min(long, 3.0)) if best else 0.0


def _times(record: Folded, spelling: str) -> float:
    return (
        TITLE_WEIGHT * min(record.title.count(spelling), 2)
        + NAMES_WEIGHT * (spelling in record.names)
        + TEXT_WEIGHT * min(record.text.count(spelling), 4)
    )


def _sounding(record: Folded, sound: Tree) -> float:
    return TITLE_WEIGHT * sounds_in(record.title, sound) + NAMES_WEIGHT * sounds_in(
        record.names, sound
    )


def sounds_in(folded: str, sound: Tree) -> bool:
    """Whether folded text sounds like that somewhere."""
    if isinstance(sound, Phrase):
        heard = f" {' '.join(sound_tokens(folded))} "
        wanted = f" {' '.join(sound.tokens)}" + ("" if sound.prefix else " ")
        plain = "".join(sound.tokens) in folded
        return wanted in heard or plain
    met: Callable = all if isinstance(sound, And) else any
    return bool(met(sounds_in(folded, part) for part in sound.parts))
