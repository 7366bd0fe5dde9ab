"""Held texts: written down when something is stopped, released by a department with a reason.

A release lets exactly this finding in this field of this record pass; any other stops it anew.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.log_actions import log
from wagtail.models import Page

from partners.enums import EventKind
from partners.events import number_of, record_event
from partners.models import HeldText, Register
from partners.models.held_text import HeldTextQuerySet
from partners.moves.move import MoveRefused
from partners.querysets.subtree import STEP
from partners.scope import scope_of
from portal.models import User
from portal.text_guard import findings, hide
from portal.text_guard.holding import TextHeld
from portal.text_guard.spots import Found


def digest(found: Found) -> str:
    """What a finding in its field is known by; without the key of the site it says nothing."""
    value = "\0".join([found.spot.field, found.finding.kind, found.finding.value])
    return salted_hmac("text_guard", value, algorithm="sha256").hexdigest()


class HeldTexts:
    """Keeps held texts for the guard (portal.text_guard.holding)."""

    def still_held(self, subject: models.Model, by: Any, found: list[Found]) -> list[Found]:
        """Those of `found` that nobody released; what is no longer there waits no more."""
        digests = {digest(one) for one in found}
        unsaved = HeldText.objects.unsaved(subject, by)
        if subject.pk is None:
            released = _released(unsaved, digests)
        else:
            mine = HeldText.objects.of(subject)
            mine.waiting().exclude(digest__in=digests).update(removed_at=timezone.now())
            released = _released(mine, digests)
            if missing := digests - released:
                released |= _claimed(subject, unsaved, missing)
        return [one for one in found if digest(one) not in released]

    @transaction.atomic
    def keep(self, held: TextHeld) -> None:
        """One row for each finding, the first time it is met; later ones only say who tried."""
        if held.new:
            _forget_stored(held.subject)
        if held.by is None:  # a command; there is nobody to whom a department would answer
            return
        rows = {digest(one): self._row(held, one) for one in held.found}
        HeldText.objects.bulk_create(rows.values(), ignore_conflicts=True)
        if held.new:
            mine = HeldText.objects.unsaved(held.subject, held.by)
        else:
            mine = HeldText.objects.of(held.subject)
            mine.waiting().exclude(digest__in=rows).update(removed_at=timezone.now())
        kept = list(mine.filter(digest__in=rows))
        mine.filter(digest__in=rows, removed_at__isnull=False).update(removed_at=None)
        through = HeldText.also_tried_by.through
        through._default_manager.bulk_create(
            [
                through(heldtext_id=row.pk, user_id=held.by.pk)
                for row in kept
                if row.tried_by_id != held.by.pk
            ],
            ignore_conflicts=True,
        )

    def _row(self, held: TextHeld, found: Found) -> HeldText:
        subject = held.subject
        return HeldText(
            record_type=ContentType.objects.get_for_model(subject),
            record_id=None if held.new else subject.pk,
            record_number="" if held.new else number_of(subject)[:40],
            record_label=hide(str(subject))[:120],
            division=getattr(subject, "division", None),
            field=found.spot.field[:80],
            field_label=hide(found.spot.label)[:120],
            kind=found.finding.kind,
            digest=digest(found),
            before=found.before[-40:],
            masked=found.finding.masked[:60],
            after=found.after[:40],
            tried_by=held.by,
        )


def _forget_stored(subject: Any) -> None:
    """What was rolled back has no key and no number; a form shows it again as not stored yet."""
    subject.pk, subject._state.adding = None, True
    if isinstance(subject, Register):
        subject.number = ""


def _released(rows: HeldTextQuerySet, digests: set[str]) -> set[str]:
    if not digests:
        return set()
    released = rows.filter(digest__in=digests, released_at__isnull=False)
    return set(released.values_list("digest", flat=True))


def _claimed(record: models.Model, unsaved: HeldTextQuerySet, digests: set[str]) -> set[str]:
    """What was released before the record was stored becomes its own, and part of its history."""
    with transaction.atomic():
        rows = unsaved.filter(digest__in=digests, released_at__isnull=False)
        claimed = list(rows.select_for_update())
        for row in claimed:
            row.record_id, row.record_number = record.pk, number_of(record)
            row.save(update_fields=["record_id", "record_number"])
            _log(record, row, by=row.released_by)
    return {row.digest for row in claimed}


def release_refusal(held: HeldText, by: User) -> str:
    """Why `by` cannot release `held`; empty when they can."""
    if not held.is_waiting:
        return "该处文字已处理，无需再次放行。"
    if held.tried_by_id == by.pk or by in held.also_tried_by.all():
        return "提交该内容的人员不能自行放行，请由其他人员办理。"
    if not steers(by, held):
        return "只有该地所属的组织部门可以放行。"
    return ""


def steers(user: User, held: HeldText) -> bool:
    """Whether a department of `user` stands at or above the place; without one, the city's."""
    scope = scope_of(user)
    if held.division is not None:
        return scope.steers(held.division.path)
    return any(len(path) == STEP for path in scope.steered)


@transaction.atomic
def release(held: HeldText, *, by: User, reason: str) -> None:
    """Let the finding pass where it stands. Raises MoveRefused, or ValidationError for the reason.

    Logged once, with the record it stands in; without one, with the held text itself.
    """
    held.refresh_from_db(from_queryset=HeldText.objects.select_for_update(of=("self",)))
    if why := release_refusal(held, by):
        raise MoveRefused(why)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "请填写放行理由。"})
    if findings(reason):
        raise ValidationError({"reason": "理由中不能写号码、收款方式或募捐内容，请改写。"})
    held.released_by, held.released_at, held.reason = by, timezone.now(), reason
    held.full_clean(validate_unique=False)
    held.save(update_fields=["released_by", "released_at", "reason"])
    _log(record_of(held) or held, held, by=by)


def record_of(held: HeldText) -> models.Model | None:
    """The record, page or file the words stand in; None while it is not stored."""
    model = held.record_type.model_class()
    if model is None or held.record_id is None:
        return None
    return model._base_manager.filter(pk=held.record_id).first()


#: The same in the history that Wagtail keeps of a page (partners.wagtail_hooks has its words).
PAGE_ACTION = "partners.override"


def _log(record: models.Model, held: HeldText, *, by: Any) -> None:
    spot = f"{held.before}{held.masked}{held.after}"
    record_event(
        record,
        "override",
        f"放行{held.get_kind_display()}",
        by=by,
        kind=EventKind.RELEASE,
        reason=held.reason,
        changes={held.field_label: [None, spot]},
    )
    if isinstance(record, Page):
        data = {"field": held.field_label, "spot": spot, "reason": held.reason}
        log(record, PAGE_ACTION, user=by, data=data)
