"""How editors write words down: several on one line, and when two spellings are one word."""

import re
from collections.abc import Iterable

from search.language.folding import fold

#: What stands between the words of a line.
_BETWEEN = re.compile(r"[，,、;；\s]+")
#: Between whole questions, which may hold blanks.
_BETWEEN_QUESTIONS = re.compile(r"[，,、;；\r\n]+")
_NOT_A_WORD = re.compile(r"[\W_]+")

#: What the joined line is written with.
COMMA = "，"


def key_of(text: str) -> str:
    """What makes two spellings the same: letters, digits and Han characters, folded.

    Empty when the text holds none.
    """
    return _NOT_A_WORD.sub("", fold(text))


def split_words(text: str) -> list[str]:
    """The words of a line, each once, as typed."""
    return _each_once(_BETWEEN.split(text))


def split_questions(text: str) -> list[str]:
    """The questions of a field, each once, as typed; one a line or with commas between."""
    return _each_once(re.sub(r"\s+", " ", part) for part in _BETWEEN_QUESTIONS.split(text))


def _each_once(parts: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for part in parts:
        if key := key_of(part):
            found.setdefault(key, part.strip())
    return list(found.values())
