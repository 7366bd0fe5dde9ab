"""Sealing: what is written through the portal is sealed right after the commit, nothing else."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection, transaction

from partners.audit.chain import COLUMNS, content_digest, link_digest, seal
from partners.audit.verifying import verify
from partners.events import record_event
from partners.models import ChainHead, Event, EventSeal
from tests.factories import AuthorFactory, UnitFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def write(label="录入"):
    return record_event(UnitFactory(), "create", label, by=AuthorFactory())


def links():
    return list(EventSeal.objects.values_list("id", "event_id"))


def test_a_row_is_sealed_once_its_transaction_is_over():
    with transaction.atomic():
        first, second = write(), write()
        assert links() == []
    assert links() == [(1, first.pk), (2, second.pk)]
    third = write()
    assert links()[-1] == (3, third.pk)
    head = ChainHead.objects.get()
    assert (head.length, head.digest) == (3, EventSeal.objects.get(pk=3).digest)


def test_each_link_depends_on_the_one_before_and_on_its_row():
    write(), write()
    first, second = EventSeal.objects.all()
    row = Event.objects.filter(pk=second.event_id).values(*COLUMNS).get()
    assert second.content == content_digest(row)
    assert first.digest == link_digest("", first.content, first.at)
    assert second.digest == link_digest(first.digest, second.content, second.at)


def test_what_was_taken_back_is_neither_kept_nor_sealed():
    with suppress(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert not Event.objects.exists()
    kept = write()
    assert links() == [(1, kept.pk)]


def test_a_part_of_a_transaction_taken_back_leaves_the_rest():
    with transaction.atomic():
        kept = write()
        with suppress(ZeroDivisionError), transaction.atomic():
            write()
            raise ZeroDivisionError
    assert links() == [(1, kept.pk)]


def test_rows_written_past_the_portal_stay_without_a_seal():
    unit = write().record_type
    Event.objects.create(record_type=unit, record_id=1, action="x", label="潜入")
    write()
    assert [event.label for event in Event.objects.unsealed()] == ["潜入"]


def test_rows_written_in_bulk_are_sealed_when_asked_once():
    kind = write().record_type
    rows = [Event(record_type=kind, record_id=n, action="x", label=str(n)) for n in range(1201)]
    Event.objects.bulk_create(rows)
    assert seal(Event.objects.unsealed()) == 1201
    assert seal(Event.objects.all()) == 0
    labels = EventSeal.objects.filter(pk__gt=1).values_list("event__label", flat=True)
    assert list(labels) == [str(n) for n in range(1201)]


def test_a_seal_that_fails_is_made_up_for_with_the_next_row(monkeypatch):
    def fail(*args):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("partners.audit.chain._append", fail)
        first = write()
    assert links() == []
    second = write()
    assert links() == [(1, first.pk), (2, second.pk)]


@pytest.mark.postgresql(only=True)
def test_people_who_save_at_once_make_one_chain():
    unit, author = UnitFactory(), AuthorFactory()

    def save(n):
        try:
            for _ in range(5):
                with transaction.atomic():
                    record_event(unit, "change", f"第{n}人", by=author)
                    record_event(unit, "change", f"第{n}人", by=author)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(save, range(6)))
    assert [pk for pk, _ in links()] == list(range(1, 61))
    assert verify().trouble == ""


def test_a_digest_knows_every_column_and_no_time_zone():
    at = datetime(2024, 5, 6, 8, tzinfo=UTC)
    row = dict.fromkeys(COLUMNS) | {"id": 1, "label": "录入", "at": at}
    same = row | {"at": at.astimezone(timezone(timedelta(hours=8))), "reason": "", "changes": {}}
    assert content_digest(row) == content_digest(same)
    other = {"changes": {"a": [1, 2]}, "at": at + timedelta(microseconds=1)}
    for name in COLUMNS:
        changed = row | {name: other.get(name, "9")}
        assert content_digest(changed) != content_digest(row), name
