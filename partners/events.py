"""Writing the event log: every change of a record leaves one row that says who, for whom, what."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from partners.models import Event

if TYPE_CHECKING:
    from partners.models import Organisation
    from portal.models import User

#: Never written into the log: what would tell a reader more than that it changed.
_PRIVATE = frozenset({"phone"})


def record_event(
    record: models.Model,
    action: str,
    label: str,
    *,
    by: "User",
    on_behalf_of: "Organisation | None" = None,
    **details: Any,
) -> Event:
    """Write one row about `record`; call it in the transaction of the change itself.

    `details`: field, from_state, to_state, reason, changes (field → [before, after]). Raises
    ValidationError for a reason too long to be kept whole.
    """
    event = Event(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        record_number=number_of(record),
        action=action,
        label=label,
        actor=by,
        on_behalf_of=on_behalf_of or getattr(record, "on_behalf_of", None),
        **details,
    )
    event.clean_fields(exclude=("record_type", "actor", "on_behalf_of"))
    event.save(force_insert=True)
    return event


def number_of(record: models.Model) -> str:
    """The identity people know a record by: its number, a division's code, else nothing."""
    return getattr(record, "number", "") or getattr(record, "code", "")


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


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    return value
