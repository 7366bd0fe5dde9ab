"""Claiming a need: a commitment of an organisation, no race. Several may commit themselves.

For a time the unit paired with the community meets a need first; then every unit of the city does.
"""

from django.db import transaction

from partners.enums import (
    CLAIMABLE_STAGES,
    ListKind,
    NeedStage,
    ReviewState,
)
from partners.models import ListItem, Organisation
from partners.moves.list_item import assign_need
from partners.moves.move import refusing
from partners.querysets.subtree import STEP
from portal.models import User


def why_not(item: ListItem, organisation: Organisation) -> str:
    """Why the organisation cannot claim the need now; empty when it can."""
    if item.kind != ListKind.NEED or item.review_state != ReviewState.APPROVED:
        return "只有审核通过的需求可以认领。"
    if item.stage not in CLAIMABLE_STAGES:
        return f"需求的办理阶段是“{NeedStage(item.stage).label}”，目前不能认领。"
    if item.organisation_id == organisation.pk:
        return "需求由本组织提出，不能由本组织认领。"
    standing = item.claims.standing()
    if standing.filter(organisation=organisation).exists():
        return "该组织已认领此事项。"
    return _not_yet(item, organisation)


def _not_yet(item: ListItem, organisation: Organisation) -> str:
    """The paired unit's time, and the bounds of the city."""
    rows = ListItem.objects.filter(pk=item.pk)
    if rows.filter(rows.paired_with([organisation.pk])).exists():
        return ""
    if not rows.filter(rows.in_pool()).exists():
        return f"{item.priority_until:%Y-%m-%d} 之前由结对单位优先认领，之后对全市开放。"
    same_city = item.division.path[:STEP] == organisation.division.path[:STEP]
    return "" if same_city else "只能认领本市的需求。"


@transaction.atomic
def hold(item: ListItem, organisation: Organisation) -> ListItem:
    """The need, its row held until the end of the transaction, so that it can be claimed.

    Raises MoveRefused where it no longer can.
    """
    held = ListItem.objects.select_for_update().get(pk=item.pk)
    if why := why_not(held, organisation):
        raise refusing(why, held)
    return held


def taken_up(item: ListItem, *, by: User) -> None:
    """The first claim moves an accepted need on to 「认领/派单」."""
    if item.stage == NeedStage.ACCEPTED:
        assign_need(item, by=by)
