"""Organisations of a department's places without a pair, each with the partner suggested to it.

The rule stands in partners.matching.rule; here is what it needs to know, gathered for a page
of rows in queries whose number does not grow with them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.utils import timezone

from partners.enums import PUBLIC_PAIRINGS, PairingStatus, Side
from partners.matching.parents import Above, higher_pairings, lines_above
from partners.matching.rule import Body, Known, suggest
from partners.matching.terms import runs_on, start_after
from partners.models import Division, Organisation, Pairing, PairingLevel
from partners.querysets.subtree import STEP
from partners.scope import Scope

#: Digits of the path of a district.
_DISTRICT = 2 * STEP
#: Candidates of one district that are looked at, those with the fewest pairs.
_OF_A_DISTRICT = 40


@dataclass(frozen=True)
class Row:
    """An organisation without a pair, who is suggested to it and why; `parent` stands above.

    `starts_on` is the first day where the pairing before ends within the year; `why_not` why it
    cannot be registered now.
    """

    organisation: Organisation
    partner: Organisation | None = None
    reason: str = ""
    predecessor: Pairing | None = None
    parent: Pairing | None = None
    needs_reason: bool = False
    starts_on: date | None = None
    why_not: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether one press registers it as it stands."""
        return self.partner is not None and not self.needs_reason and not self.why_not


class Suggesting:
    """Of one level and side: who lacks a pair in the places of `scope`, and whom to suggest."""

    def __init__(self, level: PairingLevel, side: str, scope: Scope) -> None:
        self.level, self.side, self.scope = level, side, scope
        self.is_unit = side == Side.UNIT

    @property
    def own(self) -> str:
        """The side of a pairing on which those without a pair stand."""
        return "unit_side" if self.is_unit else "community_side"

    @property
    def other(self) -> str:
        """The side on which a partner is wanted."""
        return "community_side" if self.is_unit else "unit_side"

    def lacking(self) -> Any:
        """Those of the own places without a pair at this level, by place."""
        rows = self._standing(self.own).filter(self._in_own_places())
        # As one list: asked for each, a database may walk all pairings of the level every time.
        paired = self._pairings().order_by().values(self.own)
        seat = Substr(OuterRef("division__path"), 1, _DISTRICT)
        district = Division.objects.filter(path=seat).order_by().values("short_name")
        rows = rows.exclude(pk__in=paired).annotate(district_name=Subquery(district[:1]))
        return rows.order_by("division__path", "pk")

    def rows(self, lacking: Sequence[Organisation]) -> list[Row]:
        """Each of them with its suggestion."""
        if not lacking:
            return []
        above = lines_above(lacking)
        higher, last = self._higher(above), self._last(lacking)
        partners = self._candidates(lacking, higher, last)
        lines = lines_above(partners.values())
        found = suggest(
            [Body(one.pk, above.of(one.pk), _district(one)) for one in lacking],
            [
                Body(pk, lines.of(pk), _district(one), self._loads.get(pk, 0))
                for pk, one in partners.items()
            ],
            self._known(lacking, higher, last),
        )
        return [
            Row(one)
            if (suggestion := found.get(one.pk)) is None
            else self._row(
                Row(one, partners[suggestion.partner], suggestion.reason),
                last[one.pk] if suggestion.predecessor else None,
                self._parent(higher, above.of(one.pk), lines.of(suggestion.partner)),
            )
            for one in lacking
        ]

    def _row(self, row: Row, predecessor: Pairing | None, parent: Pairing | None) -> Row:
        year, needs_reason = self.level.programme_year, self.level.parent_required and not parent
        start = start_after(predecessor, year)
        return replace(
            row,
            predecessor=predecessor,
            parent=parent,
            needs_reason=needs_reason,
            starts_on=start if start != year.starts_on else None,
            why_not=runs_on(predecessor) if predecessor and start is None else "",
        )

    def _parent(
        self, higher: list[Pairing], own: Collection[int], other: Collection[int]
    ) -> Pairing | None:
        """The first of the higher pairings between those two lines."""
        between = (
            pairing
            for pairing in higher
            if getattr(pairing, f"{self.own}_id") in own
            and getattr(pairing, f"{self.other}_id") in other
        )
        return next(between, None)

    def _standing(self, side: str) -> Any:
        kinds = self.level.unit_kinds if side == "unit_side" else self.level.community_kinds
        rows = Organisation.objects.filter(kind__in=kinds, merged_into=None)
        return rows.valid_on(timezone.localdate()).select_related("division", "parent")

    def _in_own_places(self) -> Q:
        return Organisation.objects.all().in_places(self.scope.steered)

    def _pairings(self) -> Any:
        return Pairing.objects.filter(level=self.level).exclude(status=PairingStatus.TERMINATED)

    def _higher(self, above: Above) -> list[Pairing]:
        """Pairings of higher levels to which those above the rows are a party."""
        heads = {key for line in above.lines.values() for key in line}
        if self.level.rank == 1:
            return []
        return list(
            higher_pairings(self.level)
            .filter(**{f"{self.own}__in": heads})
            .select_related("unit_side", "community_side")
        )

    def _last(self, lacking: Sequence[Organisation]) -> dict[int, Pairing]:
        """Of each row its latest pairing of an earlier year at the same level."""
        year = self.level.programme_year
        rows = Pairing.objects.filter(
            programme_year__programme=year.programme_id,
            programme_year__year__lt=year.year,
            level__rank=self.level.rank,
            status__in=PUBLIC_PAIRINGS,
            **{f"{self.own}__in": [one.pk for one in lacking]},
        ).select_related("programme_year")
        found = rows.order_by("programme_year__year", "start_on", "pk")
        return {getattr(pairing, f"{self.own}_id"): pairing for pairing in found}

    def _candidates(
        self, lacking: Sequence[Organisation], higher: list[Pairing], last: dict[int, Pairing]
    ) -> dict[int, Any]:
        """Earlier partners, those below a partner of the superior, those near with few pairs."""
        rows = self._standing(self.other)
        if self.is_unit:
            rows = rows.filter(self._in_own_places())
        heads = {getattr(pairing, f"{self.other}_id") for pairing in higher}
        again = {getattr(pairing, f"{self.other}_id") for pairing in last.values()}
        below = Q(parent__in=heads) | Q(parent__parent__in=heads) | Q(pk__in=heads | again)
        near = _fewest(self._near(rows, lacking), self._loads)
        return {one.pk: one for one in rows.filter(below | Q(pk__in=near)).order_by("pk")}

    def _near(self, rows: Any, lacking: Sequence[Organisation]) -> Any:
        """Key and path of the place of those in the districts of the rows, and of the city."""
        cities = {one.division.path[:STEP] for one in lacking}
        found = rows.select_related(None).filter(rows.in_places(cities))
        found = found.annotate(seat=Substr("division__path", 1, _DISTRICT))
        districts = {_district(one) for one in lacking}
        if "" not in districts:  # else every district is near
            found = found.filter(seat__in=districts | cities)
        return found.order_by("pk").values_list("pk", "seat")

    @cached_property
    def _loads(self) -> dict[int, int]:
        """How many pairs everybody on the other side has; counted once, not anew for each."""
        counted = self._pairings().order_by().values_list(self.other)
        return dict(counted.annotate(n=Count("pk")))

    def _known(
        self, lacking: Sequence[Any], higher: list[Pairing], last: dict[int, Pairing]
    ) -> Known:
        above: dict[int, set[int]] = defaultdict(set)
        for pairing in higher:
            above[getattr(pairing, f"{self.own}_id")].add(getattr(pairing, f"{self.other}_id"))
        names = {_district(one): one.district_name for one in lacking}
        return Known(
            {key: (p.pk, getattr(p, f"{self.other}_id")) for key, p in last.items()},
            {key: frozenset(partners) for key, partners in above.items()},
            names,
        )


def _fewest(seats: Iterable[tuple[int, str]], loads: Mapping[int, int]) -> list[int]:
    """Of each district the keys of those with the fewest pairs, among equals of the first."""
    by_seat: dict[str, list[int]] = defaultdict(list)
    for key, seat in seats:
        by_seat[seat].append(key)
    return [
        key
        for keys in by_seat.values()
        for key in sorted(keys, key=lambda key: (loads.get(key, 0), key))[:_OF_A_DISTRICT]
    ]


def _district(one: Organisation) -> str:
    """The path of the district an organisation has its seat in; empty for one of the whole city."""
    path = one.division.path
    return path[:_DISTRICT] if len(path) >= _DISTRICT else ""
