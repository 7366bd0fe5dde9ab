"""Who answers for a record today; ending that."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from partners.enums import Maker
from partners.events import changes_between, record_event, snapshot
from partners.models import Assignment
from partners.moves.deed import Deed
from partners.moves.move import MoveRefused
from portal.models import User
from portal.publicity import may_view_all


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


def assignments_of(record: Any, person: User) -> Any:
    """Who answers for the record today, as far as a person may know of it; each row says whether
    the person opens its page (`is_opened`).
    """
    if not hasattr(record, "assignments"):
        return ()
    rows = record.assignments.visible_to(person).in_force(timezone.localdate())
    if may_view_all(person, Assignment):
        return rows.annotate(is_opened=Value(True))
    opened = Case(
        When(rows.reach_of(person), then=True), default=False, output_field=BooleanField()
    )
    return rows.annotate(is_opened=opened)


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
