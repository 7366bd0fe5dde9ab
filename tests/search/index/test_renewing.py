"""Whatever reads a record is made anew when that changed which it reads, and only then."""

from types import SimpleNamespace

import pytest

from partners.enums import ReviewState
from partners.models import Division, Organisation, OrganisationName
from projects.enums import ActivityState
from projects.models import Activity
from search.index import renewing, watching
from search.index.renewing import renew_in_background
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    PairingFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectParticipantFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import story
from tests.search.entries import entry_of, is_public, said_of
from tests.search.index.changing import KIND, busy_unit, save

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


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


def test_what_is_withdrawn_in_bulk_is_hidden_before_the_background_gets_to_it(monkeypatch):
    withdrawn = [ActivityFactory(confirmed=True, title=f"银杏{n}") for n in range(3)]
    kept = ActivityFactory(confirmed=True, title="银杏")
    assert all(map(is_public, [*withdrawn, kept]))
    left = []
    nobody = SimpleNamespace(enqueue=lambda kind, pks: left.append((kind, pks)))
    monkeypatch.setattr(renewing, "renew_in_background", nobody)
    monkeypatch.setattr(renewing, "AT_ONCE", 1)
    pks = [activity.pk for activity in withdrawn]
    Activity.objects.filter(pk__in=pks).update(state=ActivityState.PENDING, confirmed_by=None)
    assert [is_public(activity) for activity in withdrawn] == [False] * 3
    assert left == [("activity", sorted(pks))]
    assert is_public(kept)


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
