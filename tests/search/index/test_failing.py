"""A failure to index harms nobody who saves."""

from functools import partial

import pytest
from django.db import OperationalError, transaction

from partners.models import Organisation
from search.index import outbox, renewing, watching
from search.index.renewing import renew
from tests.factories import (
    UnitFactory,
)
from tests.search.index.changing import KIND, busy_unit

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["refresh_kind", "readers", "_renew"])
def test_failure_leaves_the_save_intact_and_is_logged_once(step, monkeypatch, caplog):
    unit = UnitFactory(name="旧名中心")

    class Broken:
        """Without a name, at which Django's own logging of it would fail."""

        def __call__(self, *args):
            raise RuntimeError("no index today")

    monkeypatch.setattr(renewing, step, Broken())
    unit.name = "银杏中心"
    with transaction.atomic():
        unit.save()
    unit.refresh_from_db()
    assert unit.name == "银杏中心"
    (logged,) = [line for line in caplog.records if line.levelname == "ERROR"]
    assert "no index today" in str(logged.exc_info[1])


@pytest.mark.django_db(transaction=True)
def test_callback_without_a_name_does_not_fail_who_saves(monkeypatch, caplog):
    """Of a partial that fails after the commit Django cannot write the name."""
    unit = UnitFactory()

    def broken():
        raise RuntimeError("no server today")

    def noting(entries, removed=()):
        transaction.on_commit(partial(broken), robust=True)

    monkeypatch.setattr(outbox, "note", noting)
    unit.name = "银杏中心"
    unit.save()
    unit.refresh_from_db()
    assert unit.name == "银杏中心"
    assert len([line for line in caplog.records if line.levelname == "ERROR"]) == 1


@pytest.mark.parametrize("change", [
    lambda unit: unit.save(),
    lambda unit: Organisation.objects.filter(pk=unit.pk).update(name="银杏中心"),
    lambda unit: unit.delete(),
])  # fmt: skip
def test_failure_to_hear_of_a_change_does_not_fail_it(change, monkeypatch, caplog):
    unit = UnitFactory(name="旧名中心")
    unit.name = "银杏中心"
    watching.settle()

    def broken(*args, **kwargs):
        raise RuntimeError("no index today")

    monkeypatch.setattr(watching, "readers", broken)
    change(unit)
    assert not Organisation.objects.filter(name="旧名中心").exists()
    assert "no index today" in caplog.text


def test_deadlock_leaves_the_work_to_the_background(monkeypatch, later):
    unit, pairings = busy_unit(1)

    def refuse(kind, pks):
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(renewing, "refresh_kind", refuse)
    renew({KIND["organisation"]: {unit.pk}})
    (left,) = later
    assert left[KIND["organisation"]] == {unit.pk}
    assert left[KIND["pairing"]] == {pairings[0].pk}
