"""Which checklist items of a pairing are confirmed: what the public may know of its progress.

Nothing here depends on a due date: the public sees what was done, never who lags. The rule when
an item is confirmed stands in partners.progress.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, Max, Value

from partners.enums import Fulfilment
from partners.joint_work import activities, origins, projects
from partners.models import ChecklistItem, Pairing
from partners.progress import ItemProgress

#: Stands where a checklist item's key stands, for the completed projects of a pairing.
_PROJECTS = 0


@dataclass(frozen=True)
class ConfirmedItems:
    """The checklist of one pairing, and the day of its latest confirmed activity."""

    items: tuple[ItemProgress, ...]
    last_activity_on: date | None

    @property
    def confirmed(self) -> int:
        return sum(item.is_confirmed for item in self.items)


def confirmed_items(pairings: Collection[Pairing]) -> dict[int, ConfirmedItems]:
    """The checklist of each of `pairings` by its key, in two queries however many they are.

    The pairings have their `division` at hand (`for_listing` brings it).
    """
    applying = applying_items(pairings)
    found: dict[int, dict[int | None, tuple[int, date | None]]] = defaultdict(dict)
    for pairing, item, count, last in _confirmations([pairing.pk for pairing in pairings]):
        found[pairing][item] = count, last
    return {
        pairing.pk: ConfirmedItems(
            tuple(
                ItemProgress(item, *found[pairing.pk].get(_counted_under(item), (0, None)))
                for item in applying[pairing.pk]
            ),
            max((last for _, last in found[pairing.pk].values() if last), default=None),
        )
        for pairing in pairings
    }


def applying_items(pairings: Collection[Pairing]) -> dict[int, list[ChecklistItem]]:
    """The checklist of each of `pairings` by its key, in one query."""
    items = list(
        ChecklistItem.objects.filter(level__in={pairing.level_id for pairing in pairings})
        .select_related("division")
        .order_by("position", "pk")
    )
    return {pairing.pk: [i for i in items if _applies(i, pairing)] for pairing in pairings}


def _applies(item: ChecklistItem, pairing: Pairing) -> bool:
    within = pairing.division.path.startswith(item.division.path)
    return item.level_id == pairing.level_id and within


def _counted_under(item: ChecklistItem) -> int:
    return item.pk if item.fulfilled_by == Fulfilment.ACTIVITY else _PROJECTS


def _confirmations(pairings: list[int]) -> Iterable[tuple[int, int | None, int, date | None]]:
    """Rows of pairing, item (or _PROJECTS), how many, latest day of an activity."""
    by_item = (
        activities()
        .confirmed()
        .filter(pairing__in=pairings)
        .order_by()
        .values_list("pairing", "checklist_item")
        .annotate(n=Count("pk"), last=Max("date"))
    )
    by_project = (
        origins()
        .filter(pairing__in=pairings, project__in=projects().completed().order_by().values("pk"))
        .order_by()
        .values_list("pairing", Value(_PROJECTS))
        .annotate(n=Count("project", distinct=True), last=Value(None, output_field=DateField()))
    )
    return by_item.union(by_project, all=True)
