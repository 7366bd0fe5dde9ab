"""Finding by more than letters: what the search understands, for the lists of the registers.

The search stands above the registers and imports them. So it tells here, at the start, how it
finds records by a word, and their lists ask here.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet

Find = Callable[[QuerySet, str], QuerySet]
#: Keys of the records of a model that a word means, as a subquery; None for a model that the
#: search does not know.
Understanding = Callable[[type[Model], str], QuerySet | None]

_understandings: list[Understanding] = []


def understand_by(understanding: Understanding) -> None:
    """Let lists find by `understanding` from now on, in place of one given before."""
    _understandings[:] = [understanding]


def understood(model: type[Model], word: str) -> QuerySet | None:
    """Keys of the records of `model` that `word` means: in Traditional script, by sound, by
    initials, by any of their names; None where only letters can be compared."""
    return next((ask(model, word) for ask in _understandings), None)


def found_in(rows: QuerySet, word: str, find: Find) -> QuerySet:
    """Those of `rows` that `find` finds by the letters of `word`, or that it means."""
    model: Any = rows.model
    meant = understood(model, word)
    if meant is None:
        return find(rows, word)
    spelled = find(model._default_manager.order_by(), word)
    return rows.filter(Q(pk__in=spelled.values("pk")) | Q(pk__in=meant))
