"""The words of a PDF: its text layer page by page, what stands beside the text, links and fields.

Whoever reads them must know that they were read to the end: a page without text, an attached file
or a lock on the file ends the reading with NotRead.
"""

import re
from collections.abc import Iterator
from typing import IO, Any

from .limits import NotRead

_MOST_PAGES = 500
_MOST_BYTES_OF_A_PAGE = 5 * 1024 * 1024
#: Of the signs of a page, how many may be none that people read.
_MOST_UNREADABLE = 0.2
#: Pictures and words; shapes, of which an empty page has a few.
_SHOWN = re.compile(rb"(?<!\S)(?:Do|BI|Tj|TJ)(?!\S)")
_SHAPES, _MOST_LINES = re.compile(rb"(?<!\S)(?:f\*?|F|B\*?|b\*?|S|s)(?!\S)"), 50


def pdf_words(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    """「第 3 页」 and its words. Raises NotRead; what is broken raises what pypdf raises."""
    # Here, as reading PDF takes a tenth of a second to load and most processes never do.
    from pypdf import PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted or len(reader.pages) > _MOST_PAGES:
        raise NotRead
    yield from _properties(reader)
    is_whole = not reader.attachments
    for number, page in enumerate(reader.pages, 1):
        text = _text(page)
        yield f"第 {number} 页", text
        for link in _notes(page):
            yield f"第 {number} 页批注、表单和链接", link
        is_whole &= _is_readable(text) and bool(text.strip() or not _draws(page))
    if not is_whole:
        raise NotRead


def _properties(reader: Any) -> Iterator[tuple[str, str]]:
    for value in (reader.metadata or {}).values():
        yield "文件属性", str(value)


def _text(page: Any) -> str:
    contents = page.get_contents()
    if contents is None:
        return ""
    if len(contents.get_data()) > _MOST_BYTES_OF_A_PAGE:
        raise NotRead
    return page.extract_text()


def _notes(page: Any) -> Iterator[str]:
    """Notes on a page, fields filled in there, and addresses its links lead to."""
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        link, field = note.get("/A") or {}, note.get("/Parent") or {}
        words = note.get("/Contents"), note.get("/V"), field.get("/V"), link.get("/URI")
        yield from (str(one) for one in words if one)


def _draws(page: Any) -> bool:
    """Whether a page shows anything but a few lines: a scan, or letters drawn as shapes."""
    contents = page.get_contents()
    if contents is None:
        return False
    drawn = contents.get_data()
    return bool(_SHOWN.search(drawn)) or len(_SHAPES.findall(drawn)) > _MOST_LINES


def _is_readable(text: str) -> bool:
    """Whether a font says which letters its shapes are; without that a text is a riddle."""
    riddles = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in text)
    return riddles <= _MOST_UNREADABLE * len(text)
