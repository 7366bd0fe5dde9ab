"""Levels a department pairs at: those of the programme years that hold in its places."""

from datetime import date
from typing import Any

from partners.models import PairingLevel
from partners.scope import Scope, paths_at_or_above


def levels_of(scope: Scope) -> Any:
    """Levels of the years that hold in the steered places, latest year first."""
    return (
        PairingLevel.objects.filter(
            programme_year__division__path__in=paths_at_or_above(scope.steered)
        )
        .select_related("programme_year__programme")
        .order_by("-programme_year__year", "programme_year__key", "rank")
    )


def usual_level(levels: Any, today: date) -> PairingLevel | None:
    """The first level of the year that runs today, else of the latest."""
    found = list(levels)
    running = [
        level
        for level in found
        if level.programme_year.starts_on <= today <= level.programme_year.ends_on
    ]
    return next(iter([*running, *found]), None)


def level_words(level: PairingLevel) -> str:
    """「2024 年，一级结对」."""
    return f"{level.programme_year.year} 年，{level.name}"
