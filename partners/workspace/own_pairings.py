"""The pairings of the organisation acted for on the first screen, each with its checklist: what is
confirmed, what is under way, what can be begun.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, IntegerField, Max, Value
from django.urls import reverse
from django.utils import timezone

from partners.checklist import applying_items
from partners.enums import PUBLIC_PAIRINGS, RUNNING_PAIRINGS, Fulfilment
from partners.joint_work import activities, origins, projects
from partners.models import ChecklistItem, Pairing
from partners.progress import ItemProgress
from partners.scope import Scope

from .registers import registers

#: So many are told, those that run first.
MOST = 6
#: How far something is that fulfils an item.
_DONE, _PENDING, _DISPUTED, _BUILT = "done", "pending", "disputed", "built"
#: Stands where a checklist item's key stands, for the projects of a pairing.
_PROJECTS = 0

#: Words and address; both empty where there is none.
Way = tuple[str, str]
_NONE: Way = ("", "")


@dataclass(frozen=True)
class Tick:
    """One item: confirmed or not, what is under way for it, how it can be begun."""

    title: str
    is_confirmed: bool
    under_way: Way = _NONE
    begin: Way = _NONE


@dataclass(frozen=True)
class OwnPairing:
    """A pairing with its checklist."""

    pairing: Pairing
    ticks: list[Tick]

    @property
    def confirmed(self) -> int:
        """How many items are."""
        return sum(tick.is_confirmed for tick in self.ticks)

    @property
    def shown(self) -> list[Tick]:
        """All items while the pairing is in force, of a former one what was left open."""
        in_force = self.pairing.status in RUNNING_PAIRINGS
        return [tick for tick in self.ticks if in_force or not tick.is_confirmed]


@dataclass(frozen=True)
class _Work:
    """What was logged or is built for an item: how far, how many, the latest of them."""

    how_far: str
    count: int
    number: str
    organisation: int | None

    def told(self, own: Collection[int]) -> Way:
        """How far it is as one of the sides reads it, and where."""
        if self.how_far == _BUILT:
            return "项目进行中", registers()["projects"].address(self.number)
        words = "有异议"
        if self.how_far == _PENDING:
            words = "待对方确认" if self.organisation in own else "待我方确认"
        return words, registers()["activities"].address(self.number)


def own_pairings(scope: Scope) -> list[OwnPairing]:
    """Signed pairings of the organisation acted for, those that run first; none for departments.

    In three queries.
    """
    if not scope.organisations:
        return []
    rows = Pairing.objects.filter(
        Pairing.objects.all().party_to(scope.organisations), status__in=PUBLIC_PAIRINGS
    )
    today = timezone.localdate()
    found = list(rows.for_listing().running_first(today)[:MOST])
    if not found:
        return []
    items, works = applying_items(found), _works([pairing.pk for pairing in found])
    return [
        OwnPairing(p, [_tick(p, item, works[p.pk], scope.organisations) for item in items[p.pk]])
        for p in found
    ]


def _tick(
    pairing: Pairing, item: ChecklistItem, works: dict[int, list[_Work]], own: Collection[int]
) -> Tick:
    by_project = item.fulfilled_by == Fulfilment.PROJECT
    mine = works.get(_PROJECTS if by_project else item.pk, [])
    done = sum(work.count for work in mine if work.how_far == _DONE)
    if ItemProgress(item, done).is_confirmed:
        return Tick(item.title, is_confirmed=True)
    begun = [work for work in mine if work.how_far != _DONE]
    is_enough = done + sum(work.count for work in begun) >= item.quantity
    is_open = (
        pairing.status in RUNNING_PAIRINGS
        if by_project
        else pairing.is_entered_on(timezone.localdate())
    )
    return Tick(
        item.title,
        is_confirmed=False,
        under_way=begun[0].told(own) if begun else _NONE,
        begin=_begin(pairing, item, by_project=by_project) if is_open and not is_enough else _NONE,
    )


def _begin(pairing: Pairing, item: ChecklistItem, *, by_project: bool) -> Way:
    slug, words = ("projects", "发起") if by_project else ("activities", "登记")
    given = {"pairing": pairing.number} | ({} if by_project else {"item": str(item.pk)})
    return words, f"{reverse('workspace:new', args=[slug])}?{urlencode(given)}"


def _works(pairings: list[int]) -> dict[int, dict[int, list[_Work]]]:
    """What was done, logged or is built, by pairing and item; in one query."""
    found: dict[int, dict[int, list[_Work]]] = defaultdict(lambda: defaultdict(list))
    parts = [*_logged(pairings), *_projects(pairings)]
    for pairing, item, *work in parts[0].union(*parts[1:], all=True):
        found[pairing][item].append(_Work(*work))
    return found


def _logged(pairings: list[int]) -> Iterator[Any]:
    rows = activities().filter(pairing__in=pairings, checklist_item__isnull=False).order_by()
    by_state = {_DISPUTED: rows.disputed(), _PENDING: rows.pending(), _DONE: rows.confirmed()}
    for how_far, some in by_state.items():
        yield some.values_list("pairing", "checklist_item", Value(how_far, CharField())).annotate(
            n=Count("pk"), latest=Max("number"), by=Max("organisation")
        )


def _projects(pairings: list[int]) -> Iterator[Any]:
    rows = origins().filter(pairing__in=pairings).order_by()
    for how_far, some in ((_DONE, projects().completed()), (_BUILT, projects().under_way())):
        yield (
            rows.filter(project__in=some.order_by().values("pk"))
            .values_list("pairing", Value(_PROJECTS), Value(how_far, CharField()))
            .annotate(
                n=Count("project", distinct=True),
                latest=Max("project__number"),
                by=Value(None, IntegerField()),
            )
        )
