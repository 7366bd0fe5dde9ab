"""A question taken apart: the words as typed, and the words in it that say what is looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .content import Known, content_words
from .folding import fold
from .letters import may_be_initials, read_partly, read_pinyin, toneless
from .lexicon import Lexicon
from .numbers import spelled_otherwise
from .sounds import initials_of, syllables
from .tokens import HAN, query_phrase, runs, sound_phrase
from .tree import NAMED, Phrase, Tree, any_of, every, within

#: What parts typed words: blanks and punctuation, not the signs that stand inside 1+8+N or 57.6%.
_BETWEEN_WORDS = re.compile(r"[\s,，。、;；:：?？!！\"'“”‘’「」『』()（）\[\]【】<>《》|/\\*·…—~]+")
#: More is no question but a text; the rest is not looked for.
MOST_WORDS = 8
LONGEST_QUESTION = 100
#: Shorter names may stand in other names by chance.
SHORT_ALIAS = 4
#: Other spellings looked for: many places share a name.
MOST_OTHERS = 20
#: The public number of a record, with or without its hyphens.
_RECORD = re.compile(r"\b([a-z]{2})-?([0-9]{4})-?([0-9]{6})\b")
_LETTERS = re.compile(r"[a-z]{1,40}")
_FOUR = re.compile(rf"[{HAN}]{{4}}")


@dataclass(frozen=True)
class Word:
    """A word of a question: how it is looked for, and the spellings that count as finding it.

    `others` are the spellings that mean the same; `sound` is where letters are read as pinyin.
    """

    text: str
    tree: Tree
    others: tuple[str, ...] = ()
    sound: Tree | None = None
    #: The two halves of a word of four characters, when both count as finding it.
    halves: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The word and what means the same, folded."""
        return (self.text, *self.others)


@dataclass(frozen=True)
class Question:
    """`typed`: the words as typed; `content`: those that name what is looked for, longest known
    names first; `kind`: the kind of record that a word such as 「案例」 asks for."""

    text: str
    typed: tuple[Word, ...]
    content: tuple[Word, ...]
    kind: str = ""
    #: The same with neighbours in letters read as one word, where that may be meant.
    joined: "Question | None" = None

    @property
    def is_number(self) -> bool:
        """Whether it is the number of one record: nothing is related to that."""
        return bool(_RECORD.fullmatch(self.text))


def read(text: str, lexicon: Lexicon, known: Known) -> Question:
    """Take a question apart; what is beyond the longest question is not read."""
    folded = fold(text[: 4 * LONGEST_QUESTION])[:LONGEST_QUESTION]
    folded = _RECORD.sub(r"\1-\2-\3", folded)
    parts = [part for part in _BETWEEN_WORDS.split(folded) if query_phrase(part)]
    question = _taken_apart(parts, lexicon, known)
    joined = _letters_joined(parts)
    return (
        question
        if joined == parts
        else replace(question, joined=_taken_apart(joined, lexicon, known))
    )


def _letters_joined(parts: Sequence[str]) -> list[str]:
    """The parts, neighbours in letters as one where that is pinyin: ban qiao as banqiao."""
    found: list[str] = []
    for are_letters, neighbours in groupby(parts, key=_are_letters):
        words = list(neighbours)
        one = "".join(words)
        found += [one] if are_letters and len(words) > 1 and sound_of(one) else words
    return found


def _are_letters(part: str) -> bool:
    return bool(_LETTERS.fullmatch(toneless(part)))


def _taken_apart(parts: Sequence[str], lexicon: Lexicon, known: Known) -> Question:
    typed = list(dict.fromkeys(parts))[:MOST_WORDS]
    said = [word for part in typed for word in content_words(part, lexicon, known)]
    kind = next((lexicon.kind_words[w] for w in reversed(said) if w in lexicon.kind_words), "")
    content = [w for w in dict.fromkeys(said) if w not in lexicon.kind_words]
    return Question(
        " ".join(typed),
        tuple(word_of(part, lexicon) for part in typed),
        tuple(loosened(word_of(word, lexicon), lexicon) for word in content[:MOST_WORDS]),
        kind,
    )


def word_of(text: str, lexicon: Lexicon) -> Word:
    """How a folded word is looked for: as it stands, by what means the same, by its sound."""
    named = [name for name in lexicon.names_like(text) if not _may_be_of_others(name, lexicon)]
    others = [*named, *lexicon.synonyms_of(text), *spelled_otherwise(text)][:MOST_OTHERS]
    sound = sound_of(text)
    forms = [text, *others]
    if _is_abbreviation(text, lexicon) and _may_be_of_others(text, lexicon):
        # 南大 also stands in 东南大学 and 城南大门: its full names say whom it means.
        forms = [other for other in others if len(other) > len(text)] or forms
    trees: list[Tree] = [*_shortest([phrase for form in forms if (phrase := query_phrase(form))])]
    if sound:
        trees.append(sound)
    return Word(text, any_of(trees), tuple(f for f in forms if f != text), sound)


def _may_be_of_others(alias: str, lexicon: Lexicon) -> bool:
    """Whether a short name stands in names of others, as 南大 of 南京大学 does in 东南大学."""
    return len(alias) < SHORT_ALIAS and bool(lexicon.longer_names(alias))


def _shortest(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Those of `phrases` that are enough to look for: what another stands in is found by that."""
    written = {phrase: f" {' '.join(phrase.tokens)} " for phrase in phrases}
    whole = [tokens for phrase, tokens in written.items() if not phrase.prefix]
    return [
        phrase
        for phrase, tokens in written.items()
        if not any(other in tokens for other in whole if other != tokens)
    ]


def _is_abbreviation(word: str, lexicon: Lexicon) -> bool:
    """Whether a short name takes characters out of its full name, as 南大 does, not 板桥."""
    full = [name for name in lexicon.names_like(word) if len(name) > len(word)]
    return len(word) < SHORT_ALIAS and bool(full) and not any(word in name for name in full)


def loosened(word: Word, lexicon: Lexicon) -> Word:
    """A word of four characters is also found by its halves: 燃气管道 by 燃气 and 管道.

    Names are not taken apart.
    """
    if not _FOUR.fullmatch(word.text) or lexicon.is_name(word.text):
        return word
    halves = (word.text[:2], word.text[2:])
    both = every(phrase for phrase in map(query_phrase, halves) if phrase)
    return replace(word, tree=any_of([word.tree, both]), halves=halves)


def sound_of(text: str) -> Tree | None:
    """Letters, or letters after Han characters, read as pinyin or initials; else None."""
    parts = list(runs(toneless(text)))
    if "".join(run for run, _ in parts) != toneless(text) or not _LETTERS.fullmatch(parts[-1][0]):
        return None
    letters = parts[-1][0]
    if len(parts) == 1 and len(letters) > 1:
        heard = _readings((), letters) or _partly(letters)
        return any_of(heard) if heard else None
    if len(parts) == 2 and parts[0][1]:
        head = query_phrase(parts[0][0])
        heard = _readings(syllables(parts[0][0]), letters)
        return every([within(head, NAMED), any_of(heard)]) if head and heard else None
    return None


def _readings(before: tuple[str, ...], letters: str) -> list[Tree]:
    found: list[Tree] = [
        within(sound_phrase((*before, *sounds), prefix=True), NAMED)
        for sounds in read_pinyin(letters)
    ]
    initials = (*initials_of(before), *letters)
    if may_be_initials("".join(initials)):
        found.append(within(sound_phrase(initials), NAMED))
    return found


def _partly(letters: str) -> list[Tree]:
    """Syllables beside initials: all of it as initials, and the syllables as they sound."""
    return [
        every(
            within(phrase, NAMED)
            for phrase in (
                sound_phrase(tuple(s for s in sounds if len(s) > 1), prefix=len(sounds[-1]) > 1),
                sound_phrase(initials_of(sounds)),
            )
        )
        for sounds in read_partly(letters)
    ]


def pairs_of(question: Question) -> list[Phrase]:
    """The pairs of characters in what was said, for questions no word of which is found."""
    pattern = re.compile(rf"[{HAN}]{{2,}}")
    said = [run for word in question.content for run in pattern.findall(word.text)]
    pairs = [run[at : at + 2] for run in said for at in range(len(run) - 1)]
    return [Phrase((pair,)) for pair in dict.fromkeys(pairs)]
