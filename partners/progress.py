"""Progress of a pairing: which checklist items are confirmed, and 「未启动/滞后/正常/完成」.

The rule stands here twice, in Python for one pairing and in SQL for lists; a test holds them
together. Activities and projects are reached by relation name: this app imports neither.

Rule (domain brief, Programme and Pairing), as of a day:
- an item applies to pairings of its level in its place and below;
- it is confirmed when as many confirmed activities name it (or, for an item that a project
  fulfils, as many completed projects grew out of the pairing) as it asks for;
- 完成: it has items and all are confirmed; 未启动: nothing is confirmed and no project has been
  established; 滞后: an item whose day has passed is not confirmed; 正常: otherwise.
The public sees which items are confirmed, never who lags.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, StrIndex

from partners.enums import Fulfilment
from partners.joint_work import activities, origins, projects
from partners.models import ChecklistItem, Pairing
from partners.querysets.pairing import PairingQuerySet


class Progress(TextChoices):
    NOT_STARTED = "not_started", "未启动"
    LATE = "late", "滞后"
    ON_TRACK = "on_track", "正常"
    DONE = "done", "完成"


@dataclass(frozen=True)
class ItemProgress:
    """One checklist item of one pairing: how much of it is confirmed, by activities until when."""

    item: ChecklistItem
    confirmed: int
    last_on: date | None = None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed >= self.item.quantity

    def is_due(self, on: date) -> bool:
        return self.item.due_on <= on


@dataclass(frozen=True)
class PairingProgress:
    """Where a pairing stands on a day."""

    items: tuple[ItemProgress, ...]
    on: date
    has_begun: bool
    last_event_on: date | None

    @property
    def confirmed(self) -> int:
        return sum(item.is_confirmed for item in self.items)

    @property
    def due(self) -> int:
        return sum(item.is_due(self.on) for item in self.items)

    @property
    def status(self) -> Progress:
        """The rule of this module, in its order."""
        if self.items and self.confirmed == len(self.items):
            return Progress.DONE
        if not self.has_begun:
            return Progress.NOT_STARTED
        if any(item.is_due(self.on) and not item.is_confirmed for item in self.items):
            return Progress.LATE
        return Progress.ON_TRACK


def progress_of(pairing: Pairing, on: date) -> PairingProgress:
    """Where `pairing` stands on the day `on`, in a constant number of queries."""
    confirmed = pairing.activities.confirmed()
    by_item = dict(confirmed.order_by().values_list("checklist_item").annotate(n=Count("pk")))
    grown = projects().with_origin(pairing=pairing)
    completed = grown.completed().count()
    items = tuple(
        ItemProgress(
            item,
            by_item.get(item.pk, 0) if item.fulfilled_by == Fulfilment.ACTIVITY else completed,
        )
        for item in checklist_of(pairing)
    )
    return PairingProgress(
        items=items,
        on=on,
        has_begun=bool(by_item) or grown.established().exists(),
        last_event_on=confirmed.aggregate(last=Max("date"))["last"],
    )


def checklist_of(pairing: Pairing) -> Iterable[ChecklistItem]:
    """The items that apply to `pairing`: of its level, in its place or above."""
    return ChecklistItem.objects.filter(
        level=pairing.level_id, division__path__in=pairing.division.ancestor_paths
    ).order_by("position", "pk")


def with_progress(pairings: PairingQuerySet, on: date) -> PairingQuerySet:
    """Annotate items_total, items_due, items_confirmed, last_event_on and progress (a Progress).

    The same rule as `progress_of`, in SQL, so that lists can show, filter and sort by it. The
    status asks only whether rows exist, so that the database stops at the first one.
    """
    items = _applying_items()
    confirmed = activities().confirmed().filter(pairing=OuterRef("pk")).order_by()
    begun = Exists(confirmed) | Exists(_grown(projects().established(), OuterRef("pk")))
    return pairings.annotate(
        items_total=_count(items),
        items_due=_count(items.filter(due_on__lte=on)),
        items_confirmed=_count(_with_confirmed(items).filter(n__gte=F("quantity"))),
        last_event_on=Subquery(
            confirmed.values("pairing").annotate(last=Max("date")).values("last")
        ),
        progress=Case(
            When(
                Exists(items) & ~Exists(_unconfirmed(items)),
                then=Value(Progress.DONE),
            ),
            When(~begun, then=Value(Progress.NOT_STARTED)),
            When(Exists(_unconfirmed(items.filter(due_on__lte=on))), then=Value(Progress.LATE)),
            default=Value(Progress.ON_TRACK),
            output_field=CharField(),
        ),
    )


def _applying_items() -> Any:
    """Items that apply to the pairing of the outer query."""
    return (
        ChecklistItem.objects.order_by()
        .filter(level=OuterRef("level"))
        .annotate(at=StrIndex(OuterRef("division__path"), F("division__path")))
        .filter(at=1)
    )


def _unconfirmed(items: Any) -> Any:
    """Those of `items` of which less was confirmed than they ask for."""
    return _with_confirmed(items).filter(n__lt=F("quantity"))


def _with_confirmed(items: Any) -> Any:
    """`items` with `n`: how much was confirmed for the pairing two queries out."""
    pairing = OuterRef(OuterRef("pk"))
    by_activity = (
        activities().confirmed().filter(pairing=pairing, checklist_item=OuterRef("pk")).order_by()
    )
    by_project = _grown(projects().completed(), pairing)
    return items.annotate(
        n=Case(
            When(fulfilled_by=Fulfilment.ACTIVITY, then=_count(by_activity, "checklist_item")),
            default=_count(by_project, "pairing"),
        )
    )


def _grown(found: Any, pairing: OuterRef) -> Any:
    """One row for each of the projects `found` that grew out of `pairing`.

    Looked for from the pairing's side: it has few projects, the city has many.
    """
    return (
        origins()
        .filter(pairing=pairing)
        .filter(Exists(found.order_by().filter(pk=OuterRef("project"))))
        .order_by()
    )


def _count(rows: Any, by: str = "level") -> Coalesce:
    """How many rows of the correlated query, all of one `by`, as a column."""
    counted = rows.values(by).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
