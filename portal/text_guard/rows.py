"""Rows of a sheet on their way in: what each cell holds that must not become public."""

from collections.abc import Iterable, Sequence
from typing import Any

from .sheets import cell_words
from .spots import Found, Spot, look


def check_rows(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[int, list[Found]]:
    """Findings by the number of the row (the heading is row 1), each naming its column.

    For an importer: rows without an entry may come in. Raises ValidationError as `look` does.
    """
    found: dict[int, list[Found]] = {}
    for number, row in enumerate(rows, 2):
        spots = (
            Spot(str(heading), f"第 {number} 行“{heading}”", cell_words(value))
            for heading, value in zip(headings, row, strict=False)
            if value not in (None, "")
        )
        if here := look(spots):
            found[number] = here
    return found
