"""When a change reaches the index: with its transaction, once, and failing nobody who saves."""

import logging

import pytest
from django.db import transaction

from partners.models import Organisation
from portal.changes import untold
from projects.models import Update
from search.index import renewing, watching
from search.models import Entry
from tests.factories import ProjectFactory, UnitFactory
from tests.search.entries import entry_of, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def fail_after(action):
    with transaction.atomic():
        action()
        raise RuntimeError


def test_rolled_back_change_is_forgotten():
    project = ProjectFactory(public=True)
    said_of(project)
    with pytest.raises(RuntimeError):
        fail_after(lambda: ProjectFactory(name="银杏"))
    ProjectFactory(name="水杉")  # registers anew although the first was rolled back
    watching.settle()
    assert Entry.objects.filter(words__title="水杉").exists()
    assert not Entry.objects.filter(words__title="银杏").exists()


def test_savepoint_rolled_back_takes_nothing_of_the_transaction_around_it_along():
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            fail_after(lambda: ProjectFactory(name="银杏"))
        outer = ProjectFactory(name="水杉")
    assert "水杉" in said_of(outer)


def test_record_saved_often_in_a_transaction_is_made_once(monkeypatch):
    project = ProjectFactory(public=True)
    said_of(project)
    done = []
    real = renewing.refresh_kind

    def counted(kind, pks):
        done.append((kind.key, set(pks)))
        return real(kind, pks)

    monkeypatch.setattr(renewing, "refresh_kind", counted)
    for name in ("甲工程", "乙工程", "丙工程"):
        project.name = name
        project.save()
    assert "丙工程" in said_of(project)
    assert done == [("project", {project.pk})]


def test_untold_changes_wait_for_who_makes_everything_anew():
    with untold():
        project = ProjectFactory(public=True, name="银杏")
        Update.objects.all().update(title="银杏")
    assert entry_of(project) is None
    project.save()
    assert "银杏" in said_of(project)


@pytest.mark.django_db(transaction=True)
def test_failure_of_the_index_does_not_fail_who_saves(monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("no index today")

    monkeypatch.setattr(renewing, "refresh_kind", broken)
    with caplog.at_level(logging.ERROR):
        unit = UnitFactory(name="银杏中心")
    assert Organisation.objects.filter(pk=unit.pk).exists()
    assert "no index today" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_committed_change_is_in_the_index_at_once():
    unit = UnitFactory(name="银杏中心")
    assert Entry.objects.filter(kind="organisation", object_id=unit.pk, public=True).exists()
    with transaction.atomic():
        unit.name = "水杉中心"
        unit.save()
        assert not Entry.objects.filter(words__title="水杉中心").exists()
    assert Entry.objects.filter(words__title="水杉中心").exists()
