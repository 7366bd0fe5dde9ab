"""Which partner to suggest to an organisation that has no pair yet, and why.

A rule on plain values, for streets and communities as for units: the partner of the last time
first; then one whose superior is paired with the own superior; then one of the same district, else
one of the whole city, those without a pair before those with the fewest. What was suggested to one
counts for the next, so that not all are given the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

AGAIN = "上一次结对的对象，继续结对"
UNDER_PARENT = "双方上级已经结对"
NEAR = "同在{district}"
#: Bodies of the whole city stand in no district, and pair with any.
OF_THE_CITY = "市级组织，不限区"
NO_PAIR = "{where}，本年度尚无结对"
FEWEST = "{where}，本年度结对较少（{count} 个）"


@dataclass(frozen=True)
class Body:
    """An organisation as the rule sees it.

    `line` holds its key and those of the organisations above it, the nearest first; `district` is
    the path of its district, empty for a body of the whole city; `pairs` how many it has at this
    level and in this year.
    """

    key: int
    line: tuple[int, ...]
    district: str = ""
    pairs: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A partner, the reason in words, and which pairing it follows."""

    partner: int
    reason: str
    predecessor: int | None = None


@dataclass(frozen=True)
class Known:
    """What is known beside the candidates.

    `earlier`: the last pairing of an organisation, as (pairing, partner). `above`: of an
    organisation the partners it is paired with at a higher level. `districts`: names by path.
    """

    earlier: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    above: Mapping[int, frozenset[int]] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)


def suggest(
    lacking: Iterable[Body], candidates: Sequence[Body], known: Known
) -> dict[int, Suggestion]:
    """Of each organisation without a pair the partner suggested; left out where nobody fits."""
    load = Counter({body.key: body.pairs for body in candidates})
    possible = {body.key: body for body in candidates}
    found = {}
    for body in lacking:
        if suggestion := _for_one(body, possible, load, known):
            found[body.key] = suggestion
            load[suggestion.partner] += 1
    return found


def _for_one(
    body: Body, possible: Mapping[int, Body], load: Counter[int], known: Known
) -> Suggestion | None:
    if (earlier := known.earlier.get(body.key)) and earlier[1] in possible:
        return Suggestion(earlier[1], AGAIN, predecessor=earlier[0])
    paired_above = {key for one in body.line for key in known.above.get(one, ())}
    under = [one for one in possible.values() if paired_above.intersection(one.line)]
    if under:
        return Suggestion(_least(under, load), UNDER_PARENT)
    near, where = _near(body, possible, known)
    if not near:
        return None
    partner = _least(near, load)
    words = FEWEST if load[partner] else NO_PAIR
    return Suggestion(partner, words.format(where=where, count=load[partner]))


def _near(body: Body, possible: Mapping[int, Body], known: Known) -> tuple[list[Body], str]:
    """Those near enough, and in what way."""
    if not body.district:
        return list(possible.values()), OF_THE_CITY
    near = [one for one in possible.values() if one.district == body.district]
    if near:
        return near, NEAR.format(district=known.districts.get(body.district, "一区"))
    return [one for one in possible.values() if not one.district], OF_THE_CITY


def _least(bodies: Iterable[Body], load: Counter[int]) -> int:
    """The one with the fewest pairs; among equals the one entered first."""
    return min(bodies, key=lambda body: (load[body.key], body.key)).key
