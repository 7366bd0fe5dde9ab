"""Folding: one spelling for what people take for the same (width, case, Traditional script)."""

import unicodedata
from functools import cache

from portal.script import simplified


def fold(text: str) -> str:
    """`text` in compatibility form (NFKC), lower case and Simplified script.

    Characters are folded one by one, so ambiguous ones fold alike in records and in questions. The
    result is as long as the NFKC form. What no database takes (NUL, lone surrogates) and
    zero-width characters become blanks.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_table())


@cache
def _table() -> dict[int, str]:
    """Character → what it is folded to."""
    table = dict.fromkeys([*range(0x20), 0x7F, *range(0x200B, 0x2010), 0xFEFF], " ")
    return table | dict.fromkeys(range(0xD800, 0xE000), " ") | simplified()
