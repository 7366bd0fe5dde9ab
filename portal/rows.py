"""The shapes in which components take their rows: tuples, dicts or objects, made into one.

Pure: a view may hand over what it has at hand, a template reads one kind of thing.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from portal.wording import Written, grouped, money, write_money

NUMBER_AND_UNIT = re.compile(r"^\s*([\d,.\-−+]+|—)\s*(.*?)\s*$")


class Choice(NamedTuple):
    """One of several that exclude each other."""

    label: str
    url: str
    current: bool = False


class Stage(NamedTuple):
    """A stop on the way: status done, now, todo or stop; its date in months, or by the day."""

    label: str
    status: str
    date: Any = None
    by_day: bool = False


class Fact(NamedTuple):
    """A label and its value, perhaps a link."""

    label: str
    value: Any
    url: str = ""


class Named(NamedTuple):
    """A party as a page names it."""

    name: str
    url: str = ""


class Bar(NamedTuple):
    """A row of a chart: share is 0 to 100 of the longest, tint 0 to 5."""

    label: str
    value: Any
    url: str
    display: str
    share: float
    tint: int


def _read(item: Any, shape: Any) -> Any:
    """The item as the named tuple: by position from a sequence, by name from anything else."""
    if isinstance(item, shape):
        return item
    if isinstance(item, (tuple, list)):
        return shape(*item[: len(shape._fields)])
    get = item.get if isinstance(item, Mapping) else lambda name, rest: getattr(item, name, rest)
    given = {name: get(name, shape._field_defaults.get(name, "")) for name in shape._fields}
    return shape(**given)


def choice(item: Any) -> Choice:
    """A choice of a switch."""
    return _read(item, Choice)


def stage(item: Any) -> Stage:
    """A stop of a stage line."""
    return _read(item, Stage)


def fact(item: Any) -> Fact:
    """A row of facts."""
    return _read(item, Fact)


def named(who: Any, linked: bool) -> Named:
    """A party's name, with the address of its own page when it is to be a link and has one."""
    url = who.get_absolute_url() if linked and hasattr(who, "get_absolute_url") else ""
    return Named(str(who), url or "")


def written(figure: Any) -> Written:
    """Number and unit of a figure: its own display, else yuan in short, else grouped."""
    display = getattr(figure, "display", "")
    match = NUMBER_AND_UNIT.match(str(display)) if display else None
    if match:
        return Written(match[1], match[2] or ("" if figure.unit == "元" else figure.unit))
    if figure.unit == "元":
        return write_money(figure.value)
    return Written(grouped(figure.value), figure.unit)


def exact(figure: Any) -> str:
    """An amount of money in full, for the title of its short form; empty for counts."""
    return f"{money(figure.value)} 元" if figure.unit == "元" else ""


class _Row(NamedTuple):
    label: str
    value: Any
    url: str = ""
    display: str = ""


def bars(rows: Iterable) -> list[Bar]:
    """Rows (label, value, url, display) with their share of the largest value."""
    read = [_read(row, _Row) for row in rows]
    top = max((float(row.value or 0) for row in read), default=0)
    made = []
    for row in read:
        share = max(float(row.value or 0), 0) / top * 100 if top > 0 else 0
        tint = min(5, int(share // 20) + 1) if share else 0
        shown = str(row.display or grouped(row.value or 0))
        made.append(Bar(str(row.label), row.value, row.url, shown, round(share, 1), tint))
    return made
