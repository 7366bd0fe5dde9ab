"""Ordering: the best answers first, and of a name's many finds a few of each kind at the top."""

from collections.abc import Mapping, Sequence

from .lexicon import Lexicon
from .question import Question, Word
from .ranking import Folded, as_title, score

#: How many first places are dealt out among the kinds, and to finds how nearly as good.
VARIED, NEARLY, LOOKED_AHEAD = 5, 0.75, 100
#: Where there are no more finds than this, the best stay first: the others are seen anyway.
SEEN_ANYWAY = 40
#: Places by what their names end with, the largest first.
_LEVELS = (("市",), ("区", "县"), ("街道", "镇", "乡"))


def best_first(
    records: Mapping[int, Folded],
    question: Question,
    words: Sequence[tuple[Word, float]],
    lexicon: Lexicon,
) -> list[int]:
    """The ids of `records`, best answer first; equals by id, newest first."""
    weights = lexicon.kind_weights
    scores = {pk: score(record, question, words, weights) for pk, record in records.items()}
    ranked = sorted(records, key=lambda pk: (-scores[pk], -pk))
    if question.kind or len(ranked) <= SEEN_ANYWAY or not names_somebody(question, lexicon):
        return ranked
    kinds = {pk: record.kind for pk, record in records.items()}
    dealt = varied(ranked, kinds, scores, lexicon.leading)
    return _within_first(dealt, _itself(records, question))


def _itself(records: Mapping[int, Folded], question: Question) -> int | None:
    """What the question names: of several the one that is so called, then the largest place."""
    called = [pk for pk, record in records.items() if as_title(record, question) > 1]
    return min(called, key=lambda pk: (_size_of(records[pk].title, question), pk), default=None)


def _size_of(title: str, question: Question) -> int:
    level = next((at for at, ends in enumerate(_LEVELS) if title.endswith(ends)), len(_LEVELS))
    return -1 if title == question.text else level


def _within_first(ranked: list[int], wanted: int | None) -> list[int]:
    """`ranked` with `wanted` (the place or party itself) among the first VARIED."""
    if wanted is None or wanted in ranked[:VARIED]:
        return ranked
    others = [pk for pk in ranked if pk != wanted]
    return [*others[: VARIED - 1], wanted, *others[VARIED - 1 :]]


def names_somebody(question: Question, lexicon: Lexicon) -> bool:
    """Whether all that was typed are names of organisations or places, however spelled."""
    return all(any(map(lexicon.is_name, word.spellings)) for word in question.typed)


def varied(
    ranked: Sequence[int],
    kinds: Mapping[int, str],
    scores: Mapping[int, float],
    leading: Sequence[str],
) -> list[int]:
    """`ranked`, but its first places go to several kinds, and those of `leading` kinds first.

    A name finds its pairings by the dozen; what was done there, told as a story, must not stand
    behind all of them. Only finds that answer nearly as well as the best are moved up.
    """
    waiting, top, seen = list(ranked), list[int](), set[str]()
    while waiting and len(top) < VARIED:
        enough = NEARLY * scores[waiting[0]]
        others = (pk for pk in waiting[:LOOKED_AHEAD] if kinds[pk] not in seen)
        chosen = next((pk for pk in others if scores[pk] >= enough), waiting[0])
        seen.add(kinds[chosen])
        waiting.remove(chosen)
        top.append(chosen)
    enough = NEARLY * scores[ranked[0]] if ranked else 0
    order = {kind: place for place, kind in enumerate(leading)}
    near = [pk for pk in top if scores[pk] >= enough]
    near.sort(key=lambda pk: order.get(kinds[pk], len(order)))
    return near + [pk for pk in top if scores[pk] < enough] + waiting
