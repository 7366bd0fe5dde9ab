"""A rebuild beside others: rebuilds take turns, and who saves may stand in the way."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from search.index import rebuilding
from search.index.rebuilding import LOCK, TRIES
from search.models import Entry
from tests.factories import UnitFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


class Said(StringIO):
    """What the command says; lets the other rebuild end when told that it is waited for."""

    def __init__(self, other):
        super().__init__()
        self.other = other

    def write(self, words):
        if "另一处正在重建" in words:
            self.other.close()
        return super().write(words)


@pytest.mark.postgresql(only=True)
def test_second_rebuild_says_that_it_waits_for_the_first():
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    said = Said(other)
    call_command("update_index", stdout=said)
    assert said.getvalue().startswith("另一处正在重建索引，等它结束后接着进行。")
    assert "索引已重建" in said.getvalue()


@pytest.mark.postgresql(only=True)
def test_rebuild_lets_the_next_one_in_even_when_it_fails(monkeypatch):
    def fail(*args, **options):
        raise OperationalError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(rebuilding, "refresh_kind", fail)
        UnitFactory()
        with pytest.raises(OperationalError):
            call_command("update_index", verbosity=0)
    said = StringIO()
    call_command("update_index", stdout=said)
    assert "另一处" not in said.getvalue()


@pytest.mark.parametrize("failures", [1, TRIES - 1])
def test_chunk_that_waited_for_who_waited_for_it_is_made_once_more(monkeypatch, failures):
    unit = UnitFactory()
    Entry.objects.all().delete()
    real, left = rebuilding.refresh_kind, [OperationalError("deadlock detected")] * failures

    def sometimes(kind, pks, **options):
        if kind.key == "organisation" and left:
            raise left.pop()
        return real(kind, pks, **options)

    monkeypatch.setattr(rebuilding, "refresh_kind", sometimes)
    call_command("update_index", verbosity=0)
    assert Entry.objects.filter(kind="organisation", object_id=unit.pk).exists()
    assert not left


def test_chunk_that_fails_every_time_fails_the_rebuild(monkeypatch):
    UnitFactory()
    tried = []

    def fail(kind, pks, **options):
        tried.append(kind)
        raise OperationalError("database is locked")

    monkeypatch.setattr(rebuilding, "refresh_kind", fail)
    with pytest.raises(OperationalError):
        call_command("update_index", verbosity=0)
    assert len(tried) == TRIES
