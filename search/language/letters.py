"""Letters: how what was typed is read as pinyin, as initials, or as some of both."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from .sounds import spellings

_LETTERS_OF_INITIALS = re.compile(r"[abcdefghjklmnopqrstwxyz]{2,12}")
_TONES = str.maketrans("", "", "\u0304\u0301\u030c\u0300")
#: ü, whatever tone it has, is v on a keyboard.
_DOTTED = "u\u0308"


def toneless(text: str) -> str:
    """Folded text with its pinyin as keyboards write it: banqiao for bǎnqiáo, lvshi for lǜshī."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text).translate(_TONES).replace(_DOTTED, "v")
    return unicodedata.normalize("NFC", apart)


@lru_cache(maxsize=4096)
def read_pinyin(letters: str, most: int = 4) -> tuple[tuple[str, ...], ...]:
    """Ways to read typed letters as syllables, long syllables first; the last may be begun only.

    `banqiao` is ban qiao; `xian` is xian, then xi an. Empty when the letters are no pinyin.
    """
    return tuple(islice(_read(letters, set()), most))


def _read(letters: str, dead_ends: set[str]) -> Iterator[tuple[str, ...]]:
    """`dead_ends`: rests known to be no pinyin; without them time doubles with each `an`."""
    if not letters:
        yield ()
    if not letters or letters in dead_ends:
        return
    is_dead_end = True
    for length in range(min(6, len(letters)), 0, -1):
        head, rest = letters[:length], letters[length:]
        known = head in spellings()
        begun = not rest and length > 1 and any(s.startswith(head) for s in spellings())
        if known or begun:
            for tail in _read(rest, dead_ends):
                is_dead_end = False
                yield (head, *tail)
    if is_dead_end:
        dead_ends.add(letters)


def may_be_initials(letters: str) -> bool:
    """Whether typed letters may be the first letters of syllables (none begins with i, u, v)."""
    return bool(_LETTERS_OF_INITIALS.fullmatch(letters))


def read_partly(letters: str) -> tuple[tuple[str, ...], ...]:
    """Ways to read letters as whole syllables with initials after or before them.

    `banqiaojd` is ban qiao j d, `bqjiedao` is b q jie dao: the most of it as syllables.
    """
    sizes = range(len(letters) - 1, 1, -1)
    after = ((*w, *letters[n:]) for n in sizes for w in _with_initials(letters[:n], letters[n:]))
    before = (
        (*letters[:-n], *w) for n in sizes for w in _with_initials(letters[-n:], letters[:-n])
    )
    return (*islice(after, 1), *islice(before, 1))


def _with_initials(whole: str, initials: str) -> list[tuple[str, ...]]:
    """How `whole` is read as whole syllables, where the rest may be initials."""
    if not _LETTERS_OF_INITIALS.fullmatch(initials * 2):
        return []
    return [read for read in read_pinyin(whole) if spellings().issuperset(read)]
