"""Packed office files (xlsx, docx, pptx): every part that holds words, and files embedded there."""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO
from xml.parsers.expat import ExpatError

from .decoding import decoded
from .limits import LARGEST, nested, too_large, unreadable
from .sheets import workbook_words
from .split_pieces import Piece, split_numbers, tells
from .xml_words import DefinesEntities, Words, xml_words

#: Parts a packed file may have, and how much a part may shrink.
_MOST_PARTS, _MOST_SHRUNK = 2_000, 300
_ZIP = b"PK\x03\x04"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_MUST_BE_XML, _TEXT = (".xml", ".rels"), (".htm", ".html", ".mht", ".txt", ".rtf", ".vml", ".csv")
#: What people call a part, by the beginning of its name.
_CALLED = {
    "document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注",
    "comment": "批注", "threadedComment": "批注", "slide": "幻灯片", "slideMaster": "母版",
    "slideLayout": "版式", "notesSlide": "备注", "chart": "图表", "drawing": "图形",
    "vmlDrawing": "图形", "data": "图示", "core": "文件属性", "app": "文件属性",
    "custom": "文件属性", "sheet": "工作表", "workbook": "工作簿",
}  # fmt: skip
#: Paragraphs in which words say what the digits after them are.
_NEAR_BY = 12


class Budget:
    """What a file and those embedded in it may unpack to, together."""

    def __init__(self) -> None:
        self.left, self.parts = LARGEST, _MOST_PARTS

    def take(self, packed: zipfile.ZipFile) -> None:
        """Refuse what would unpack to more than anybody reads."""
        parts = packed.infolist()
        self.left -= sum(part.file_size for part in parts)
        self.parts -= len(parts)
        shrunk = any(p.file_size > max(p.compress_size, 1024) * _MOST_SHRUNK for p in parts)
        if self.left < 0 or self.parts < 0 or shrunk:
            raise too_large()


def package_words(file: IO[bytes], *, is_workbook: bool) -> Iterator[tuple[str, str]]:
    """Place and text of each piece of the file."""
    return _package(file, Budget(), is_workbook=is_workbook, around="")


def _package(
    file: IO[bytes], budget: Budget, *, is_workbook: bool, around: str
) -> Iterator[tuple[str, str]]:
    told: set[str] = set()  # names and values stand in several parts
    with zipfile.ZipFile(file) as packed:
        budget.take(packed)
        if is_workbook:
            for place, text in workbook_words(file):
                if place == "表名":
                    told.add(text)
                yield around + place, text
        for name in sorted(packed.namelist()):
            with packed.open(name) as part:
                for place, text in _part(part, name, told, budget, around):
                    yield around + place, text


def _part(
    part: IO[bytes], name: str, told: set[str], budget: Budget, around: str
) -> Iterator[tuple[str, str]]:
    """What is in a part; nothing in pictures and the like."""
    beginning = part.read(64)
    called = _called(name)
    if beginning.startswith(_ZIP):
        if around:
            raise nested()
        yield from _embedded(io.BytesIO(beginning + part.read()), budget, called)
    elif _XML.match(beginning) or name.endswith((*_MUST_BE_XML, *_TEXT)):
        content = io.BytesIO(beginning + part.read())
        try:
            yield from _told_once(called, xml_words(content), told)
        except DefinesEntities as error:
            raise unreadable() from error
        except ExpatError as error:
            if name.endswith(_MUST_BE_XML):
                raise unreadable() from error
            for number, line in enumerate(decoded(content.getvalue()).splitlines(), 1):
                yield f"{called} 第 {number} 行", line


def _embedded(file: IO[bytes], budget: Budget, called: str) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(file) as packed:
        is_workbook = "xl/workbook.xml" in packed.namelist()
    yield from _package(file, budget, is_workbook=is_workbook, around=f"{called} 中 ")


def _told_once(called: str, words: Iterable[Words], told: set[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs by their number, other values once for the whole file."""
    near: deque[str] = deque(maxlen=_NEAR_BY)
    paragraphs: list[Piece] = []
    for text, is_paragraph in words:
        if is_paragraph:
            place = f"{called} 第 {len(paragraphs) + 1} 段"
            paragraphs.append(Piece(place, text, any(map(tells, near))))
            near.append(text)
            yield place, text
        elif text not in told:
            told.add(text)
            yield called, text
    yield from split_numbers(paragraphs)


def _called(name: str) -> str:
    """「正文 document」, 「链接 document」: a part as people would look for it."""
    stem, _, ending = name.rpartition("/")[2].partition(".")
    if ending.endswith("rels"):
        return f"链接 {stem}"
    found = re.match(r"[A-Za-z]*", stem)
    return f"{_CALLED.get(found[0] if found else '', '其他内容')} {stem}"
