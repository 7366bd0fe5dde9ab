"""Related results: records that have most of what was asked, by the worth of the words.

Engines only answer And and Or, so "most of" is asked as: any of the sets of words that reach the
share. What comes back is measured again here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .lexicon import Lexicon
from .ordering import best_first
from .question import Question, Word, pairs_of
from .ranking import Folded, presence, rarity
from .tree import NOTHING, Phrase, Tree, any_of, every

if TYPE_CHECKING:
    from .planner import Index

WORDS_SHARE, PAIRS_SHARE = 0.45, 0.40
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
    words = question.content or question.typed
    share = BESIDE_SHARE if without else WORDS_SHARE
    pairs = pairs_of(question)
    worths = _worths([*(word.tree for word in words), *pairs], index)
    by_word = list(zip(words, worths[: len(words)], strict=True))
    by_pair = list(zip(pairs, worths[len(words) :], strict=True))
    trees = [
        covering([(word.tree, worth) for word, worth in by_word], share, WORDS_ASKED),
        covering(by_pair, PAIRS_SHARE, PAIRS_ASKED),
    ]
    keys = set().union(*(index.ids(tree, LOOKED_AT) for tree in trees)) - set(without)
    records = index.texts(sorted(keys))
    ranks = {key: at for at, key in enumerate(best_first(records, question, by_word, lexicon))}
    found = []
    for key, record in records.items():
        in_words, in_pairs = _share(record, by_word), _pair_share(record, by_pair)
        if in_words >= share or in_pairs >= PAIRS_SHARE:
            rank = 1 - ranks[key] / len(ranks)
            total = in_words + PAIRS_WEIGHT * in_pairs + RANK_WEIGHT * rank
            found.append((key, total / ALL_WEIGHTS))
    return sorted(found, key=lambda pair: (-pair[1], -pair[0]))


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


def _worths(trees: Sequence[Tree], index: "Index") -> list[float]:
    return [rarity(found, index.size) for found in index.frequencies(trees)]


def _share(record: Folded, words: Sequence[tuple[Word, float]]) -> float:
    total = sum(worth for _, worth in words)
    return sum(worth for word, worth in words if presence(record, word)) / total if total else 0.0


def _pair_share(record: Folded, pairs: Sequence[tuple[Phrase, float]]) -> float:
    total = sum(worth for _, worth in pairs)
    text = "\n".join(record[1:])
    found = sum(worth for pair, worth in pairs if pair.tokens[0] in text)
    return found / total if total else 0.0
