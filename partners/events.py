"""Writing the audit trail: every act leaves one row that says who, for whom, what, where.

`record_event` is about a record, `record_act` about everything else. Both are called in the
transaction of the act itself: the row stands or falls with it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from partners.audit.chain import seal_after_commit
from partners.enums import EventKind
from partners.models import Division, Event, Membership, ReviewLevel, RolePolicy
from partners.scope import memberships_of
from portal.models import User
from portal.traces import client_address

if TYPE_CHECKING:
    from partners.models import Organisation

#: Never written into the log: what would tell a reader more than that it changed.
_PRIVATE = frozenset({"phone", "email", "password"})
#: What is written of such a field: that it changed.
UNTOLD_CHANGE: tuple[None, str] = (None, "（已更改，不记录内容）")


def record_event(
    record: models.Model,
    action: str,
    label: str,
    *,
    by: User | None,
    on_behalf_of: "Organisation | None" = None,
    **details: Any,
) -> Event:
    """Write one row about `record`.

    `details`: field, from_state, to_state, reason, changes (field → [before, after]); kind where
    it does not follow from the record and the rest. Raises ValidationError for a reason too long
    to be kept whole.
    """
    event = about(record, actor=by, action=action, label=label, **details)
    event.on_behalf_of = on_behalf_of or event.on_behalf_of
    event.clean_fields(exclude=("record_type", "actor", "on_behalf_of", "division"))
    return _write(event)


def record_act(
    kind: EventKind,
    action: str,
    label: str,
    *,
    by: User | None = None,
    record: models.Model | None = None,
    division_id: int | None = None,
    **details: Any,
) -> Event:
    """Write one row about an act that is no change of a record: a log-in, an export, a refusal.

    `details`: subject, path, reason, changes; what is too long is cut. The place is that of the
    record, else of the person.
    """
    details |= {name: _cut(name, details[name]) for name in _TEXTS & details.keys()}
    event = Event(kind=kind, action=action, label=label, actor=by, **details)
    if record is not None:
        event = about(record, kind=kind, action=action, label=label, actor=by, **details)
    event.division_id = division_id or event.division_id or place_of_person(by)
    return _write(event)


_TEXTS = {"subject", "path", "reason"}


def about(record: models.Model, **columns: Any) -> Event:
    """An unsaved row about `record`: what it is known by, its place, for whom it was entered."""
    number = number_of(record)
    event = Event(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        record_number=number,
        division_id=place_of(record),
        on_behalf_of=_entered_for(record, columns.get("actor")),
        **{"subject": "" if number else _cut("subject", str(record))} | columns,
    )
    event.kind = columns.get("kind") or _kind_of(record, event)
    return event


def _entered_for(record: models.Model, actor: User | None) -> "Organisation | None":
    """Whom a record was entered for, where its author acts; others act for themselves."""
    is_author = actor is not None and actor.pk == getattr(record, "entered_by_id", None)
    return getattr(record, "on_behalf_of", None) if is_author else None


def number_of(record: models.Model) -> str:
    """The identity people know a record by: its number, a division's code, else nothing."""
    return getattr(record, "number", "") or getattr(record, "code", "")


def place_of(record: models.Model) -> int | None:
    """The key of the place a record belongs to; of a person that of what they act for."""
    if isinstance(record, Division):
        return record.pk
    if isinstance(record, User):
        return place_of_person(record)
    return getattr(record, "division_id", None)


def place_of_person(user: User | None) -> int | None:
    """The key of the highest place the person acts in today."""
    held = memberships_of(user) if user else []
    places = [membership.organisation.division for membership in held]
    return min(places, key=lambda place: place.path).pk if places else None


def snapshot(record: models.Model) -> dict[str, Any]:
    """The editable values of a record as the log writes them, to be compared later."""
    return {
        field.name: _plain(getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if field.editable and field.name not in _PRIVATE and not field.primary_key
    }


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list]:
    """The fields that differ, each with both values."""
    return {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}


def _write(event: Event) -> Event:
    event.address = client_address()
    event.save(force_insert=True)
    seal_after_commit(event)
    return event


def _kind_of(record: models.Model, event: Event) -> EventKind:
    if isinstance(record, Membership | ReviewLevel | RolePolicy | User):
        return EventKind.RIGHT
    return EventKind.MOVE if event.field else EventKind.CHANGE


def _cut(name: str, text: str) -> str:
    field: Any = Event._meta.get_field(name)
    longest = field.max_length
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    return value
