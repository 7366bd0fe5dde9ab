"""The words a new portal starts with, from files beside this module; later they are the editors'.

Read by a migration once, so that nothing an editor changed or deleted ever comes back.
"""

from pathlib import Path
from typing import Any

from search.wording.spelling import COMMA, split_words

DATA = Path(__file__).resolve().parent / "data"


def starting_synonyms() -> list[list[str]]:
    """Groups of words that mean the same."""
    return [split_words(line) for line in _lines("synonyms.txt")]


def starting_stop_words() -> list[str]:
    """Words that say nothing about what is looked for."""
    return _lines("stop_words.txt")


def load(synonyms: Any, stop_words: Any) -> None:
    """Write the words through two managers, into empty tables only."""
    if not synonyms.exists():
        groups = [COMMA.join(words) for words in starting_synonyms()]
        synonyms.bulk_create([synonyms.model(words=group) for group in groups])
    if not stop_words.exists():
        stop_words.bulk_create([stop_words.model(word=word) for word in starting_stop_words()])


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
