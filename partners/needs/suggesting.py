"""Resources that could meet a need, and needs that a resource could meet, gathered for one page.

The rule stands in partners.needs.meeting. Only what everybody may know of is suggested, approved
and still open, of the same city; needs besides only to those who meet them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from partners.enums import ListKind, NeedStage, ReviewState
from partners.models import Claim, Division, ListItem
from partners.querysets.subtree import STEP, path_range
from partners.scope import Scope

from .meeting import PARTNER_ASKS, PARTNER_OFFERS, Entry, suggest
from .window import partners_of

#: So many are held against one another, those likely to fit.
_CANDIDATES = 200
_DISTRICT = 2 * STEP
#: Needs nobody works on yet.
_WAITING = frozenset({NeedStage.COLLECTED, NeedStage.ACCEPTED, NeedStage.CLAIMED})


@dataclass(frozen=True)
class Meeting:
    """What could meet the item at hand, or be met by it, and why."""

    item: ListItem
    reason: str
    is_partner: bool


def resources_for(need: ListItem, scope: Scope | None) -> list[Meeting]:
    """Resources that could meet a need nobody works on yet; to units their own alone.

    `scope` is None for who sees everything. Whoever is committed to the need is left out.
    """
    if need.kind != ListKind.NEED or need.stage not in _WAITING:
        return []
    rows = ListItem.objects.on_offer(timezone.localdate())
    if scope is not None and scope.units:
        rows = rows.filter(organisation__in=scope.units)
    committed = Claim.objects.standing().filter(item=need).values("organisation")
    rows = rows.exclude(organisation__in=committed)
    partner = Q(organisation__in=partners_of(need.organisation))
    return _suggested(need, rows.exclude(organisation=need.organisation), partner, PARTNER_OFFERS)


def needs_for(resource: ListItem, scope: Scope | None) -> list[Meeting]:
    """Needs in the scope that an open resource could meet and its organisation has not claimed."""
    day = timezone.localdate()
    is_open = resource.closed_on is None and (resource.deadline or day) >= day
    if resource.kind != ListKind.RESOURCE or not is_open:
        return []
    if resource.review_state != ReviewState.APPROVED:
        return []
    rows = ListItem.objects.awaiting(day)
    if scope is not None:
        rows = rows.filter(rows.reached_by(scope))
    claimed = Claim.objects.standing().filter(organisation=resource.organisation_id)
    rows = rows.exclude(pk__in=claimed.values("item"))
    partner = rows.paired_with([resource.organisation_id])
    return _suggested(
        resource, rows.exclude(organisation=resource.organisation_id), partner, PARTNER_ASKS
    )


def _suggested(item: ListItem, rows: Any, partner: Q, words: str) -> list[Meeting]:
    place = item.division.path
    rows = rows.filter(rows.in_places([place[:STEP]]))
    near = path_range(place[:_DISTRICT], "division__path")
    rows = rows.annotate(
        is_partner=_is(partner), same=_is(Q(category=item.category_id)), near=_is(near)
    )
    found = rows.select_related("organisation__division", "category", "division")
    candidates = list(found.order_by("-is_partner", "-same", "-near", "pk")[:_CANDIDATES])
    if not candidates:
        return []
    by_key = {one.pk: one for one in candidates}
    suggestions = suggest(_entry(item), map(_entry, candidates), words, _places(place))
    return [Meeting(by_key[s.key], s.reason, by_key[s.key].is_partner) for s in suggestions]


def _is(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def _entry(item: Any) -> Entry:
    return Entry(
        key=item.pk,
        category=item.category.name,
        path=item.division.path,
        title=item.title,
        text=item.description,
        is_partner=getattr(item, "is_partner", False),
    )


def _places(path: str) -> dict[str, str]:
    """The names of the places at and above one, from the district down."""
    above: Iterable[str] = [path[:end] for end in range(_DISTRICT, len(path) + 1, STEP)]
    return dict(Division.objects.filter(path__in=above).values_list("path", "display_name"))
