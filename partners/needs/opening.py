"""Opening a need to everybody before its priority window is over; needs that nobody claimed.

Source: domain brief, List item: the paired unit sees a need first, then everyone in scope.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partners.enums import ListKind, Maker, NeedStage, ReviewState
from partners.events import changes_between, record_event, snapshot
from partners.models import Claim, ListItem
from partners.moves.deed import Deed
from partners.moves.move import refusing
from portal.models import User

#: Days before its deadline from which on a need without a claim is told of.
NOTICE = 14
NO_WINDOW = "这项需求不在优先认领期内。"
#: Needs that can be claimed: taken up, and nobody's yet.
_ACCEPTED = Q(kind=ListKind.NEED, review_state=ReviewState.APPROVED, stage=NeedStage.ACCEPTED)


def _in_window() -> Q:
    return _ACCEPTED & ~ListItem.objects.all().in_pool()


@transaction.atomic
def open_to_all(item: ListItem, *, by: User, reason: str = "") -> None:
    """From now on everybody in scope may claim it. Raises MoveRefused outside the window."""
    held = ListItem.objects.select_for_update().get(pk=item.pk)
    if not ListItem.objects.filter(_in_window(), pk=held.pk).exists():
        raise refusing(NO_WINDOW, item)
    before = snapshot(held)
    held.priority_until = None
    held.save(update_fields=["priority_until"])
    changes = changes_between(before, snapshot(held))
    record_event(held, "open_to_all", "转为全域开放", by=by, reason=reason, changes=changes)


def unclaimed(rows: Any) -> Any:
    """Needs nobody has claimed although their window is over, or whose deadline is near."""
    today = timezone.localdate()
    standing = Claim.objects.standing().filter(item=OuterRef("pk"))
    over = Q(priority_until__lt=today) | Q(deadline__lte=today + timedelta(days=NOTICE))
    return rows.filter(_ACCEPTED & over).exclude(Exists(standing))


OPENING_ACTS = {
    "open_to_all": Deed(
        "open_to_all",
        "转为全域开放",
        open_to_all,
        frozenset({Maker.DEPARTMENT}),
        _in_window,
        NO_WINDOW,
    )
}
