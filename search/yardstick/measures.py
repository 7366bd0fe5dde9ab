"""The measures: of one query, and their means over classes and over all.

s1      the first hit is good: its grade is 2 or more, or the best there is where nothing reaches 2
r10     good documents among the first ten, of ten or of all good ones where they are fewer
ndcg10  discounted gains 2^grade - 1 of the first ten, as a share of the best order's
zero    nothing was found
noise5  share of grade 0 among the first five hits, of queries that have hits

Queries that no document answers (class `none`) count apart: right is to find nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from .files import NOTHING_ANSWERS, Query

_DEPTH, _TOP = 10, 5
_GOOD = 2


@dataclass(frozen=True)
class Score:
    """The measures of one query, or their means; None where a measure says nothing."""

    s1: float | None
    r10: float | None
    ndcg10: float | None
    zero: float | None
    noise5: float | None


MEASURES = tuple(field.name for field in fields(Score))


@dataclass(frozen=True)
class Answer:
    """What was shown for a query, in page order; `documents` are those of the file among it.

    A record that only stands behind a document (a place, an organisation named in one) has no
    judgement. It was shown all the same, where a better answer might stand: it counts as wrong.
    """

    query: Query
    ids: Sequence[str]
    documents: Sequence[str]

    @property
    def score(self) -> Score:
        """The measures of this query."""
        if self.query.kind == NOTHING_ANSWERS:
            empty = float(not self.ids)
            return Score(s1=empty, r10=None, ndcg10=None, zero=empty, noise5=None)
        grades, top = self.query.judgements, list(dict.fromkeys(self.ids))[:_DEPTH]
        threshold = min(_GOOD, max(grades.values()))
        good = {document for document, grade in grades.items() if grade >= threshold}
        got = [grades.get(document, 0) for document in top]
        first = got[:_TOP]
        return Score(
            s1=float(bool(got) and got[0] >= threshold),
            r10=len(good.intersection(top)) / min(_DEPTH, len(good)),
            ndcg10=_gain(got) / _gain(sorted(grades.values(), reverse=True)[:_DEPTH]),
            zero=float(not got),
            noise5=first.count(0) / len(first) if first else None,
        )


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def mean(scores: Iterable[Score]) -> Score:
    """The mean of every measure over the scores that have it."""
    rows = list(scores)
    return Score(**{name: _mean(getattr(row, name) for row in rows) for name in MEASURES})


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def by_class(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers of every class of queries, classes in order of appearance."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.query.kind, []).append(answer)
    return groups


def over_all(answers: Iterable[Answer]) -> Score:
    """The mean over all queries that something answers."""
    return mean(a.score for a in answers if a.query.kind != NOTHING_ANSWERS)


def over_classes(answers: Iterable[Answer]) -> Score:
    """The mean over the classes, every class weighing alike."""
    groups = by_class(answers)
    groups.pop(NOTHING_ANSWERS, None)
    return mean(mean(answer.score for answer in group) for group in groups.values())


def left_empty(answers: Iterable[Answer]) -> float | None:
    """The share of the queries that nothing answers for which nothing was shown."""
    return mean(a.score for a in answers if a.query.kind == NOTHING_ANSWERS).zero
