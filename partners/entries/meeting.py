"""Which resource could meet which need, as the workspace shows it: where each leads, and the way to
the claim for those who may make it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import BooleanField, ExpressionWrapper
from django.urls import reverse

from partners.enums import ListKind
from partners.models import ListItem
from partners.needs.suggesting import Meeting, needs_for, resources_for
from partners.workspace.writing.forms import Writer

from .claimable import claimable

NOT_HERE = "不在您的派单范围"
LATER = "优先认领期后可派单"
_TITLES = {
    ListKind.NEED: "可以满足这项需求的资源",
    ListKind.RESOURCE: "这项资源可以满足的需求",
}


@dataclass(frozen=True)
class Offer:
    """One suggestion: the item, why, its page, where the claim begins (empty: others' to do), and
    why it does not begin here for who may claim the need.
    """

    item: ListItem
    reason: str
    url: str
    claim_url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Meetings:
    """The suggestions at one item, and the words of the button that uses one."""

    title: str
    button: str
    offers: list[Offer]

    def __bool__(self) -> bool:
        return bool(self.offers)


def meetings_at(item: ListItem, writer: Writer) -> Meetings:
    """What could meet a need, or be met by a resource, of the place where both may be known of."""
    scope = writer.scope if writer.acting else None
    is_need = item.kind == ListKind.NEED
    found = resources_for(item, scope) if is_need else needs_for(item, scope)
    ways = _ways(item, found, writer) if found else {}
    offers = [
        Offer(m.item, m.reason, _page(m.item, writer), *ways.get(m.item.pk, ())) for m in found
    ]
    button = "用这项资源" if is_need else "认领" if writer.organisation else "派单"
    return Meetings(_TITLES[ListKind(item.kind)], button, offers)


def _ways(item: ListItem, found: Sequence[Meeting], writer: Writer) -> dict[int, tuple[str, str]]:
    """By the key of the suggested item where the person begins the claim, or why not, of needs
    the person may claim; one query.
    """
    is_need = item.kind == ListKind.NEED
    pairs = [(item, m.item, m) if is_need else (m.item, item, m) for m in found]
    rows = claimable(writer).filter(pk__in={need.pk for need, _, _ in pairs})
    pool = ExpressionWrapper(rows.in_pool(), output_field=BooleanField())
    is_open = dict(rows.annotate(pool=pool).values_list("pk", "pool"))
    url = reverse("workspace:new", args=["claims"])
    ways = {}
    for need, resource, m in pairs:
        if need.pk in is_open:
            why = _why_not(resource, m, writer, in_pool=is_open[need.pk])
            asked = urlencode({"item": need.number, "resource": resource.number})
            ways[m.item.pk] = ("", why) if why else (f"{url}?{asked}", "")
    return ways


def _why_not(resource: ListItem, meeting: Meeting, writer: Writer, *, in_pool: bool) -> str:
    """Why the need cannot go to whoever offers the resource: it goes to the paired unit, then to
    those of the department's places. A liaison acts for the own organisation.
    """
    if writer.organisation is not None or meeting.is_partner:
        return ""
    if not writer.scope.steers(resource.organisation.division.path):
        return NOT_HERE
    return "" if in_pool else LATER


def _page(item: ListItem, writer: Writer) -> str:
    """Its page here for who reaches it, else its public page."""
    scope = writer.scope
    near = item.organisation_id in scope.organisations or scope.reads(item.division.path)
    if item.kind == ListKind.NEED or near or writer.acting is None:
        return reverse("workspace:record", args=["list-items", item.number])
    return item.get_absolute_url()
