"""What is printed: a table by class, the worst answers, and all of it in one line of JSON."""

import json
from collections.abc import Callable, Sequence
from statistics import median

from .files import NOTHING_ANSWERS
from .measures import MEASURES, Answer, Score, by_class, left_empty, mean, over_all, over_classes

Print = Callable[[str], None]

_TITLES = {"s1": "S@1", "r10": "R@10", "ndcg10": "nDCG@10", "zero": "zero", "noise5": "noise@5"}
_WIDTH = 9


def table(answers: Sequence[Answer], out: Print) -> None:
    """The measures by class, then over all queries, over all classes, and over documents alone.

    `documents` passes over the records on the page that stand for no document (see Answer).
    """
    out(f"{'class':14}{'n':>5}" + "".join(f"{_TITLES[name]:>{_WIDTH}}" for name in MEASURES))
    for kind, group in by_class(answers).items():
        out(_line(kind, len(group), mean(answer.score for answer in group)))
    real = [answer for answer in answers if answer.query.kind != NOTHING_ANSWERS]
    out("-" * (19 + _WIDTH * len(MEASURES)))
    out(_line("OVERALL", len(real), over_all(answers)))
    out(_line("macro", len(by_class(real)), over_classes(answers)))
    alone = [Answer(answer.query, answer.documents, answer.documents) for answer in real]
    out(_line("documents", len(alone), over_all(alone)))


def _line(name: str, count: int, score: Score) -> str:
    values = (getattr(score, measure) for measure in MEASURES)
    return f"{name:14}{count:>5}" + "".join(f"{_figure(value):>{_WIDTH}}" for value in values)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def times(milliseconds: Sequence[float], out: Print) -> None:
    """How long the questions took."""
    ordered = sorted(milliseconds)
    late = ordered[max(int(len(ordered) * 0.95) - 1, 0)]
    out(f"每问毫秒：中位 {median(ordered):.1f}，95% 以内 {late:.1f}，最长 {ordered[-1]:.1f}")


def worst(answers: Sequence[Answer], count: int, out: Print) -> None:
    """The `count` answers with the lowest nDCG, with what came first and its grades."""
    scored = [answer for answer in answers if answer.score.ndcg10 is not None]
    for answer in sorted(scored, key=lambda answer: answer.score.ndcg10 or 0)[:count]:
        query = answer.query
        got = "、".join(f"{one}({query.judgements.get(one, 0)})" for one in answer.ids[:5])
        ndcg = _figure(answer.score.ndcg10)
        out(f"  {query.id} [{query.kind}] {query.query}  nDCG {ndcg}  {got or '无结果'}")


def summary(answers: Sequence[Answer]) -> str:
    """The means over all as one line of JSON; null where a measure says nothing."""
    score = over_all(answers)
    figures = {name: getattr(score, name) for name in ("ndcg10", "s1", "r10", "zero", "noise5")}
    figures["none_ok"] = left_empty(answers)
    rounded = {name: None if v is None else round(v, 6) for name, v in figures.items()}
    return json.dumps(rounded)
