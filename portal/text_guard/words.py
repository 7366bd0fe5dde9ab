"""Words that ask for money or show a way to pay it, whatever script they are written in."""

import re
from collections.abc import Iterator
from functools import cache

from portal.script import simplified

from .appeals import APPEALS
from .kinds import Kind
from .payments import ACCOUNT, ACCOUNTS_TOLD, WAYS
from .warned import is_told, is_warned_of

_RULES = [
    (kind, re.compile(rule))
    for kind, rules in ((Kind.PAYMENT, WAYS), (Kind.APPEAL, [*APPEALS, *ACCOUNTS_TOLD]))
    for rule in rules
]
#: One of these stands in whatever the rules find; most cells and titles hold none.
_HINT = re.compile(r"[捐募劝赞打汇转收付支扫账帐卡户钱爱献伸奉慷筹资善]|pay|95516|://")


@cache
def _folded() -> dict[int, int | str]:
    """Lower case and simplified script, sign by sign, so that every sign keeps its place."""
    lower = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    return {**simplified(), **lower}


def words(text: str) -> Iterator[tuple[Kind, int, int, str]]:
    """Kind, span and the words themselves of each appeal and way to pay in `text`."""
    text = text.translate(_folded())
    if not _HINT.search(text):
        return
    for kind, rule in _RULES:
        for match in rule.finditer(text):
            if is_warned_of(text, match) or (kind is Kind.APPEAL and is_told(match)):
                continue
            yield kind, match.start(), match.end(), match[0]
    for match in ACCOUNT.finditer(text):
        start, end = match.span("digits")
        yield Kind.BANK_CARD, start, end, "".join(filter(str.isdigit, match["digits"]))
