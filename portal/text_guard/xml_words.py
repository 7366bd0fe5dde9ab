"""The words of an XML part of an office file: its paragraphs, and what stands beside them.

A paragraph is read as people read it, however many runs it was typed in. Beside paragraphs words
stand in properties, names, formulas, targets of links: single values, told where they can hold
anything the guard looks for.
"""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.parsers import expat

#: Elements that hold a piece of text of their own, those with its words, and what parts these.
_BLOCKS = frozenset({"p", "comment", "threadedComment", "si", "cm"})
_WORDS = frozenset({"t", "text", "instrText", "delText"})
_BETWEEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: A value may hold words of ours: Chinese, an address, or as many digits as a number has.
_WORTH = re.compile(r"[^\x00-\x7f]|://|tel:|(?:\d\D{0,8}){11}", re.IGNORECASE)
_KEY = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?")
_PIECE = 256 * 1024


class Words(NamedTuple):
    """A piece of text, and whether it is a paragraph or a value beside them."""

    text: str
    is_paragraph: bool


class DefinesEntities(Exception):
    """The part has a document type of its own, which no office program writes."""


def xml_words(part: IO[bytes]) -> Iterator[Words]:
    """The words of a part, in order. Raises ExpatError when it is broken, DefinesEntities."""
    reader = _Reader()
    while piece := part.read(_PIECE):
        reader.parser.Parse(piece, False)
        yield from reader.taken()
    reader.parser.Parse(b"", True)
    yield from reader.taken()


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._document_type
        self._found: list[Words] = []
        #: The words of the paragraphs that are open, the innermost last: text boxes stand in one.
        self._open: list[list[str]] = []
        self._text = ""
        self._root = ""
        self._in_cell = False

    def taken(self) -> list[Words]:
        """What was found since it was last asked for."""
        found, self._found = self._found, []
        return found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._value(self._text)
        self._text = ""
        name = tag.rpartition(":")[2]
        self._root = self._root or name
        if self._root == "worksheet" and name == "c":
            self._in_cell = True
            return
        for value in attributes.values():
            self._value(value)
        if name in _BLOCKS:
            self._open.append([])
        elif name in _BETWEEN and self._open:
            self._open[-1].append(_BETWEEN[name])

    def _end(self, tag: str) -> None:
        text, self._text = self._text, ""
        name = tag.rpartition(":")[2]
        if name == "c" and self._root == "worksheet":
            self._in_cell = False
        elif name in _WORDS and self._open:
            self._open[-1].append(text)
        elif name in _BLOCKS and self._open:
            if words := "".join([*self._open.pop(), text]).strip():
                self._paragraph(words)
        elif not self._in_cell or name == "f":
            self._value(text)

    def _characters(self, data: str) -> None:
        self._text += data

    def _paragraph(self, words: str) -> None:
        # The strings of a workbook are read with the cells that show them.
        if self._root != "sst" and not self._in_cell:
            self._found.append(Words(words, True))

    def _value(self, text: str) -> None:
        if self._root != "sst" and _WORTH.search(text) and not _KEY.fullmatch(text):
            self._found.append(Words(text, False))

    def _document_type(self, *_: object) -> None:
        raise DefinesEntities
