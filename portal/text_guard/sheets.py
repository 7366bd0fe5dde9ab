"""The words of sheets, cell by cell, and numbers that were split over the cells of a row."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .split_pieces import Piece, split_numbers, tells

#: A text of more signs is no heading.
_LONGEST_HEADING = 20


def workbook_words(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    """Names of sheets, and 「表一!B3」 with the words of each cell that holds any."""
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield "表名", sheet.title
            sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
            yield from row_words(sheet.title, sheet.iter_rows(values_only=True))
    finally:
        book.close()


def row_words(sheet: str, rows: Iterable[Iterable[Any]]) -> Iterator[tuple[str, str]]:
    """Each cell of the rows that holds words, and what is split over cells of a row."""
    told: set[int] = set()
    for number, row in enumerate(rows, 1):
        pieces: list[Piece] = []
        digits = 0
        for column, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            text, place = cell_words(value), f"{sheet}!{get_column_letter(column)}{number}"
            yield place, text
            digits += text[0].isdigit() or text[-1].isdigit()
            if len(text) <= _LONGEST_HEADING and not text[0].isdigit():
                (told.add if tells(text) else told.discard)(column)
            pieces.append(Piece(place, text, column in told))
        if digits > 1:
            yield from split_numbers(pieces)


def cell_words(value: Any) -> str:
    """A cell as people see it: whole numbers without a point, others with two decimals.

    What a formula works out, 153.14285714285714, is no mobile.
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.2f}"
    return str(value)
