"""What stands beside digits and says what they are: a unit of money, letters of a code."""

import re

from .runs import Window

#: An amount: two decimals, or the unit behind it.
_AMOUNT = re.compile(r"\.\d\d(?!\d)|\s{0,2}(?:元|万元|亿元|万亿|美元)")
#: Where one is told how to reach somebody, no amount follows.
_REACHED = re.compile(
    r"(?:电话|手机|热线|联系|拨打|致电|号码|微信|tel|phone|mobile|vx)[^,。;!?\n\d]{0,8}\Z",
    re.IGNORECASE,
)
_LETTERS_AFTER = re.compile(r"[A-Za-z]{1,20}(?=\d)", re.ASCII)
_LETTERS_BEFORE = re.compile(r"\d[A-Za-z]{1,20}\Z", re.ASCII)
_JOINED_BEFORE = re.compile(r"[A-Za-z\d]{1,40}\Z", re.ASCII)
_JOINED_AFTER = re.compile(r"[A-Za-z\d]{1,40}", re.ASCII)
#: Digits of a code on both sides of which letters stand; more than these say it is one.
_FEW = 4
#: A telephone number joined to the next: 「13800138000or13900139000」, 「Tel…Fax02583200000」.
_TELEPHONE = re.compile(r"(?:0\d{9,11}|1[3-9]\d{9})")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def is_amount(window: Window) -> bool:
    """Whether it is money: 「13800138000.00」, 「13800138000 元」; in 「电话13800138000元」 not."""
    text = window.run.text
    if not _AMOUNT.match(text, window.end):
        return False
    return not _REACHED.search(text, max(window.start - 16, 0), window.start)


def is_alone(window: Window) -> bool:
    """Whether it is no piece of a code such as 91320100MA1…: letters with more digits beyond."""
    text = window.run.text
    before = text[max(window.start - 21, 0) : window.start]
    return not _LETTERS_BEFORE.search(before) and not _LETTERS_AFTER.match(text, window.end)


def joins_no_code(window: Window) -> bool:
    """Whether the letters beside are words: with hardly a digit beyond, or another telephone."""
    if _is_in_uuid(window):
        return False
    if is_alone(window):
        return True
    text = window.run.text
    before = _JOINED_BEFORE.search(text, max(window.start - 40, 0), window.start)
    after = _JOINED_AFTER.match(text, window.end)
    pieces = [before[0] if before else "", after[0] if after else ""]
    if any(len(piece) == 40 for piece in pieces):
        return False
    others = [digits for piece in pieces for digits in re.findall(r"\d+", piece, re.ASCII)]
    return sum(len(one) for one in others if not _TELEPHONE.fullmatch(one)) <= _FEW


def _is_in_uuid(window: Window) -> bool:
    text, first = window.run.text, max(window.start - 36, 0)
    return any(
        found.start() < window.end and window.start < found.end()
        for found in _UUID.finditer(text, first, window.end + 36)
    )
