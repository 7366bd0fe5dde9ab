"""Moves of the ledger: enter, correct, give back, discard until verified; then only reverse.

Source: domain brief, Fund entry. Each is one transaction with one row in the event log. The note
of a line is public with it: each move that writes or verifies one raises TextHeld for words that
may not be.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from partners.enums import EventKind
from partners.events import changes_between, record_event, snapshot
from partners.models import Event
from partners.moves.move import MoveRefused, refusing
from portal.models import User
from portal.refusals import note_refusal
from portal.text_guard.holding import check, holding
from portal.text_guard.records import record_spots
from projects.models import EntryLocked, FundEntry


@holding()
@transaction.atomic
def enter(entry: FundEntry, *, by: User) -> FundEntry:
    """Put a new line into the ledger. Raises ValidationError when it breaks a rule."""
    entry.entered_by = by
    entry.division = entry.project.division
    entry.full_clean()
    entry.save()
    check(entry, record_spots(entry), by, new=True)
    record_event(entry, "enter", "录入", by=by, changes=changes_between({}, snapshot(entry)))
    return entry


@holding()
@transaction.atomic
def correct(entry: FundEntry, *, by: User, **values: Any) -> FundEntry:
    """Change fields of a line that is not yet verified; only its author may.

    Raises MoveRefused for another person, EntryLocked once verified, ValidationError when the
    corrected line breaks a rule.
    """
    stored = _held(entry)
    _author_only(stored, by)
    before = snapshot(stored)
    entry.returned_at = None
    for name, value in values.items():
        setattr(entry, name, value)
    entry.division = entry.project.division
    entry.full_clean()
    entry.save()
    check(entry, record_spots(entry), by)
    changes = changes_between(before, snapshot(entry))
    record_event(entry, "correct", "更正", by=by, changes=changes)
    return entry


@transaction.atomic
def give_back(entry: FundEntry, *, by: User, reason: str) -> FundEntry:
    """Ask the author to correct the line; until then nobody verifies it.

    Raises MoveRefused for the author, for a reversal (it repeats another line, there is nothing
    to correct), without a reason or when it was given back already; EntryLocked once verified.
    """
    stored = _held(entry)
    if stored.entered_by_id == by.pk:
        raise refusing("退回须由录入人以外的人员办理。", stored)
    if stored.is_returned or stored.is_reversal:
        raise refusing("这笔资金不能退回更正。", stored)
    if not reason.strip():
        raise MoveRefused("请填写退回理由。")
    stored.returned_at = timezone.now()
    stored.save()
    record_event(stored, "give_back", "退回更正", by=by, reason=reason)
    entry.refresh_from_db()
    return entry


def given_back_for(entry: FundEntry) -> str:
    """Why a line waits for its author to correct it; empty when it does not."""
    if not entry.is_returned:
        return ""
    told = Event.objects.of(entry).filter(action="give_back").order_by("-at", "-pk")
    return told.values_list("reason", flat=True).first() or ""


@transaction.atomic
def discard(entry: FundEntry, *, by: User, reason: str = "") -> None:
    """Take an unverified line out of the ledger; the log keeps what it said."""
    stored = _held(entry)
    _author_only(stored, by)
    gone = changes_between({}, snapshot(stored))
    record_event(stored, "discard", "作废", by=by, reason=reason, changes=gone)
    stored.delete()


@holding()
@transaction.atomic
def verify(entry: FundEntry, *, by: User) -> FundEntry:
    """Confirm the line against its evidence; from now on it counts and never changes.

    Raises MoveRefused when `by` is its author or while the author has to correct it, EntryLocked
    when it is verified already.
    """
    stored = _held(entry)
    if stored.entered_by_id == by.pk:
        raise refusing("核验须由录入人以外的人员办理。", stored)
    if stored.is_returned:
        raise refusing("该笔资金已退回，录入人更正后才能核验。", stored)
    stored.verified_by, stored.verified_at = by, timezone.now()
    stored.full_clean()
    stored.save()
    check(stored, record_spots(stored), by)
    record_event(stored, "verify", "核验", by=by, kind=EventKind.VERIFICATION)
    entry.refresh_from_db()
    return entry


@holding()
@transaction.atomic
def reverse(entry: FundEntry, *, by: User, on: date, reason: str) -> FundEntry:
    """Write the line that takes back `entry`, dated `on`; it counts once another verifies it.

    Raises MoveRefused when no reason is given or a reversal exists; ValidationError when the
    line is not verified or is itself a reversal, when `by` entered it, or when the day lies
    before it or ahead of today (FundEntry.clean).
    """
    original = FundEntry.objects.select_for_update().get(pk=entry.pk)
    if not reason.strip():
        raise MoveRefused("请填写冲正理由。")
    if FundEntry.objects.filter(reverses=original).exists():
        raise MoveRefused("该笔资金已冲正，一笔只能冲正一次。")
    reversal = FundEntry(
        project=original.project,
        division=original.division,
        kind=original.kind,
        provider=original.provider,
        receiver=original.receiver,
        amount=original.amount,
        date=on,
        note=reason,
        reverses=original,
        entered_by=by,
    )
    reversal.full_clean()
    reversal.save()
    check(reversal, record_spots(reversal), by, new=True)
    record_event(reversal, "reverse", "冲正", by=by, reason=reason)
    record_event(original, "reversed", "被冲正", by=by, reason=reason)
    return reversal


def _held(entry: FundEntry) -> FundEntry:
    """The stored line, locked; EntryLocked when it is verified."""
    stored = FundEntry.objects.select_for_update().get(pk=entry.pk)
    if stored.is_verified:
        note_refusal(EntryLocked().messages[0], stored)
        raise EntryLocked
    return stored


def _author_only(entry: FundEntry, by: User) -> None:
    if entry.entered_by_id != by.pk:
        raise refusing("只有录入人可以更正或作废未核验的资金。", entry)
