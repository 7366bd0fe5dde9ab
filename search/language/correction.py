"""Correction: the word that was probably meant where the typed one is nowhere in the index.

A word that the dictionary of common words knows is spelled right, whether anything tells of it or
not. What is taken for it are whole words of a title or name, never a piece of two that stand side
by side.

Tried in this order: a title or name that sounds the same, a name whose characters the typed ones
abbreviate, a title or name that differs in one character, and the typed word with one character
replaced by one of the same sound, if that stands anywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cutting import is_common, word_ends
from .lexicon import Lexicon
from .question import Question, Word, read
from .sounding import alike_in
from .sounds import homophones, slips, syllables
from .tokens import HAN, query_phrase, sound_phrase
from .tree import NAMED, Phrase, Tree, any_of, every, within

if TYPE_CHECKING:
    from .planner import Index

#: A word of two characters is corrected by its sound only: it is one character off too many words.
SHORTEST, SHORTEST_CHANGED, LONGEST = 2, 3, 16
#: An abbreviation has three characters or more; 省人医 is one, 省医 could be too many things.
ABBREVIATED = range(3, 7)
LOOKED_AT, HOMOPHONES = 30, 12
#: So many words of a question are looked into: who mistypes more is not understood.
MOST_CORRECTED = 2
_HAN_WORD = re.compile(rf"[{HAN}]+")


@dataclass(frozen=True)
class Correction:
    """What was typed and what was looked for instead."""

    typed: str
    meant: str


def corrected(
    question: Question, lexicon: Lexicon, index: "Index"
) -> tuple[Correction | None, Question]:
    """The question with words that are nowhere replaced, or (None, the question)."""
    for words in (question.typed, question.content):
        text = question.text
        for word in _missing(words, lexicon, index):
            if word.text in text and (meant := meant_by(word.text, lexicon, index)):
                text = text.replace(word.text, meant)
        if text != question.text:
            return Correction(question.text, text), read(text, lexicon, index.known)
    return None, question


def misheard(
    question: Question, lexicon: Lexicon, index: "Index"
) -> tuple[Correction | None, Question]:
    """The same for words typed that sound like a title or name as a whole: the surest slip."""
    text = question.text
    for word in _missing(question.typed, lexicon, index):
        text = text.replace(word.text, _same_sound(word.text, index) or word.text)
    if text == question.text:
        return None, question
    return Correction(question.text, text), read(text, lexicon, index.known)


def _missing(words: tuple[Word, ...], lexicon: Lexicon, index: "Index") -> list[Word]:
    han = [word for word in words if _HAN_WORD.fullmatch(word.text)]
    han = [word for word in han if SHORTEST <= len(word.text) <= LONGEST]
    unknown = [w for w in han if not (lexicon.is_known(w.text) or is_common(w.text))]
    known = index.known([word.tree for word in unknown])
    missing = [word for word, found in zip(unknown, known, strict=True) if not found]
    return sorted(missing, key=lambda word: -len(word.text))[:MOST_CORRECTED]


def meant_by(word: str, lexicon: Lexicon, index: "Index") -> str:
    """The word of the index that `word` was probably meant to be, or an empty string."""
    if meant := _same_sound(word, index):
        return meant
    if len(word) in ABBREVIATED and (names := lexicon.abbreviated(word)):
        return min(names, key=lambda name: (len(name), name))
    if len(word) >= SHORTEST_CHANGED and (meant := _one_off(word, index)):
        return meant
    return _respelled(word, index) if len(word) >= SHORTEST_CHANGED else ""


def _same_sound(word: str, index: "Index") -> str:
    sounds = syllables(word)
    heard = [sounds]
    for at, sound in enumerate(sounds):
        heard += [(*sounds[:at], slip, *sounds[at + 1 :]) for slip in slips(sound)]
    tree = any_of(within(sound_phrase(sounds), NAMED) for sounds in heard)
    return _commonest(alike_in(text, word) for text in _named(tree, index))


def _one_off(word: str, index: "Index") -> str:
    """A stretch of a title or name with one other character, or one more."""
    trees: list[Tree] = []
    for at in range(len(word)):
        around = (query_phrase(word[:at]), query_phrase(word[at + 1 :]))
        trees.append(every(within(part, NAMED) for part in around if part))
    pattern = "|".join(
        f"{word[:at]}[{HAN}]{word[at + changed :]}"
        for changed in (1, 0)
        for at in range(len(word))
        if changed or at
    )
    texts = _named(any_of(trees), index)
    return _commonest(_whole_words(re.finditer(pattern, text)) for text in texts)


def _whole_words(found: Iterable[re.Match[str]]) -> list[str]:
    return [one.group() for one in found if {*one.span()} <= word_ends(one.string)]


def _respelled(word: str, index: "Index") -> str:
    """The word with one character replaced by one that sounds alike, if it stands anywhere."""
    if len(word) > max(ABBREVIATED):
        return ""
    others = [
        word[:at] + other + word[at + 1 :]
        for at, character in enumerate(word)
        for other in homophones(character)[:HOMOPHONES]
    ]
    phrases = [phrase for phrase in map(query_phrase, others) if isinstance(phrase, Phrase)]
    known = index.known(phrases)
    found, best = max(zip(known, others, strict=True), default=(0, ""))
    return best if found else ""


def _named(tree: Tree, index: "Index") -> list[str]:
    records = index.texts(index.anywhere(tree, LOOKED_AT))
    return [f"{record.title}\n{record.names}" for record in records.values()]


def _commonest(found: Iterable[list[str]]) -> str:
    counts = Counter(spelling for spellings in found for spelling in set(spellings))
    return min(counts, key=lambda spelling: (-counts[spelling], spelling), default="")
