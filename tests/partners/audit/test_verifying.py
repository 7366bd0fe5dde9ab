"""The chain notices what was done to the trail with its triggers taken off."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partners.audit.chain import COLUMNS, content_digest
from partners.audit.verifying import verify
from partners.events import record_event
from partners.models import ChainHead, Event, EventSeal
from portal.append_only import guard
from tests.factories import AuthorFactory, UnitFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class Editor:
    """As much of a schema editor as `guard` uses."""

    connection = connection

    @staticmethod
    def execute(statement, params=None):
        sql(statement)


@pytest.fixture
def trail():
    """Five sealed rows, and nothing any more that guards them."""
    events = [
        record_event(UnitFactory(), "create", f"第{n}条", by=AuthorFactory()) for n in range(1, 6)
    ]
    for table in ("partners_event", "partners_eventseal"):
        guard(table, message="", unique=("id",)).reverse_code(None, Editor)
    if connection.vendor == "sqlite":
        sql("PRAGMA foreign_keys = OFF")
    else:
        sql("SET session_replication_role = replica")  # no foreign keys either
    yield [event.pk for event in events]
    sql(
        "PRAGMA foreign_keys = ON"
        if connection.vendor == "sqlite"
        else "SET session_replication_role = DEFAULT"
    )


def test_a_trail_nobody_touched_is_whole(trail):
    found = verify()
    head = ChainHead.objects.get()
    assert (found.trouble, found.length, found.digest) == ("", 5, head.digest)


def test_an_empty_trail_is_whole(db):
    assert verify().trouble == ""


COLUMN = {
    "label": "改写", "actor_id": None, "at": "2020-01-01 00:00:00+00:00", "changes": '{"a":[1,2]}',
    "division_id": 77, "record_id": 8, "record_number": "X", "kind": "move", "address": "10.0.0.9",
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMN)
def test_a_changed_row_is_named(trail, column):
    statement = f"UPDATE partners_event SET {column} = %s WHERE id = %s"  # noqa: S608
    sql(statement, COLUMN[column], trail[2])
    found = verify()
    assert found.trouble == f"第 3 号封存（审计记录 {trail[2]}）：记录内容被改动。"
    assert found.length == 2


def test_a_deleted_row_is_named(trail):
    sql("DELETE FROM partners_event WHERE id = %s", trail[1])
    assert verify().trouble == f"第 2 号封存（审计记录 {trail[1]}）：记录已被删除。"


@pytest.mark.parametrize("place", [1, 2, 5])
def test_a_row_deleted_with_its_seal_leaves_a_gap(trail, place):
    sql("DELETE FROM partners_eventseal WHERE id = %s", place)
    sql("DELETE FROM partners_event WHERE id = %s", trail[place - 1])
    assert verify().trouble == f"缺少第 {place} 号封存。"


def test_a_gap_that_was_closed_does_not_join(trail):
    sql("DELETE FROM partners_eventseal WHERE id = 3")
    sql("DELETE FROM partners_event WHERE id = %s", trail[2])
    sql("UPDATE partners_eventseal SET id = 3 WHERE id = 4")
    sql("UPDATE partners_eventseal SET id = 4 WHERE id = 5")
    found = verify()
    assert "第 3 号封存" in found.trouble
    assert "不相接" in found.trouble


def test_an_inserted_row_has_no_seal(trail):
    Event.objects.create(action="x", label="补记")
    assert "补记）没有封存" in verify().trouble


def test_swapped_rows_are_noticed(trail):
    for old, new in ((trail[1], 900), (trail[3], trail[1]), (900, trail[3])):
        sql("UPDATE partners_event SET id = %s WHERE id = %s", new, old)
    assert verify().trouble == f"第 2 号封存（审计记录 {trail[1]}）：记录内容被改动。"


def test_swapped_seals_are_noticed(trail):
    for old, new in ((2, 900), (4, 2), (900, 4)):
        sql("UPDATE partners_eventseal SET id = %s WHERE id = %s", new, old)
    found = verify()
    assert "第 2 号封存" in found.trouble
    assert "不相接" in found.trouble


def test_a_seal_made_to_fit_a_changed_row_does_not_fit_the_chain(trail):
    sql("UPDATE partners_event SET label = 'x' WHERE id = %s", trail[2])
    row = Event.objects.filter(pk=trail[2]).values(*COLUMNS).get()
    sql("UPDATE partners_eventseal SET content = %s WHERE id = 3", content_digest(row))
    assert "第 3 号封存" in verify().trouble


def cut_the_end():
    """As somebody would who knows the tables: rows, seals and the end of the chain."""
    last = EventSeal.objects.get(pk=3)
    sql("DELETE FROM partners_event WHERE id > %s", last.event_id)
    sql("DELETE FROM partners_eventseal WHERE id > 3")
    ChainHead.objects.update(length=3, digest=last.digest)


def test_an_end_cut_off_is_noticed_by_the_digest_noted_before(trail):
    noted = verify().digest
    cut_the_end()
    assert verify().trouble == ""
    assert "链中没有所给的摘要" in verify(noted).trouble


def test_a_digest_noted_before_stands_in_a_chain_that_has_grown(trail):
    noted = verify().digest
    record_event(UnitFactory(), "create", "以后", by=AuthorFactory())
    found = verify(noted)
    assert (found.trouble, found.length) == ("", 6)


@pytest.mark.parametrize("change", [{"length": 4}, {"length": 7}, {"digest": "0" * 64}])
def test_an_end_of_the_chain_that_was_changed_is_noticed(trail, change):
    ChainHead.objects.update(**change)
    assert verify().trouble


def test_a_chain_without_its_end_is_noticed(trail):
    ChainHead.objects.all().delete()
    assert verify().trouble


def test_the_command_prints_what_to_note_and_fails_on_trouble(trail):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "共 5 条" in out.getvalue()
    noted = re.search(r"[0-9a-f]{64}", out.getvalue()).group()
    call_command("verify_audit", expect_digest=noted, stdout=out)
    sql("UPDATE partners_event SET label = 'x' WHERE id = %s", trail[0])
    with pytest.raises(CommandError, match="第 1 号封存") as failed:
        call_command("verify_audit", stdout=out)
    assert failed.value.returncode == 1


def test_what_waits_is_named_and_sealed_by_a_command(trail):
    Event.objects.create(action="x", label="补记")
    out = StringIO()
    call_command("seal_audit", stdout=out)
    assert "补记" in out.getvalue()
    assert "已补封 1 条" in out.getvalue()
    assert verify().trouble == ""


def test_a_walk_costs_the_same_queries_whatever_its_length(trail, django_assert_num_queries):
    with django_assert_num_queries(6):
        verify()
    for n in range(3):
        record_event(UnitFactory(), "create", str(n), by=AuthorFactory())
    with django_assert_num_queries(6):
        verify()
