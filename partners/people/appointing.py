"""Giving, changing and ending memberships: asked of the one rule, checked, and written to the log.

A membership is never deleted: it ends on a day.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from partners.events import changes_between, record_event, snapshot
from partners.models import Membership
from partners.models.register import FIRST_YEAR, LAST_YEAR
from partners.people.delegation import may_give, may_keep, may_keep_person
from portal.models import User
from portal.verdict import Verdict

#: A membership may be given so many days before it begins.
AHEAD = 366


@transaction.atomic
def give(membership: Membership, by: User) -> Membership:
    """Store a new membership. Raises PermissionDenied, ValidationError."""
    _lock(membership.user)
    _demand(may_keep_person(by, membership.user))
    _demand(may_give(by, membership.role, membership.organisation))
    membership.entered_by, membership.division = by, membership.organisation.division
    check_term(membership.since, membership.until)
    membership.full_clean(exclude=("number",))
    membership.save()
    filled = {k: v for k, v in snapshot(membership).items() if v not in (None, "")}
    record_event(membership, "create", "登记任职", by=by, changes=changes_between({}, filled))
    return membership


@transaction.atomic
def change_term(membership: Membership, by: User, since: date, until: date | None) -> bool:
    """Give a membership other days; False when they are the same.

    Raises PermissionDenied, ValidationError, and StaleRecord when somebody saved it in between.
    """
    _lock(membership.user)
    _demand(may_keep(by, membership))
    check_term(since, until)
    before = snapshot(Membership.objects.get(pk=membership.pk))
    membership.since, membership.until = since, until
    membership.full_clean()
    changes = changes_between(before, snapshot(membership))
    if changes:
        membership.save()
        record_event(membership, "change", "修改任期", by=by, changes=changes)
    return bool(changes)


@transaction.atomic
def end(membership: Membership, by: User, last_day: date, reason: str) -> None:
    """Let a membership end after `last_day`.

    Raises PermissionDenied, ValidationError, and StaleRecord when somebody saved it in between.
    """
    _lock(membership.user)
    _demand(may_keep(by, membership))
    if why := why_not_end(membership, last_day):
        raise ValidationError({"last_day": why})
    before, membership.until = membership.until, last_day
    membership.full_clean()
    membership.save()
    changes = {"until": [before and str(before), str(last_day)]}
    record_event(membership, "end", "结束任职", by=by, reason=reason, changes=changes)


def why_not_end(membership: Membership, last_day: date) -> str:
    """Why it cannot end after that day; empty when it can."""
    if last_day < membership.since:
        return f"不能早于起始日期 {membership.since}。"
    if membership.until and last_day >= membership.until:
        return f"这项任职本来就到 {membership.until} 为止；要延长请修改任期。"
    return ""


def check_term(since: date, until: date | None) -> None:
    """Raise ValidationError for a term that is a slip of the hand or too far ahead."""
    errors = {}
    if since.year < FIRST_YEAR:
        errors["since"] = "年份有误，请核对。"
    elif (since - timezone.localdate()).days > AHEAD:
        errors["since"] = "最早可以提前一年登记，请核对日期。"
    if until and until < since:
        errors["until"] = "结束日期不能早于起始日期。"
    elif until and until.year > LAST_YEAR:
        errors["until"] = "年份有误，请核对。"
    if errors:
        raise ValidationError(errors)


def _lock(person: User) -> None:
    """One change at a time for each person: of two alike, the second finds the first."""
    User.objects.select_for_update().get(pk=person.pk)


def _demand(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)
