"""Ending an assignment: who answered for something does so until a day."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partners.enums import Maker
from partners.events import changes_between, record_event, snapshot
from partners.models import Assignment
from partners.moves.deed import Deed
from partners.moves.move import MoveRefused
from portal.models import User


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: User, on: date, reason: str = "") -> None:
    """The last day is `on`. Raises MoveRefused for one before the first."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if on < held.since:
        raise MoveRefused("结束日期不能早于起始日期。")
    before = snapshot(held)
    held.until = on
    held.full_clean()
    held.save()
    changes = changes_between(before, snapshot(held))
    record_event(held, "end_assignment", "结束包联", by=by, reason=reason, changes=changes)


def _running() -> Q:
    return Q(until=None) | Q(until__gt=timezone.localdate())


ASSIGNMENT_ACTS = {
    "end_assignment": Deed(
        "end_assignment",
        "结束包联",
        end_assignment,
        frozenset({Maker.DEPARTMENT}),
        _running,
        "这项包联已经结束。",
    )
}
