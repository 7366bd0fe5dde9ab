"""Letters that were typed for their sound: which words of the index sound so."""

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .cutting import word_ends
from .letters import toneless
from .lexicon import Lexicon
from .question import Question, Word
from .sounds import blurred, initials_of, syllables
from .tokens import HAN, SOUND, query_phrase, sounds_of
from .tree import And, Or, Phrase, Tree, any_of

if TYPE_CHECKING:
    from .planner import Index

#: How many titles and names are looked at, and how many spellings taken from them.
LOOKED_AT, TAKEN = 30, 3
_HAN_RUN = re.compile(rf"[{HAN}]+")


def spelled_by_sound(question: Question, lexicon: Lexicon, index: "Index") -> Question:
    """The question with the spellings of its pinyin words, as titles and names write them.

    What means the same as such a spelling is looked for too.
    """
    if not any(word.sound for word in (*question.typed, *question.content)):
        return question
    words = {word.text: word for word in (*question.content, *question.typed)}
    spelled = {text: _spelled(word, lexicon, index) for text, word in words.items()}
    return replace(
        question,
        typed=tuple(spelled[word.text] for word in question.typed),
        content=tuple(spelled[word.text] for word in question.content),
    )


def _spelled(word: Word, lexicon: Lexicon, index: "Index") -> Word:
    if word.sound is None:
        return word
    records = index.texts(index.anywhere(word.sound, LOOKED_AT))
    found: Counter[str] = Counter()
    for record in records.values():
        text = f"{record.title}\n{record.names}"
        for phrase in phrases_of(word.sound):
            found.update(set(spellings_in(text, phrase)))
    heard = [spelling for spelling, _ in found.most_common(TAKEN)]
    heard += lexicon.sounding(toneless(word.text))
    alike = [same for spelling in heard for same in lexicon.synonyms_of(spelling)]
    spellings = tuple(dict.fromkeys((*heard, *alike)))
    trees = [phrase for phrase in map(query_phrase, spellings) if phrase]
    return replace(word, tree=any_of([word.tree, *trees]), others=(*word.others, *spellings))


def phrases_of(sound: Tree) -> list[Phrase]:
    """The phrases of sounds in a tree; of And its last part, which sounds like all of it."""
    if isinstance(sound, And):
        return phrases_of(sound.parts[-1])
    if isinstance(sound, Or):
        return [phrase for part in sound.parts for phrase in phrases_of(part)]
    return [sound] if sound.tokens[0].startswith(SOUND) else []


def spellings_in(text: str, phrase: Phrase) -> list[str]:
    """The stretches of folded text that sound like a phrase of syllables or of initials."""
    wanted = sounds_of(phrase)
    found = []
    for run in _HAN_RUN.findall(text):
        sounds = syllables(run)
        for heard in (sounds, initials_of(sounds)):
            for at in range(len(run) - len(wanted) + 1):
                if _sounds_so(heard[at : at + len(wanted)], wanted, phrase.prefix):
                    found.append(run[at : at + len(wanted)])
    return found


def _sounds_so(heard: tuple[str, ...], wanted: tuple[str, ...], prefix: bool) -> bool:
    if heard[:-1] != wanted[:-1]:
        return False
    return heard[-1].startswith(wanted[-1]) if prefix else heard[-1] == wanted[-1]


def alike_in(text: str, word: str) -> list[str]:
    """The words of folded text that a careless ear takes for `word`, `word` itself left out."""
    wanted = tuple(map(blurred, syllables(word)))
    found = []
    for run in _HAN_RUN.findall(text):
        heard = tuple(map(blurred, syllables(run)))
        for at in range(len(run) - len(word) + 1):
            end = at + len(word)
            sounds_so = heard[at:end] == wanted and run[at:end] != word
            if sounds_so and {at, end} <= word_ends(run):
                found.append(run[at:end])
    return found
