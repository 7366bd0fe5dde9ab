"""The words of uploaded files, piece by piece: cells of sheets, lines of texts, paragraphs.

Read within bounds: a file that is too large, too deep or takes too long is refused, as nobody
could say what is in it. PDF, pictures and the old Office formats are not read.
"""

import csv
import io
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any
from xml.etree import ElementTree as ET

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .spots import Spot

#: Bytes a packed file may unpack to, parts it may have, and how much a part may shrink.
_LARGEST, _MOST_PARTS, _MOST_SHRUNK = 60 * 1024 * 1024, 2_000, 300
_MOST_PIECES = 500_000
_LONGEST_SECONDS = 30
_TOO_LARGE = "文件内容过多，无法核查其中的号码，请拆分成几个文件后上传。"
_UNREADABLE = "文件打不开或已损坏，无法核查其中的号码，请重新保存后上传。"
#: Paragraphs and runs of words in Word and PowerPoint, notes of sheets.
_PARAGRAPH, _WORDS = (
    re.compile(r"\}(?:p|comment|threadedComment)$"),
    re.compile(r"\}(?:t|text|instrText|delText)$"),
)
_PARTS = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "pptx": re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"),
    "xlsx": re.compile(r"xl/(?:comments/)?(?:comments?\d*|threadedComments/\w+)\.xml"),
}


def file_spots(file: IO[bytes], ending: str) -> Iterator[Spot]:
    """Every piece of text of a file with the place it has there; nothing for endings not read.

    Raises ValidationError when the file cannot be read within the bounds.
    """
    read = _READERS.get(ending)
    if read is None:
        return
    until = time.monotonic() + _LONGEST_SECONDS
    file.seek(0)
    try:
        for count, (place, text) in enumerate(read(file)):
            if count > _MOST_PIECES or time.monotonic() > until:
                raise ValidationError(_TOO_LARGE, code="unread")
            yield Spot(f"file:{place}"[:80], f"文件 {place}", text)
    except ValidationError:
        raise
    except Exception as error:  # what a broken file raises nobody can list
        raise ValidationError(_UNREADABLE, code="unread") from error
    finally:
        file.seek(0)


def row_spots(sheet: str, rows: Iterable[Iterable[Any]]) -> Iterator[tuple[str, str]]:
    """「表一!B3」 and the words of each cell that holds any."""
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value not in (None, ""):
                yield f"{sheet}!{get_column_letter(column)}{number}", cell_words(value)


def cell_words(value: Any) -> str:
    """A cell as people see it: a number without the point that sheets give whole ones."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _text(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_decoded(file), 1):
        yield f"第 {number} 行", line


def _csv(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    csv.field_size_limit(_LARGEST)
    yield from row_spots("表格", csv.reader(_decoded(file)))


def _decoded(file: IO[bytes]) -> io.StringIO:
    raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise ValidationError(_TOO_LARGE, code="unread")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return io.StringIO(raw.decode(encoding), newline=None)
        except UnicodeDecodeError:
            continue
    return io.StringIO(raw.decode("utf-16", errors="replace"), newline=None)


def _workbook(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    _check_packed(file)
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield "表名", sheet.title
            sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
            yield from row_spots(sheet.title, sheet.iter_rows(values_only=True))
    finally:
        book.close()
    yield from _parts(file, _PARTS["xlsx"], "批注")


def _document(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    _check_packed(file)
    yield from _parts(file, _PARTS["docx"], "正文")


def _slides(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    _check_packed(file)
    yield from _parts(file, _PARTS["pptx"], "幻灯片")


def _parts(file: IO[bytes], wanted: re.Pattern[str], what: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of the parts of a packed file."""
    with zipfile.ZipFile(file) as packed:
        for name in sorted(n for n in packed.namelist() if wanted.fullmatch(n)):
            part = name.rpartition("/")[2].removesuffix(".xml")
            with packed.open(name) as opened:
                for number, words in enumerate(_paragraphs(opened), 1):
                    yield f"{what} {part} 第 {number} 段", words


def _paragraphs(part: IO[bytes]) -> Iterator[str]:
    words: list[str] = []
    for _, element in ET.iterparse(part):  # noqa: S314  # a part with a DTD is refused before
        if _WORDS.search(element.tag) and element.text:
            words.append(element.text)
        elif _PARAGRAPH.search(element.tag):
            if words:
                yield "".join(words)
            words = []
            element.clear()
    if words:
        yield "".join(words)


def _check_packed(file: IO[bytes]) -> None:
    """Refuse what would unpack to more than anybody reads, or defines entities of its own."""
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        unpacked = sum(part.file_size for part in parts)
        shrunk = any(p.file_size > max(p.compress_size, 1024) * _MOST_SHRUNK for p in parts)
        if len(parts) > _MOST_PARTS or unpacked > _LARGEST or shrunk:
            raise ValidationError(_TOO_LARGE, code="unread")
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(1024):
                        raise ValidationError(_UNREADABLE, code="unread")


_READERS = {
    "csv": _csv, "txt": _text, "xlsx": _workbook, "docx": _document, "pptx": _slides,
}  # fmt: skip
