"""Whatever reads a record is made anew when that changed which it reads, and only then."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from partners.enums import ReviewState
from partners.models import Division, Organisation, OrganisationName
from search.index import outbox, rebuilding, renewing, watching
from search.index.checking import differences
from search.index.rebuilding import rebuild
from search.index.refreshing import refresh_kind
from search.index.renewing import renew, renew_in_background
from search.models import Entry
from search.sources import KINDS
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectParticipantFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import notice, standard, story
from tests.search.entries import entry_of, is_public, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

KIND = {kind.key: kind for kind in KINDS}


@pytest.fixture
def refreshed(monkeypatch):
    """By kind, the keys of the records whose entries were looked at, one entry a look."""
    done = []
    real = renewing.refresh_kind

    def noted(kind, pks):
        done.append((kind.key, set(pks)))
        return real(kind, pks)

    monkeypatch.setattr(renewing, "refresh_kind", noted)
    return done


@pytest.fixture
def later(monkeypatch):
    """What was left to the background."""
    left = []
    monkeypatch.setattr(renewing, "_later", left.append)
    return left


def save(record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    watching.settle()


def busy_unit(pairings):
    unit = UnitFactory(name="旧名中心")
    made = [PairingFactory(signed=True, unit_side=unit) for _ in range(pairings)]
    watching.settle()
    return unit, made


def test_text_of_an_organisation_concerns_nobody_else(refreshed):
    unit, _ = busy_unit(3)
    refreshed.clear()
    save(unit, summary="负责排水")
    assert refreshed == [("organisation", {unit.pk})]


@pytest.mark.parametrize("make", [
    lambda: UpdateFactory(approved=True).project,
    lambda: ActivityFactory(pairing=PairingFactory(signed=True), confirmed=True).pairing,
    lambda: story("案例", alliance=AllianceFactory(approved=True)).alliance,
    lambda: story("案例", agreement=AgreementFactory(approved=True)).agreement,
])  # fmt: skip
def test_text_of_a_record_concerns_nobody_else(make, refreshed):
    record = make()
    watching.settle()
    refreshed.clear()
    save(record, summary="负责排水")
    assert [pks for _, pks in refreshed] == [{record.pk}]


def test_few_readers_are_made_at_once_and_each_once(refreshed):
    unit, pairings = busy_unit(2)
    refreshed.clear()
    save(unit, name="银杏中心")
    assert refreshed[0] == ("organisation", {unit.pk})
    looked_at = [(kind, pk) for kind, pks in refreshed for pk in pks]
    assert len(looked_at) == len(set(looked_at))
    assert all("银杏中心" in said_of(pairing) for pairing in pairings)


def test_many_readers_are_made_in_the_background_and_the_saved_one_at_once(monkeypatch, later):
    monkeypatch.setattr(renewing, "HANDFUL", 2)
    unit, pairings = busy_unit(3)
    save(unit, name="银杏中心")
    assert "银杏中心" in said_of(unit)
    assert "银杏中心" not in said_of(pairings[0])
    (left,) = later
    assert left[KIND["pairing"]] == {pairing.pk for pairing in pairings}
    renew_in_background.call("pairing", [pairing.pk for pairing in pairings])
    assert all("银杏中心" in said_of(pairing) for pairing in pairings)


def test_many_saved_at_once_are_all_made_in_the_background(monkeypatch, later):
    monkeypatch.setattr(renewing, "AT_ONCE", 2)
    units = [UnitFactory(name=f"银杏{n}所") for n in range(3)]
    watching.settle()
    assert entry_of(units[0]) is None
    (left,) = later
    renew_in_background.call("organisation", sorted(left[KIND["organisation"]]))
    assert all("银杏" in said_of(unit) for unit in units)


def test_background_passes_on_what_it_finds_changed(later):
    unit, pairings = busy_unit(2)
    Organisation._base_manager.filter(pk=unit.pk).update(name="银杏中心")
    renew_in_background.call("organisation", [unit.pk])
    assert all("银杏中心" in said_of(pairing) for pairing in pairings)
    assert later == []


def test_whoever_comes_first_upon_a_change_passes_it_on():
    """Another writer's refresh may take the record along before its own writer comes to it."""
    project = ProjectFactory(public=True, name="旧名工程")
    unit = ProjectParticipantFactory(project=project).organisation
    update = UpdateFactory(project=project, approved=True)
    tale = story("案例", project=project)
    watching.settle()
    type(project)._base_manager.filter(pk=project.pk).update(name="银杏工程")
    save(unit, name="水杉中心")
    assert "银杏工程" in said_of(update)
    assert "银杏工程" in said_of(tale)


def test_name_added_alone_reaches_who_takes_part():
    unit, pairings = busy_unit(1)
    activity = ActivityFactory(pairing=pairings[0], confirmed=True)
    watching.settle()
    OrganisationName.objects.create(organisation=unit, name="银杏中心", kind="alias")
    assert "银杏中心" in said_of(pairings[0])
    assert "银杏中心" in said_of(activity)


def test_short_name_in_the_summary_reaches_who_takes_part():
    unit, pairings = busy_unit(1)
    save(unit, summary="简称银杏处。")
    assert "银杏处" in said_of(pairings[0])


def test_other_side_of_a_pairing_reaches_its_activities():
    pairing = PairingFactory(signed=True)
    activity = ActivityFactory(pairing=pairing, confirmed=True)
    watching.settle()
    save(pairing, unit_side=UnitFactory(name="银杏中心"))
    assert "银杏中心" in said_of(activity)


def test_withdrawn_record_reaches_who_tells_of_it():
    project = ProjectFactory(public=True, name="银杏工程")
    update = UpdateFactory(project=project, approved=True)
    assert is_public(update)
    save(project, review_state=ReviewState.RETURNED)
    assert not is_public(update)


def test_other_field_of_a_project_reaches_its_updates():
    project, other = (
        ProjectFactory(public=True),
        ProjectFieldFactory(name="银杏领域", slug="ginkgo"),
    )
    update = UpdateFactory(project=project, approved=True)
    assert entry_of(update).field == project.field_id != other.pk
    save(project, field=other)
    assert entry_of(update).field == other.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("move", [
    lambda row, project: save(row, project=project),
    lambda row, project: type(row).objects.filter(pk=row.pk).update(project=project),
], ids=["saved", "in_bulk"])  # fmt: skip
def test_row_moved_outside_of_a_transaction_is_missed_where_it_was(move):
    row = ProjectParticipantFactory(organisation=UnitFactory(name="银杏中心"))
    before, after = row.project, ProjectFactory(public=True)
    assert "银杏中心" in said_of(before)
    move(row, after)
    assert "银杏中心" not in said_of(before)
    assert "银杏中心" in said_of(after)


def test_place_saved_without_a_change_concerns_nobody(refreshed):
    community = CommunityFactory(name="青松社区")
    ProjectFactory(public=True, division=community)
    watching.settle()
    refreshed.clear()
    save(Division.objects.get(pk=community.pk))
    assert refreshed == [("place", {community.pk})]


def test_organisation_renamed_at_its_seat_leaves_the_others_there_alone(refreshed):
    seat = CommunityOrganisationFactory(name="青松社区居民委员会")
    unit = UnitFactory(division=seat.division)
    watching.settle()
    refreshed.clear()
    save(seat, name="银杏社区居民委员会")
    assert "银杏社区居民委员会" in said_of(seat.division)
    assert ("organisation", {unit.pk}) not in refreshed


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


SAVED = {
    "case": (lambda: story("案例", project=ProjectFactory(public=True)), "summary", 12),
    "project": (lambda: ProjectParticipantFactory().project, "summary", 11),
    "update": (lambda: UpdateFactory(approved=True), "text", 11),
    "place": (CommunityFactory, "note", 10),
    "organisation": (UnitFactory, "summary", 10),
    "pairing": (lambda: PairingFactory(signed=True), "summary", 9),
    "alliance": (lambda: AllianceFactory(approved=True), "summary", 10),
    "agreement": (lambda: AgreementFactory(approved=True), "summary", 10),
    "activity": (lambda: ActivityFactory(confirmed=True), "text", 11),
    "list_item": (lambda: ListItemFactory(approved=True), "description", 9),
    "notice": (lambda: notice("公告"), "summary", 9),
    "page": (lambda: standard("网页"), "summary", 9),
}


@pytest.mark.parametrize(("key", "saved"), SAVED.items(), ids=SAVED)
def test_saved_text_costs_few_queries(key, saved):
    make, field, most = saved
    record = make()
    watching.settle()
    setattr(record, field, "负责排水")
    record.save()
    with CaptureQueriesContext(connection) as queries:
        watching.settle()
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= most, "\n".join(asked)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_many_records_cost_as_many_queries_as_one(kind):
    def cost(records):
        Entry.objects.filter(kind=kind.key).update(fingerprint="")
        with CaptureQueriesContext(connection) as queries:
            refresh_kind(kind, [record.pk for record in records])
        return len(queries)

    made = [SAVED[kind.key][0]() for _ in range(3)]
    watching.settle()
    assert cost(made[:1]) == cost(made)
