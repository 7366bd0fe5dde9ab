"""A rebuild, and a repair, pass on what they find changed."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Organisation
from search.index import rebuilding, watching
from search.index.checking import differences
from search.index.rebuilding import rebuild
from search.models import Entry
from search.sources import KINDS
from tests.factories import (
    CommunityOrganisationFactory,
    ProjectParticipantFactory,
    UnitFactory,
)
from tests.search.entries import said_of
from tests.search.index.changing import KIND, busy_unit, save

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


class Renaming(StringIO):
    """Renames a record when the command says that it is done with a kind."""

    def __init__(self, after, record):
        super().__init__()
        self.after, self.record = after, record

    def write(self, words):
        if words.startswith(self.after):
            type(self.record)._base_manager.filter(pk=self.record.pk).update(name="银杏中心")
        return super().write(words)


@pytest.mark.parametrize("kinds", [None, ["organisation"]], ids=["all", "one"])
def test_rebuild_passes_on_what_was_renamed_past_everything_that_listens(kinds, later):
    unit, pairings = busy_unit(12)
    project = ProjectParticipantFactory(organisation=unit).project
    watching.settle()
    Organisation._base_manager.filter(pk=unit.pk).update(name="银杏中心")
    call_command("update_index", verbosity=0, kind=kinds)
    assert all("银杏中心" in said_of(reader) for reader in (unit, project, *pairings))
    assert later == []
    assert not [flaw for kind in KINDS for flaw in differences(kind)]


def test_rebuild_passes_on_what_was_renamed_while_it_ran(later):
    unit, pairings = busy_unit(1)
    project = ProjectParticipantFactory(organisation=unit).project
    watching.settle()
    call_command("update_index", stdout=Renaming("共建项目：", unit))
    assert all("银杏中心" in said_of(reader) for reader in (unit, project, *pairings))
    assert later == []
    assert not [flaw for kind in KINDS for flaw in differences(kind)]


def test_rebuild_reads_names_anew_with_every_chunk(monkeypatch):
    """Or it would write over what whoever renamed has meanwhile put right."""
    unit, pairings = busy_unit(3)
    monkeypatch.setattr(rebuilding, "CHUNK", 1)

    def rename(kind, done, total):
        if done == 1:
            save(unit, name="银杏中心")

    rebuild([KIND["pairing"]], rename)
    assert all("银杏中心" in said_of(pairing) for pairing in pairings)


def test_seat_whose_entry_was_missing_reaches_its_place(later):
    seat = CommunityOrganisationFactory(name="旧名居民委员会")
    UnitFactory()
    watching.settle()
    Entry.objects.filter(kind="organisation", object_id=seat.pk).delete()
    Organisation._base_manager.filter(pk=seat.pk).update(name="银杏社区居民委员会")
    call_command("update_index", verbosity=0, kind=["organisation"])
    assert "银杏社区居民委员会" in said_of(seat.division)


def test_rebuild_of_an_empty_index_makes_each_entry_once(refreshed, later):
    unit, pairings = busy_unit(2)
    ProjectParticipantFactory(organisation=unit)
    watching.settle()
    Entry.objects.all().delete()
    refreshed.clear()
    with CaptureQueriesContext(connection) as cold:
        rebuild([KIND["organisation"]])
    assert pairings
    assert (refreshed, later) == ([], [])
    with CaptureQueriesContext(connection) as unchanged:
        rebuild([KIND["organisation"]])
    assert (refreshed, later) == ([], [])
    assert not [q["sql"] for q in (*cold, *unchanged) if "partners_pairing" in q["sql"]]


def test_repair_passes_on_what_it_finds_changed(later):
    unit, pairings = busy_unit(1)
    project = ProjectParticipantFactory(organisation=unit).project
    watching.settle()
    Organisation._base_manager.filter(pk=unit.pk).update(name="水杉中心")
    call_command("check_index", repair=True, stdout=Renaming("共建项目：", unit))
    assert all("银杏中心" in said_of(reader) for reader in (unit, project, *pairings))
    assert later == []
