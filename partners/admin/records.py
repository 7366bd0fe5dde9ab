"""Entering and changing a record through its form, with its row in the event log."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from partners.events import changes_between, record_event, snapshot
from portal.admin.inlines import RecordForm
from portal.models import User
from portal.text_guard.holding import check, holding
from portal.text_guard.records import record_spots

#: Written for child rows whose change the log does not repeat (telephone numbers).
_PRIVATE_CHANGE = [["（不记录）"], ["（有改动，不记录内容）"]]


@holding()
@transaction.atomic
def enter(
    form: RecordForm, by: User, beside: Callable[[Any], dict[str, list]] = lambda record: {}
) -> models.Model:
    """Save a new record and log what was entered.

    `beside` writes rows that belong to the record and that the form does not hold, and says what
    the log tells of them.

    Raises TextHeld when it would be public, or handed in, at once and its words may not.
    """
    record = form.save()
    rows = beside(record)
    if not may_hold_anything(record):
        check(record, record_spots(record), by, new=True)
    changes = changes_between({}, _filled(snapshot(record))) | _child_changes(form, {}) | rows
    record_event(record, "create", "录入", by=by, changes=changes)
    return record


@holding()
@transaction.atomic
def change(form: RecordForm, by: User) -> dict[str, list]:
    """Save a changed record and log the difference; returns it, empty when there is none.

    Raises StaleRecord when somebody saved the record since the form was checked, TextHeld when
    the words of one that is no draft may not become public.
    """
    if not form.has_changed():
        return {}
    stored = type(form.instance)._base_manager.get(pk=form.instance.pk)
    before, children = snapshot(stored), {name: _rows(form, name) for name in form.formsets}
    record = form.save()
    if not may_hold_anything(record):
        check(record, record_spots(record), by)
    changes = changes_between(before, snapshot(record)) | _child_changes(form, children)
    if changes:
        record_event(record, "change", "修改", by=by, changes=changes)
    return changes


def may_hold_anything(record: models.Model) -> bool:
    """Whether the words of a record are looked through later, when it is handed in."""
    return getattr(record, "is_draft", False)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _rows(form: RecordForm, relation: str) -> dict[int, dict[str, Any]]:
    """The child rows as stored, each as the log writes it, without the key to the record."""
    formset = form.formsets[relation]
    model: Any = formset.model
    rows = formset.narrow(model._base_manager.filter(**{formset.fk.name: form.instance}))
    return {
        row.pk: {k: v for k, v in _filled(snapshot(row)).items() if k != formset.fk.name}
        for row in rows.order_by("pk")
    }


def _child_changes(form: RecordForm, before: dict[str, dict]) -> dict[str, list]:
    """Relation to [rows before, rows after], of rows that differ."""
    changes = {}
    for relation, formset in form.formsets.items():
        old, new = before.get(relation, {}), _rows(form, relation)
        gone = [row for pk, row in old.items() if new.get(pk) != row]
        come = [row for pk, row in new.items() if old.get(pk) != row]
        if gone or come:
            changes[relation] = [gone, come]
        elif formset.has_changed() and old:
            changes[relation] = _PRIVATE_CHANGE
    return changes
