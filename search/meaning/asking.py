"""What is near a question in meaning, and whether it is near enough to be shown."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from django.db.models import F

from search.language.cutting import is_common
from search.language.folding import fold
from search.querysets import EntryQuerySet
from search.scope import Scope

from . import matrix
from .encoder import Unreadable, model_name, question_vector

#: Words found so many: no need to guess.
ENOUGH = 3
#: A question has at least so many Chinese characters; fewer are a name or a slip, unless they are
#: a common word.
LEAST_CHARACTERS, LEAST_OF_A_WORD = 3, 2
#: How far below the gate, and below the nearest entry, others are still shown.
BELOW_GATE, BELOW_BEST = 0.01, 0.03
#: Cosines from the best down to this far below it run from 1 to 0 as closeness.
SPREAD = 0.05
_CHINESE = re.compile("[\u3400-\u9fff]")
MOST = 20
#: How many of the nearest are asked of the database where nearly all are within the scope.
LOOKED_AT = 200


class Near(NamedTuple):
    """An entry and the cosine between it and the question."""

    entry: int
    cosine: float


def nearest(question: str, scope: Scope, limit: int) -> list[tuple[int, float]]:
    """See search.meaning.nearest."""
    found = _measure(question, scope, ())
    return [] if found is None else [(near.entry, near.cosine) for near in found[0][:limit]]


def late(question: str, scope: Scope, strong: Sequence[int]) -> dict[int, float]:
    """See search.meaning.late."""
    if len(strong) >= ENOUGH or not says_enough(question):
        return {}
    found = _measure(question, scope, strong)
    if found is None:
        return {}
    nears, gate = found
    if not nears or gate is None or nears[0].cosine < gate:
        return {}
    best = nears[0].cosine
    least = max(gate - BELOW_GATE, best - BELOW_BEST)
    shown = [near for near in nears if near.cosine >= least and near.entry not in strong]
    return {near.entry: _closeness(near.cosine, best) for near in shown[:MOST]}


def says_enough(question: str) -> bool:
    """Whether a question can have a meaning at all."""
    characters = "".join(_CHINESE.findall(fold(question)))
    least = LEAST_OF_A_WORD if is_common(characters) else LEAST_CHARACTERS
    return len(characters) >= least


def _closeness(cosine: float, best: float) -> float:
    return min(max((cosine - (best - SPREAD)) / SPREAD, 0.0), 1.0)


def _measure(
    question: str, scope: Scope, known: Collection[int]
) -> tuple[list[Near], float | None] | None:
    """Entries within the scope, nearest first, and the gate; the `known` ones wherever they are.

    None where there are no vectors or the model does not answer. Three queries at most.
    """
    try:
        held = matrix.current()
        if held is None or not len(held[0].keys):
            return None
        vectors, state = held
        cosines = vectors.cosines(question_vector(question))
    except Unreadable:
        return None
    keys, cosines = _within(scope, vectors.keys, cosines, known)
    order = np.argsort(-cosines, kind="stable")
    return [Near(int(keys[at]), float(cosines[at])) for at in order], state.gate


def _within(
    scope: Scope, keys: np.ndarray, cosines: np.ndarray, known: Collection[int]
) -> tuple[np.ndarray, np.ndarray]:
    """The keys that `scope` holds now, with their cosines; the database decides, not the memory."""
    entries = _as_computed(scope.entries())
    if scope == replace(Scope(), audience=scope.audience):
        top = keys[np.argsort(-cosines, kind="stable")[:LOOKED_AT]]
        entries = entries.filter(pk__in={*map(int, top), *known})
    chosen = np.isin(keys, list(entries.values_list("pk", flat=True)))
    return keys[chosen], cosines[chosen]


def _as_computed(entries: EntryQuerySet) -> EntryQuerySet:
    """Those whose vector tells of them as they are, and not as they were."""
    return entries.filter(vector__model=model_name(), vector__fingerprint=F("fingerprint"))
