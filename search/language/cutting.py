"""Cutting: a run of Han characters as the words that the dictionary of common words knows.

By the dictionary alone: what it does not know falls into single characters. A guess would join
them into words nobody wrote (`hmm` of jieba), and swallow the beginning of the word that follows.
"""

from functools import cache, lru_cache
from itertools import accumulate

import rjieba


def cut(text: str) -> list[str]:
    """The words of `text`, in order."""
    return _dictionary().cut(text, hmm=False)


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of `text` with their parts of speech."""
    return _dictionary().tag(text, hmm=False)


@lru_cache(maxsize=4096)
def word_ends(text: str) -> frozenset[int]:
    """Where words of `text` end and begin, its own ends included."""
    return frozenset({0, *accumulate(map(len, cut(text)))})


def is_common(word: str) -> bool:
    """Whether `word` stands in the dictionary as it is."""
    return cut(word) == [word]


@cache
def _dictionary() -> "rjieba.Jieba":
    """The dictionary (about 33 MB), loaded with the first question."""
    return rjieba.Jieba()
