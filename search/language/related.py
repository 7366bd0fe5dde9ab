"""Related results: records that have most of what was asked, by the worth of the words.

Engines only answer And and Or, so "most of" is asked as: any of the sets of words that reach the
share. What comes back is measured again here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lexicon import Lexicon
from .ordering import best_first
from .question import Question, Word, pairs_of
from .ranking import Folded, presence, rarity
from .tree import NOTHING, Phrase, Tree, any_of, every

if TYPE_CHECKING:
    from .planner import Index

WORDS_SHARE, PAIRS_SHARE = 0.45, 0.40
#: Who says much says it in words of their own, as does who uses a word that means what records
#: call otherwise: what is nowhere then is no reason to find nothing.
SAYS_MUCH, UNKNOWN_WEIGHT, PAIRS_SHARE_OF_MUCH = 3, 0.25, 0.30
BESIDE_SHARE = 0.6
MOST_RELATED = 20
LOOKED_AT = 300
#: The rarest words or pairs decide; more of them would make too many sets.
WORDS_ASKED, PAIRS_ASKED = 7, 9
PAIRS_WEIGHT, RANK_WEIGHT = 0.5, 0.2
#: Sums of fractions differ by less.
LEEWAY = 1e-9
ALL_WEIGHTS = 1 + PAIRS_WEIGHT + RANK_WEIGHT


def related(
    question: Question,
    lexicon: Lexicon,
    index: "Index",
    without: Sequence[int],
    near: Mapping[int, float],
) -> list[int]:
    """Keys of related records, best first, at most MOST_RELATED.

    `near` are records that mean what was asked, and how nearly; it adds to what the words say.
    """
    found = Counter(dict(weighed(question, lexicon, index, without)))
    found.update({key: share for key, share in near.items() if key not in set(without)})
    return sorted(found, key=lambda key: (-found[key], -key))[:MOST_RELATED]


def weighed(
    question: Question, lexicon: Lexicon, index: "Index", without: Sequence[int]
) -> list[tuple[int, float]]:
    """Keys of related records with how related they are (0 to 1), best first."""
    asked = _asked(question, lexicon, index, beside=bool(without))
    trees = [
        covering([(word.tree, worth) for word, worth in asked.words], asked.share, WORDS_ASKED),
        covering(asked.pairs, asked.pairs_share, PAIRS_ASKED),
    ]
    keys = set().union(*(index.ids(tree, LOOKED_AT) for tree in trees)) - set(without)
    records = index.texts(sorted(keys))
    order = best_first(records, question, asked.words, lexicon)
    ranks = {key: 1 - at / len(order) for at, key in enumerate(order)}
    found = [(key, asked.related(record, ranks[key])) for key, record in records.items()]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: (-pair[1], -pair[0]))


@dataclass(frozen=True)
class _Asked:
    """The words and the pairs that were asked for, what each is worth, and the shares to reach."""

    words: list[tuple[Word, float]]
    pairs: list[tuple[Phrase, float]]
    share: float
    pairs_share: float
    #: Words one of which must be there: the same place alone is no relation beside exact finds, nor
    #: where much else was said. None where nothing must.
    subject: Sequence[Word] | None

    def related(self, record: Folded, rank: float) -> float:
        """How related a record of that rank (0 to 1) is; 0 where it has too little of both."""
        in_words, in_pairs = _share(record, self.words), _pair_share(record, self.pairs)
        if in_words < self.share and in_pairs < self.pairs_share:
            return 0.0
        if self.subject is not None and not any(presence(record, word) for word in self.subject):
            return 0.0
        return (in_words + PAIRS_WEIGHT * in_pairs + RANK_WEIGHT * rank) / ALL_WEIGHTS


def _asked(question: Question, lexicon: Lexicon, index: "Index", *, beside: bool) -> _Asked:
    words, pairs = question.content or question.typed, pairs_of(question)
    says_much = len(words) >= SAYS_MUCH
    subject = [word for word in words if not lexicon.is_place(word.text)]
    is_talk = says_much or any(lexicon.synonyms_of(word.text) for word in words)
    worths = _worths(
        [*(word.tree for word in words), *pairs], index, UNKNOWN_WEIGHT if is_talk else 1.0
    )
    return _Asked(
        list(zip(words, worths[: len(words)], strict=True)),
        list(zip(pairs, worths[len(words) :], strict=True)),
        BESIDE_SHARE if beside else WORDS_SHARE,
        PAIRS_SHARE_OF_MUCH if says_much else PAIRS_SHARE,
        subject if beside or (says_much and subject) else None,
    )


def covering(parts: Sequence[tuple[Tree, float]], share: float, most: int) -> Tree:
    """Any set of the worthiest parts that reaches `share` of the worth of all."""
    needed = share * sum(worth for _, worth in parts) - LEEWAY
    return _reaching(sorted(parts, key=lambda part: -part[1])[:most], needed)


def _reaching(parts: Sequence[tuple[Tree, float]], needed: float) -> Tree:
    """Any set of `parts` worth `needed`: with the first, and what then lacks; or without it.

    Nested so, a part is looked for far less often than if each set were written out.
    """
    if sum(worth for _, worth in parts) < needed or not parts:
        return NOTHING
    (tree, worth), rest = parts[0], parts[1:]
    ways = [_reaching(rest, needed)]
    if worth >= needed:
        ways.insert(0, tree)
    elif (others := _reaching(rest, needed - worth)) != NOTHING:
        ways.insert(0, every([tree, others]))
    return any_of(way for way in ways if way != NOTHING)


def _worths(trees: Sequence[Tree], index: "Index", unknown: float) -> list[float]:
    """The worth of each; of what is nowhere the part `unknown` of it."""
    sizes = index.frequencies(trees)
    return [rarity(size, index.size) * (1.0 if size else unknown) for size in sizes]


def _share(record: Folded, words: Sequence[tuple[Word, float]]) -> float:
    total = sum(worth for _, worth in words)
    return sum(worth for word, worth in words if presence(record, word)) / total if total else 0.0


def _pair_share(record: Folded, pairs: Sequence[tuple[Phrase, float]]) -> float:
    total = sum(worth for _, worth in pairs)
    text = "\n".join(record[1:])
    found = sum(worth for pair, worth in pairs if pair.tokens[0] in text)
    return found / total if total else 0.0
