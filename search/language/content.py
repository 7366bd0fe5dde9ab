"""Content: the words of a question that say what is looked for, and those that say nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from .cutting import tagged, word_ends
from .letters import read_pinyin, toneless
from .lexicon import Lexicon
from .tokens import query_phrase, runs
from .tree import Tree

LONGEST_JOINED = 4
#: Parts of speech that carry no subject: particles, pronouns, adverbs, prepositions, numerals...
_EMPTY_SPEECH = frozenset({*"rdcpyeoqmfu", "uj", "ul", "uv", "ud", "ug", "uz", "rr", "rz"})
_EMPTY_SPEECH |= {"df", "mq", "zg"}
#: Empty too, but 桩 is a measure and part of 充电桩.
_MEASURES = frozenset({"q", "zg"})
#: What follows these asks: 谁来管, 怎么办, 哪个.
_ASKING = "谁怎哪啥什么几多吗呢吧"
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)+")


class _Piece(NamedTuple):
    word: str
    speech: str
    is_empty: bool


#: How often each of some phrases stands in the index.
Known: TypeAlias = Callable[[Sequence[Tree]], list[int]]


def content_words(text: str, lexicon: Lexicon, known: Known) -> list[str]:
    """The words of a folded part that say something: known ones whole, stop words left out."""
    parts = list(_runs_and_decimals(text))
    if len(parts) > 1 and parts[-1][0].isascii() and _are_initials(parts[-1][0]):
        return [text]
    found: list[str] = []
    measure = False  # whether the run begins with the measure of a number: 15分, 200万
    for at, (run, is_han) in enumerate(parts):
        if is_han:
            found += _content_of_run(run[measure:], lexicon, known)
        following = parts[at + 1][0] if at + 1 < len(parts) and parts[at + 1][1] else ""
        measure = run[-1].isdecimal() and bool(following)
        if not is_han:
            found.append(run + following[: int(measure)])
    return found


def _runs_and_decimals(text: str) -> Iterator[tuple[str, bool]]:
    """The runs of `text` and whether each is of Han characters; 1.6 is one."""
    at = 0
    for decimal in _DECIMAL.finditer(text):
        yield from runs(text[at : decimal.start()])
        yield decimal.group(), False
        at = decimal.end()
    yield from runs(text[at:])


def _are_initials(letters: str) -> bool:
    return letters.isalpha() and not any(len(s) > 1 for s in read_pinyin(toneless(letters)))


def _content_of_run(run: str, lexicon: Lexicon, known: Known) -> list[str]:
    """Names and words with synonyms first, the longest at each place; common words between.

    Stop words are left out before the dictionary cuts, which would take 有什么 for two.
    """
    found: list[str] = []
    at = gap = 0
    while at < len(run):
        word, stop = _known_at(run, at, lexicon), _stop_at(run, at, lexicon)
        if word or stop:
            found += _said(run[gap:at], lexicon, known)
            found += [word] if word and word not in lexicon.stop_words else []
            at = gap = at + len(word or stop)
        else:
            at += 1
    return found + _said(run[gap:], lexicon, known)


def _known_at(run: str, at: int, lexicon: Lexicon) -> str:
    """The longest known word that begins at `at`, or an empty string.

    Two characters that end or begin in the middle of a common word are no name. Those that have
    synonyms are a word all the same where nothing stands before or after them: 路灯 of 路|灯不亮,
    but not 煤气 of 煤气罐.
    """
    word = lexicon.longest_known(run, at)
    end, ends = at + len(word), word_ends(run)
    if len(word) > 2 or {at, end} <= ends:
        return word
    crosses = at + 1 in ends and (at == 0 or end == len(run))
    return word if crosses and lexicon.synonyms_of(word) and not lexicon.is_name(word) else ""


def _stop_at(run: str, at: int, lexicon: Lexicon) -> str:
    """The longest stop word that begins at `at` and is made of whole words, or an empty string."""
    ends = word_ends(run)
    if at not in ends:
        return ""
    stops = (run[at:end] for end in sorted(ends, reverse=True) if end > at)
    return next((stop for stop in stops if stop in lexicon.stop_words), "")


def _said(text: str, lexicon: Lexicon, known: Known) -> list[str]:
    """The common words of `text` that carry its subject, with what belongs to them."""
    pieces = [_Piece(w, speech, _is_empty(w, speech, lexicon)) for w, speech in tagged(text)]
    return [p.word for p in _joined(pieces, known) if not p.is_empty and len(p.word) > 1]


def _is_empty(word: str, speech: str, lexicon: Lexicon) -> bool:
    asks = word[0] in _ASKING
    return speech in _EMPTY_SPEECH or asks or word in lexicon.stop_words or not word.strip()


def _may_join(left: _Piece, right: _Piece) -> bool:
    """One character, no particle, beside a word of two or three that says something."""
    one, word = sorted((left, right), key=lambda piece: len(piece.word))
    joins = one.speech in _MEASURES or not one.is_empty
    return joins and len(one.word) == 1 and len(word.word) in (2, 3) and not word.is_empty


def _joined(pieces: list[_Piece], known: Known) -> list[_Piece]:
    """Words the dictionary took apart, joined where they stand together in the index: 充电 桩."""
    pairs = [
        (at, left.word + right.word)
        for at, (left, right) in enumerate(pairwise(pieces))
        if _may_join(left, right)
    ]
    phrases = [phrase for _, word in pairs if (phrase := query_phrase(word))]
    joined = {at for (at, _), count in zip(pairs, known(phrases), strict=True) if count > 1}
    found: list[_Piece] = []
    for at, piece in enumerate(pieces):
        if at - 1 in joined and len(found[-1].word + piece.word) <= LONGEST_JOINED:
            found[-1] = _Piece(found[-1].word + piece.word, "n", is_empty=False)
        else:
            found.append(piece)
    return found
