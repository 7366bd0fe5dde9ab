"""Numbers that belong to people: identity cards, mobiles, bank cards, told by their own rules."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from .beside import is_alone, is_amount, joins_no_code
from .checks import is_day, is_identity_number, is_old_identity_number, passes_luhn
from .digits import with_plain_digits
from .kinds import Kind
from .runs import Run, Window, runs

#: How the digits of a number are parted by people who part them.
_USUAL: dict[Kind, set[tuple[int, ...]]] = {
    Kind.MOBILE: {(3, 4, 4), (3, 3, 5), (3, 8), (2, 3, 4, 4), (2, 11), (4, 11)},
    Kind.BANK_CARD: {(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3)},
    Kind.ID_CARD: {(6, 6, 3), (6, 8, 4)},
}


def _always(digits: str) -> bool:
    return True


_IDENTITY = (
    (re.compile(r"[1-8]\d{5}[12][09]\d{2}[01]\d[0-3]\d{4}[\dX]"), is_identity_number),
    (re.compile(r"[1-8]\d{7}[01]\d[0-3]\d{4}"), is_old_identity_number),
)
#: Cards of this country and of the great networks, each with the lengths it has.
_CARDS = tuple(
    (re.compile(shape), passes_luhn)
    for shape in (
        r"(?:6[02]|81)\d{17}", r"(?:6[02]|81)\d{16}", r"(?:6[02]|81)\d{15}",
        r"955\d{16}", r"4\d{18}",
        r"(?:6\d|81|4\d|5[1-5]|35|2[2-7])\d{14}",
    )
)  # fmt: skip
_MOBILES = tuple(
    (re.compile(shape), _always) for shape in (r"1[3-9]\d{9}", r"(?:0086|086|86|0)1[3-9]\d{9}")
)
#: For each kind: the signs it may begin with, its shapes, and what each must pass.
_SHAPES = (
    (Kind.ID_CARD, frozenset("12345678"), _IDENTITY),
    (Kind.BANK_CARD, frozenset("2345689"), _CARDS),
    (Kind.MOBILE, frozenset("180"), _MOBILES),
)
_SHORTEST = 11
Shapes = tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]


def numbers(text: str) -> Iterator[tuple[Kind, int, int, str]]:
    """Kind, span and plain digits of each number of a person in `text` (made plain before)."""
    if len(text) < _SHORTEST:
        return
    for run in runs(with_plain_digits(text)):
        for kind, begins, shapes in _SHAPES:
            yield from _of_kind(kind, begins, shapes, run)


def _of_kind(
    kind: Kind, begins: frozenset[str], shapes: Shapes, run: Run
) -> Iterator[tuple[Kind, int, int, str]]:
    """The numbers of one kind in a run, each looked for where a group begins."""
    after = 0
    for first in run.firsts:
        if first >= after and run.digits[first] in begins:
            for shape, passes in shapes:
                match = shape.match(run.digits, first)
                window = match and run.window(first, match.end())
                if match and window and _fits(kind, window, match[0], passes):
                    yield kind, window.start, window.end, match[0]
                    after = match.end()
                    break


def _fits(kind: Kind, window: Window, digits: str, passes: Callable[[str], bool]) -> bool:
    if not passes(digits) or not _is_one(kind, window):
        return False
    is_checked = kind is Kind.ID_CARD and len(digits) == 18
    return is_checked or (joins_no_code(window) if kind is Kind.MOBILE else is_alone(window))


def _is_one(kind: Kind, window: Window) -> bool:
    """Whether the groups are one number, and not figures that happen to stand in a row."""
    lengths = window.lengths
    if len(lengths) == 1:
        return kind is not Kind.MOBILE or not is_amount(window)
    # A province, a day of birth and a check character do not meet by chance.
    if kind is Kind.ID_CARD and sum(lengths) == 18:
        return not window.parts_uncommonly or len(lengths) <= 4 or max(lengths) == 1
    if _is_address(window) or _holds_a_day(window):
        return False
    if window.parts_uncommonly:
        return _is_parted_uncommonly(kind, window)
    return lengths in _USUAL[kind] or _is_even(lengths) or _is_typed_so(window)


def _is_parted_uncommonly(kind: Kind, window: Window) -> bool:
    """「138;0013;8000」, 「138【0013】8000」, or digit by digit; no figure in a row of them."""
    lengths = window.lengths
    if max(lengths[:-1]) == 1 and lengths[-1] == 1:
        return True
    usual = lengths in _USUAL[kind] and window.parts_evenly and not is_amount(window)
    if not usual or any(map(is_day, window.groups)):
        return False
    # No figure begins with a nought.
    return not window.is_in_a_row or any(group[0] == "0" for group in window.groups[1:])


def _is_typed_so(window: Window) -> bool:
    """An unusual way to part a number, where nothing else stands in the row."""
    lengths = window.lengths
    if lengths == (8, 8):  # two telephone numbers
        return False
    if not window.parts_within:  # a line that ends within a number
        return window.stands_apart and len(lengths) == 2 and not window.gaps[0].strip()
    return window.stands_apart or len(lengths) == 2


def _is_even(lengths: tuple[int, ...]) -> bool:
    """Digits one by one or in pairs."""
    size = lengths[0]
    return size <= 2 and all(n == size for n in lengths[:-1]) and lengths[-1] <= size


def _is_address(window: Window) -> bool:
    """Four numbers under 256 with dots: a machine in a network."""
    if len(window.lengths) != 4:
        return False
    groups = window.groups
    dotted = all(gap == "." for gap in window.gaps)
    return dotted and all(int(g) < 256 and str(int(g)) == g for g in groups if g.isdigit())


_DAY = re.compile(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}", re.ASCII)


def _holds_a_day(window: Window) -> bool:
    """「153 2024-06-30」: a figure and a date, told by another separator within the date."""
    if 4 not in window.lengths:
        return False
    groups, gaps = window.groups, window.gaps
    for at in range(len(groups) - 2):
        year, month, day = groups[at : at + 3]
        alike = gaps[at] == gaps[at + 1]
        beside = [*gaps[max(at - 1, 0) : at], *gaps[at + 2 : at + 3]]
        if alike and beside and gaps[at] not in beside and _DAY.fullmatch(f"{year}-{month}-{day}"):
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                continue
            return True
    return False
