"""The query plan: what is asked of the engine, in which order, and when enough was found.

1. every typed word, or what means the same;
2. every word that says something, names kept whole, stop words left out;
3. where a word is nowhere, the word that was probably meant (correction.py);
4. and 5. most of the words, or most of their pairs of characters: 「相关结果」 (related.py).

Tiers 1 and 2 are always asked, a later one only while fewer than ENOUGH were found. The index that
is asked answers within the scope of the search (audience and filters), so a tier whose finds are
all filtered away hides no later one. A word typed that sounds like a title or name as a whole is
corrected before tier 2: that is the surest slip.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from .correction import Correction, corrected, misheard
from .lexicon import Lexicon
from .ordering import best_first, names_somebody
from .question import Question, Word, read
from .ranking import Folded, rarity
from .related import related
from .sounding import spelled_by_sound
from .tokens import query_phrase
from .tree import NAMED, NOTHING, TITLE, Tree, any_of, every, within

ENOUGH = 3
#: How many of the records found are ranked; the others follow, newest first.
RANKED = 300
OF_A_KIND = 40


class Index(Protocol):
    """What the plan asks of an engine, within one scope."""

    def ids(self, tree: Tree, limit: int, kind: str = "") -> list[int]:
        """Keys of records that match, of one kind where it is named, last entered first."""

    def frequencies(self, trees: Sequence[Tree]) -> list[int]:
        """How many records match each."""

    def known(self, trees: Sequence[Tree]) -> list[int]:
        """The same in the whole index, whatever is filtered."""

    def anywhere(self, tree: Tree, limit: int) -> list[int]:
        """Keys of matches in the whole index, whatever is filtered: how words are spelled there."""

    def texts(self, keys: Sequence[int]) -> dict[int, Folded]:
        """The words of records."""

    @property
    def size(self) -> int:
        """How many records there are."""


#: Records that mean what a question asks, and how nearly (0 to 1), beside the strong ones found.
Meant: TypeAlias = Callable[[str, Sequence[int]], dict[int, float]]


def _nothing_meant(question: str, strong: Sequence[int]) -> dict[int, float]:
    return {}


@dataclass
class Answer:
    """What a question finds. `tree` matches all results proper, `head` are the best of them, best
    first, and all of them where it `is_whole`; `late` are the related ones. `tier` is the last that
    found something, 0 for none."""

    question: Question
    tree: Tree = NOTHING
    head: list[int] = field(default_factory=list)
    is_whole: bool = True
    late: list[int] = field(default_factory=list)
    tier: int = 0
    correction: Correction | None = None
    words: tuple[Word, ...] = ()


def answer(
    text: str,
    lexicon: Lexicon,
    index: Index,
    *,
    literal: bool = False,
    meant: Meant = _nothing_meant,
) -> Answer:
    """Answer a question; `literal` takes the words as typed and nothing else.

    `meant` is asked only where the words found too little and none of them was corrected.
    """
    question = read(text, lexicon, index.known)
    if not question.typed:
        return Answer(question)
    if literal:
        return _typed(_as_typed(question), lexicon, index)
    found = _as_heard(question, lexicon, index)
    question = found.question
    if not found.head:
        _correct(found, misheard(question, lexicon, index), lexicon, index)
    if not found.correction and question.content and question.content != question.typed:
        _add(found, 2, question.content, lexicon, index)
    if len(found.head) < ENOUGH and not found.correction and _too_few_anywhere(question, index):
        _correct(found, corrected(question, lexicon, index), lexicon, index)
    if len(found.head) < ENOUGH and not question.is_number:
        near = {} if found.correction else meant(text, found.head)
        found.late = related(found.question, lexicon, index, without=found.head, near=near)
        found.tier = found.tier or (4 if found.late else 0)
    return found


def _typed(question: Question, lexicon: Lexicon, index: Index) -> Answer:
    """What the words find as they were typed."""
    found = Answer(question, words=question.typed)
    _add(found, 1, question.typed, lexicon, index)
    return found


def _as_heard(question: Question, lexicon: Lexicon, index: Index) -> Answer:
    """The same with letters read as pinyin: neighbours as one word, else each for itself."""
    if question.joined:
        found = _typed(spelled_by_sound(question.joined, lexicon, index), lexicon, index)
        if found.head:
            return found
    return _typed(spelled_by_sound(question, lexicon, index), lexicon, index)


def _too_few_anywhere(question: Question, index: Index) -> bool:
    """Whether the words find too little whatever is filtered: filters make no word misspelt."""
    asked = any_of(
        every(word.tree for word in words) for words in (question.typed, question.content)
    )
    return len(index.anywhere(asked, ENOUGH)) < ENOUGH


def _as_typed(question: Question) -> Question:
    phrases = ((word.text, query_phrase(word.text)) for word in question.typed)
    bare = tuple(Word(text, phrase) for text, phrase in phrases if phrase)
    return replace(question, typed=bare, content=bare)


def _add(found: Answer, tier: int, words: tuple[Word, ...], lexicon: Lexicon, index: Index) -> None:
    """Rank what one more tier finds behind what was found before."""
    tree = every(word.tree for word in words)
    known, likely = set(found.head), candidates(tree, found.question, lexicon, index)
    keys = [key for key in likely if key not in known]
    found.is_whole = found.is_whole and len(likely) < RANKED
    if not keys:
        return
    by_word = list(zip(words, _worths(words, index), strict=True))
    ranked = best_first(index.texts(keys), found.question, by_word, lexicon)
    found.head += ranked
    found.tree = any_of([found.tree, tree]) if found.tier else tree
    found.tier, found.words = tier, tuple(dict.fromkeys((*found.words, *words)))


def _worths(words: Sequence[Word], index: Index) -> list[float]:
    """What each word is worth. Of one word alone that changes no order, and nobody counts."""
    if len(words) == 1:
        return [1.0]
    sizes = index.frequencies([word.tree for word in words])
    return [rarity(size, index.size) for size in sizes]


def candidates(tree: Tree, question: Question, lexicon: Lexicon, index: Index) -> list[int]:
    """Keys of the matches that are ranked: all of them, or of very many the likeliest.

    Those that match in the title, then in the names; before them some of the kind that was asked
    for and, where somebody was named, of the leading kinds, and the places and parties themselves.
    """
    keys = index.ids(tree, RANKED)
    if len(keys) < RANKED:
        return keys
    trees = within(tree, TITLE), within(tree, NAMED)
    titled, named = (index.ids(asked, RANKED) for asked in trees)
    better = index.ids(tree, OF_A_KIND, question.kind) if question.kind else []
    if names_somebody(question, lexicon):
        better += _of_kinds(lexicon.leading, trees[1], named, index)
        better += _of_kinds(lexicon.parties, trees[0], titled, index)
    return list(dict.fromkeys([*better, *titled, *named, *keys]))[:RANKED]


def _of_kinds(kinds: Sequence[str], tree: Tree, found: list[int], index: Index) -> list[int]:
    """The matches of `tree` that are of `kinds`, a few of each; `found` are the first of all."""
    if len(found) == RANKED:
        return [key for kind in kinds for key in index.ids(tree, OF_A_KIND, kind)]
    known = index.texts(found)
    by_kind = ([key for key in known if known[key].kind == kind] for kind in kinds)
    return [key for keys in by_kind for key in keys[:OF_A_KIND]]


def _correct(
    found: Answer, correction: tuple[Correction | None, Question], lexicon: Lexicon, index: Index
) -> None:
    """Add what the corrected question finds, and go on with that question if it finds anything."""
    said, question = correction
    if said is None:
        return
    asked, before = found.question, len(found.head)
    found.question = question
    _add(found, 3, question.typed, lexicon, index)
    if question.content != question.typed:
        _add(found, 3, question.content, lexicon, index)
    if len(found.head) > before:
        found.correction = said
    else:
        found.question = asked
