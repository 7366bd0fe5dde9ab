"""Loading a whole list of divisions at once, by the same naming rules as a single one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from partners.enums import COMMUNITY_LEVELS
from partners.models.division import Division
from partners.place_names import display_name
from partners.querysets.subtree import STEP
from portal.models import User


@dataclass(frozen=True)
class DivisionRow:
    """One line of an official list. A parent stands before its children."""

    code: str
    name: str
    level: str
    parent_code: str = ""


@transaction.atomic
def load_divisions(rows: Iterable[DivisionRow], *, by: User) -> list[Division]:
    """Create every division of an empty register; parents before children.

    Raises KeyError when a row names a parent that did not come before it.
    """
    places: dict[str, Division] = {}
    children: Counter[str] = Counter()
    for row in rows:
        parent = places[row.parent_code] if row.parent_code else None
        children[row.parent_code] += 1
        place = Division(code=row.code, name=row.name, level=row.level, entered_by=by)
        place.path = (parent.path if parent else "") + f"{children[row.parent_code]:0{STEP}d}"
        place.parent = parent
        place.name_itself(parent)
        places[row.code] = place
    _tell_apart(places.values())
    _insert_by_depth(places.values())
    return list(places.values())


def _tell_apart(places: Iterable[Division]) -> None:
    communities = [place for place in places if place.level in COMMUNITY_LEVELS]
    seen = Counter(place.short_name for place in communities)
    for place in communities:
        street = place.parent.display_name if place.parent else ""
        place.display_name = display_name(
            place.short_name, street, repeats=seen[place.short_name] > 1
        )


def _insert_by_depth(places: Iterable[Division]) -> None:
    by_depth: dict[int, list[Division]] = {}
    for place in places:
        by_depth.setdefault(len(place.path), []).append(place)
    for depth in sorted(by_depth):
        for place in by_depth[depth]:
            place.parent = place.parent  # the parent has its key now; take it over
        Division.objects.bulk_create(by_depth[depth], batch_size=1000)
