"""Rows that no path may change: the event log whole, a table of its own in part.

What guards the ledger is tried in tests/projects/test_fund.py, path by path.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from partners.audit.chain import seal as seal_rows
from partners.events import record_event
from partners.models import Event, EventSeal
from portal.append_only import guard
from tests.factories import AuthorFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def event():
    return record_event(UnitFactory(), "create", "录入", by=AuthorFactory())


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def resave(event):
    event.label = "改写"
    event.save()


def bulk_update(event):
    event.label = "改写"
    Event.objects.bulk_update([event], ["label"])


PATHS = {
    "model save": resave,
    "model delete": lambda event: event.delete(),
    "queryset update": lambda event: Event.objects.update(label="改写"),
    "queryset delete": lambda event: Event.objects.all().delete(),
    "raw delete": lambda event: Event.objects.all()._raw_delete("default"),
    "bulk update": bulk_update,
    "sql update": lambda event: sql("UPDATE partners_event SET label = 'x'"),
    "sql delete": lambda event: sql("DELETE FROM partners_event WHERE id = %s", event.pk),
}


@pytest.mark.parametrize("path", PATHS)
def test_no_path_changes_the_event_log(event, path):
    before = Event.objects.values().get()
    with pytest.raises(IntegrityError, match="partners_event is append-only"), transaction.atomic():
        PATHS[path](event)
    assert Event.objects.values().get() == before


SEAL_PATHS = {
    "queryset update": lambda seal: EventSeal.objects.update(digest="0"),
    "model save": lambda seal: seal.save(),
    "queryset delete": lambda seal: EventSeal.objects.all().delete(),
    "raw delete": lambda seal: EventSeal.objects.all()._raw_delete("default"),
    "sql update": lambda seal: sql("UPDATE partners_eventseal SET content = 'x'"),
    "sql delete": lambda seal: sql("DELETE FROM partners_eventseal"),
}


@pytest.mark.parametrize("path", SEAL_PATHS)
def test_no_path_changes_a_seal(event, path):
    seal_rows(Event.objects.all())
    before = EventSeal.objects.values().get()
    with pytest.raises(IntegrityError, match="eventseal is append-only"), transaction.atomic():
        SEAL_PATHS[path](EventSeal.objects.get())
    assert EventSeal.objects.values().get() == before


@pytest.mark.sqlite
@pytest.mark.parametrize("taken", ["1, {event}", "9, {event}", "1, 999"])
def test_no_seal_takes_the_place_of_another(event, taken):
    seal_rows(Event.objects.all())
    values = taken.format(event=event.pk)
    replace = f"REPLACE INTO partners_eventseal (id, event_id, content, digest, at) VALUES ({values}, '', '', '')"  # noqa: E501, S608
    with pytest.raises(IntegrityError, match="eventseal is append-only"), transaction.atomic():
        sql(replace)


def test_nothing_the_log_names_can_be_deleted_from_under_it(event):
    with pytest.raises(ProtectedError):
        event.actor.delete()
    with pytest.raises(ProtectedError):
        ContentType.objects.get_for_model(event.record_type.model_class()).delete()


def test_a_new_row_may_always_be_written(event):
    record_event(UnitFactory(), "create", "录入", by=AuthorFactory())
    assert Event.objects.count() == 2


@pytest.mark.postgresql(only=True)
def test_the_log_cannot_be_truncated(event):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        sql("TRUNCATE partners_event CASCADE")
    assert Event.objects.count() == 1


class Editor:
    """As much of a schema editor as `guard` uses; Django's own cannot work inside a test."""

    connection = connection

    @staticmethod
    def execute(statement, params=None):
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


@pytest.fixture
def slips(db):
    """A table with row 1, sealed, and row 2, open; gone with the test's transaction."""
    sql("CREATE TABLE slip (id integer PRIMARY KEY, code varchar(9) UNIQUE, sealed integer)")
    operation = guard("slip", frozen="OLD.sealed = 1", message="sealed", unique=("id", "code"))
    operation.code(None, Editor)
    sql("INSERT INTO slip VALUES (1, 'a', 1), (2, 'b', 0)")
    return operation


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, code, sealed FROM slip ORDER BY id")
        return cursor.fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE slip SET code = 'x'",
        "UPDATE slip SET sealed = 0 WHERE id = 1",
        "DELETE FROM slip",
        "DELETE FROM slip WHERE id = 1",
    ],
)
def test_frozen_rows_stay(slips, statement):
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        sql(statement)
    assert rows() == [(1, "a", 1), (2, "b", 0)]


def test_open_rows_change_and_freeze_and_go(slips):
    sql("UPDATE slip SET code = 'c' WHERE id = 2")
    sql("INSERT INTO slip VALUES (3, 'd', 0)")
    sql("UPDATE slip SET sealed = 1 WHERE id = 3")
    sql("DELETE FROM slip WHERE id = 2")
    assert rows() == [(1, "a", 1), (3, "d", 1)]


@pytest.mark.sqlite  # REPLACE is SQLite's
@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO slip VALUES (1, 'z', 0)",
        "INSERT OR REPLACE INTO slip VALUES (9, 'a', 0)",
        "REPLACE INTO slip VALUES (9, 'a', 0)",
        "UPDATE OR REPLACE slip SET id = 1 WHERE id = 2",
        "UPDATE OR REPLACE slip SET code = 'a' WHERE id = 2",
    ],
)
def test_no_other_row_takes_the_place_of_a_frozen_one(slips, statement, recursive_triggers):
    sql(f"PRAGMA recursive_triggers = {recursive_triggers}")
    try:
        with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
            sql(statement)
        assert rows() == [(1, "a", 1), (2, "b", 0)]
        sql("INSERT OR REPLACE INTO slip VALUES (2, 'c', 0)")
    finally:
        sql("PRAGMA recursive_triggers = ON")


@pytest.mark.postgresql(only=True)
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE slip",
        "INSERT INTO slip VALUES (1, 'a', 0) ON CONFLICT (id) DO UPDATE SET code = 'z'",
        "MERGE INTO slip USING (SELECT 1 AS id) n ON n.id = slip.id WHEN MATCHED THEN DELETE",
    ],
)
def test_postgresql_has_ways_of_its_own(slips, statement):
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        sql(statement)
    assert rows() == [(1, "a", 1), (2, "b", 0)]


def test_a_guard_can_be_taken_off_again(slips):
    slips.reverse_code(None, Editor)
    sql("DELETE FROM slip")
    assert rows() == []
