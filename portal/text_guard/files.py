"""The words of uploaded files, piece by piece: cells of sheets, lines of texts, paragraphs, pages.

Read within bounds (limits). Pictures are not read; the old Office formats are not taken.
"""

import csv
import io
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import IO

from django.core.exceptions import ValidationError

from .decoding import decoded
from .limits import LARGEST, LONGEST_SECONDS, MOST_PIECES, NotRead, too_large, unreadable
from .packages import package_words
from .pdf import pdf_words
from .sheets import row_words
from .spots import Spot


def file_spots(file: IO[bytes], ending: str) -> Iterator[Spot]:
    """Every piece of text of a file with the place it has there; nothing for endings not read.

    Raises ValidationError when the file cannot be read within the bounds, NotRead for a PDF.
    """
    read = _READERS.get(ending)
    if read is None:
        return
    until = time.monotonic() + LONGEST_SECONDS
    try:
        file.seek(0)
        for count, (place, text) in enumerate(read(file)):
            if count > MOST_PIECES or time.monotonic() > until:
                raise too_large()
            yield Spot(f"file:{place}"[:80], f"文件 {place}", text)
    except Exception as error:  # what a broken file raises nobody can list
        if ending == "pdf":
            raise NotRead from error
        if isinstance(error, ValidationError):
            raise
        raise unreadable() from error
    finally:
        with suppress(OSError, ValueError):  # a stored file may be lost, a given one closed
            file.seek(0)


def _text(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_decoded(file), 1):
        yield f"第 {number} 行", line


def _csv(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    csv.field_size_limit(LARGEST)
    yield from row_words("表格", csv.reader(_decoded(file)))


def _decoded(file: IO[bytes]) -> io.StringIO:
    raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise too_large()
    return io.StringIO(decoded(raw), newline=None)


_READERS: dict[str, Callable[[IO[bytes]], Iterator[tuple[str, str]]]] = {
    "csv": _csv, "txt": _text, "pdf": pdf_words,
    "xlsx": partial(package_words, is_workbook=True),
    "docx": partial(package_words, is_workbook=False),
    "pptx": partial(package_words, is_workbook=False),
}  # fmt: skip
