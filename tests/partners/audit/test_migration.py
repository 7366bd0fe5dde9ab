"""The event log of before becomes the audit trail: its rows stay, placed and guarded."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from partners.models import Event
from tests.factories import AuthorFactory, FundEntryFactory, MembershipFactory, PairingFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.whole_run,
]

BEFORE, AFTER = ("partners", "0004_role_policy"), ("partners", "0005_audit_trail")


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


def write(old, record, **columns):
    record_type = ContentType.objects.get_for_model(record)
    return old.get_model("partners", "Event").objects.create(
        record_type_id=record_type.pk,
        record_id=record.pk,
        label="旧",
        actor_id=AuthorFactory().pk,
        **columns,
    )


def test_rows_written_before_are_kept_told_apart_placed_and_guarded():
    records = [PairingFactory(), FundEntryFactory(), MembershipFactory()]
    records.append(records[0].division)
    try:
        old = migrate(BEFORE)
        write(old, records[0], action="sign", field="status", to_state="signed")
        write(old, records[1], action="verify")
        write(old, records[2], action="create")
        write(old, records[3], action="change", changes={"name": ["甲", "乙"]})
    finally:
        migrate(AFTER)
    events = list(Event.objects.order_by("pk"))
    assert [event.kind for event in events] == ["move", "verification", "right", "change"]
    places = [record.division_id for record in records[:3]] + [records[3].pk]
    assert [event.division_id for event in events] == places
    assert events[3].changes == {"name": ["甲", "乙"]}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.update(label="x")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.all()._raw_delete("default")
