"""What the finds can be narrowed by: kinds, places, years and fields, each with its count."""

from typing import Any, NamedTuple

from partners.models import Division
from partners.models.division import STEP
from portal.rows import Choice
from portal.wording import grouped
from search.asked import Asked
from search.finding import Found
from search.sources import KINDS

#: Counts are exact up to here.
EXACT_TO = 10_000
#: Choices of a facet that stand open; the rest, if there are more than a few, is one tap away.
SHOWN, FEW = 8, 4
LABELS = {kind.key: kind.label for kind in KINDS}


class Option(NamedTuple):
    """A choice of a facet; the address of the chosen one lifts it."""

    label: str
    url: str
    size: str
    current: bool = False


class Facet(NamedTuple):
    """One question to narrow by: the commonest choices, and the others."""

    title: str
    options: list[Option]
    more: list[Option]


class Chip(NamedTuple):
    """A filter in force, and the address without it."""

    label: str
    value: str
    url: str


def count_words(number: int) -> str:
    """A count as people read it: exact to ten thousand, then 「1万+」."""
    return grouped(number) if number <= EXACT_TO else "1万+"


def facets_of(asked: Asked, found: Found, fields: dict[str, Any]) -> list[Facet]:
    """The facets of what was found; those with nothing to choose are left out.

    `fields` are the fields of work by slug. Costs one query, for the names of places.
    """
    by_key = {field.pk: field for field in fields.values()}
    counts = found.facets
    kinds = [(k, LABELS[k], n) for k, n in counts.kinds.most_common() if k in LABELS]
    years = [(y, f"{y} 年", n) for y, n in sorted(counts.years.items(), reverse=True)]
    works = [(by_key[k], by_key[k].name, n) for k, n in counts.fields.most_common() if k in by_key]
    made = [
        _facet(asked, "kind", "类别", kinds),
        _facet(asked, "place", "地区", _places(asked, found)),
        _facet(asked, "year", "年度", years),
        _facet(asked, "field", "领域", works),
    ]
    return [facet for facet in made if facet.options]


def chips_of(asked: Asked) -> list[Chip]:
    """The filters in force, each to be lifted."""
    return [
        Chip(title, value, asked.but(**{name: None if name != "kind" else ""}).url)
        for name, title, value in _in_force(asked)
    ]


def sorting_of(asked: Asked) -> list[Choice]:
    """The two ways to sort."""
    return [
        Choice("相关度", asked.but(newest=False).url, not asked.newest),
        Choice("时间", asked.but(newest=True).url, asked.newest),
    ]


def _in_force(asked: Asked) -> list[tuple[str, str, str]]:
    words = {
        "kind": ("类别", LABELS.get(asked.kind, "")),
        "place": ("地区", asked.place.display_name if asked.place else ""),
        "year": ("年度", f"{asked.year} 年"),
        "field": ("领域", asked.field.name if asked.field else ""),
    }
    return [(name, *words[name]) for name in asked.filters]


def _facet(asked: Asked, name: str, title: str, rows: list[tuple[Any, str, int]]) -> Facet:
    chosen = getattr(asked, name)
    counts = {value: number for value, _, number in rows}
    options = [
        Option(label, asked.but(**{name: value}).url, count_words(number))
        for value, label, number in rows
        if value != chosen and number
    ]
    for held, _, label in _in_force(asked):
        if held == name:
            lifted = asked.but(**{name: "" if name == "kind" else None}).url
            options.insert(0, Option(label, lifted, count_words(counts.get(chosen, 0)), True))
    open_ones = SHOWN if len(options) > SHOWN + FEW else len(options)
    return Facet(title, options[:open_ones], options[open_ones:])


def _places(asked: Asked, found: Found) -> list[tuple[Any, str, int]]:
    """Places below the one chosen, and that one; what belongs to the whole city is no choice."""
    counts = {path: n for path, n in found.facets.places.items() if len(path) > STEP}
    below = Division.objects.filter(path__in=counts)
    rows = [(place, place.display_name, counts[place.path]) for place in below]
    rows.sort(key=lambda row: (-row[2], row[0].path))
    if asked.place:
        rows.append((asked.place, asked.place.display_name, found.total))
    return rows
