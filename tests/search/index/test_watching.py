"""Every way to change a record, or what its entry is made from, reaches the index."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from partners.enums import PairingStatus, ReviewState
from partners.models import (
    AgreementParty,
    AllianceMember,
    Division,
    ListCategory,
    Organisation,
    OrganisationName,
)
from partners.moves.pairing import sign, terminate
from portal.changes import untold
from projects.models import Project, ProjectField, ProjectParticipant, Update
from search.index import renewing, watching
from search.models import Entry
from search.sources import KINDS
from tests.factories import (
    ActivityFactory,
    AdministratorFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectParticipantFactory,
    StreetFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import column, front, notice, standard, story
from tests.search.entries import entry_of, is_public, matching, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


class Way(NamedTuple):
    """A public record of a kind, and how to give it the word 「银杏」 in its own fields."""

    make: Callable[[], Any]
    field: str


WAYS = {
    "case": Way(lambda: story("旧题"), "title"),
    "project": Way(lambda: ProjectFactory(public=True), "name"),
    "update": Way(lambda: UpdateFactory(approved=True), "title"),
    "place": Way(CommunityFactory, "name"),
    "organisation": Way(UnitFactory, "name"),
    "pairing": Way(lambda: PairingFactory(signed=True), "summary"),
    "alliance": Way(lambda: AllianceFactory(approved=True), "name"),
    "agreement": Way(lambda: AgreementFactory(approved=True), "title"),
    "activity": Way(lambda: ActivityFactory(confirmed=True), "title"),
    "list_item": Way(lambda: ListItemFactory(approved=True), "title"),
    "notice": Way(lambda: notice("旧题"), "title"),
    "page": Way(lambda: standard("旧题"), "title"),
}
NEW = "银杏新称"
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


@every_kind
def test_saved_record_is_found_by_its_new_words(kind):
    record = WAYS[kind.key].make()
    assert NEW not in said_of(record)
    setattr(record, WAYS[kind.key].field, NEW)
    record.save()
    assert NEW in said_of(record)
    assert matching(NEW, kind=kind.key) == {entry_of(record).pk}


@every_kind
def test_record_changed_in_bulk_is_found_by_its_new_words(kind):
    record = WAYS[kind.key].make()
    assert NEW not in said_of(record)
    # Of an organisation and of a page another column is written beside the one of the name.
    field = {"organisation": "summary", "place": "short_name"}.get(kind.key, WAYS[kind.key].field)
    kind.model.objects.filter(pk=record.pk).update(**{field: NEW})
    assert NEW in said_of(record)


@every_kind
def test_record_changed_by_bulk_update_is_found_by_its_new_words(kind):
    record = WAYS[kind.key].make()
    assert NEW not in said_of(record)
    field = {"organisation": "summary", "place": "short_name"}.get(kind.key, WAYS[kind.key].field)
    if issubclass(kind.model, Page) and field == "title":
        field = "summary"  # bulk_update writes one table
    setattr(record, field, NEW)
    kind.model.objects.bulk_update([record], [field])
    assert NEW in said_of(record)


@every_kind
@pytest.mark.parametrize("in_bulk", [False, True], ids=["alone", "in bulk"])
def test_deleted_record_leaves_no_entry(kind, in_bulk):
    record = WAYS[kind.key].make()
    entry = entry_of(record)
    key = record.pk
    if kind.key == "organisation":
        record.names.all().delete()
    kind.model.objects.filter(pk=key).delete() if in_bulk else record.delete()
    record.pk = key
    assert entry_of(record) is None
    assert entry.pk not in matching(entry.words.title)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not issubclass(kind.model, Page)], ids=lambda kind: kind.key
)
def test_records_created_in_bulk_are_found(kind):
    given = WAYS[kind.key].make()
    said_of(given)
    copy = kind.model.objects.get(pk=given.pk)
    copy.pk = None
    setattr(copy, WAYS[kind.key].field, NEW)
    for unique in ("number", "code"):
        if hasattr(copy, unique):
            setattr(copy, unique, f"{getattr(copy, unique)[:7]}-900001")
    if kind.key == "place":
        copy.path = copy.path[:-4] + "9000"
        copy.short_name = NEW
    if kind.key == "pairing":
        copy.unit_side = UnitFactory()
    kind.model.objects.bulk_create([copy])
    assert NEW in said_of(copy)


MOVES: dict[str, tuple[Callable[[], Any], Callable[[Any], Any], bool]] = {
    "signed": (
        PairingFactory,
        lambda p: sign(p, by=AdministratorFactory(), on=date(2024, 3, 1)),
        True,
    ),
    "terminated": (
        lambda: PairingFactory(active=True),
        lambda p: terminate(p, by=AdministratorFactory(), on=p.start_on, reason="撤并"),
        False,
    ),
    "unpublished": (lambda: story("旧题"), lambda page: page.unpublish(), False),
    "published": (
        lambda: story("旧题", live=False),
        lambda page: page.save_revision().publish(),
        True,
    ),
    "unpublished as a mere page": (
        lambda: notice("旧题"),
        lambda page: Page.objects.get(pk=page.pk).unpublish(),
        False,
    ),
    "made private": (
        lambda: story("旧题"),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        False,
    ),
    "its column made private": (
        lambda: story("旧题"),
        lambda page: PageViewRestriction.objects.create(page=column(), restriction_type="login"),
        False,
    ),
}


@pytest.mark.parametrize(("make", "move", "after"), MOVES.values(), ids=MOVES)
def test_move_of_state_shows_or_hides_the_entry(make, move, after):
    record = make()
    assert is_public(record) is not after
    move(record)
    assert is_public(record) is after


def test_page_opened_again_is_public_again():
    page = notice("旧题")
    restriction = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    )
    assert not is_public(page)
    restriction.delete()
    assert is_public(page)


def test_moved_page_and_pages_below_a_renamed_one_have_their_new_address(
    django_capture_on_commit_callbacks,
):
    lower = front().add_child(instance=type(standard("上"))(title="下", slug="lower"))
    page = lower.add_child(instance=type(lower)(title="页", slug="leaf"))
    assert entry_of(page).words.url == "/lower/leaf/"
    lower.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):  # Wagtail tells after the commit
        lower.save_revision().publish()
    assert entry_of(page).words.url == "/renamed/leaf/"
    page.move(front(), pos="last-child")
    page.refresh_from_db()
    assert entry_of(page).words.url == "/leaf/"


def test_renamed_organisation_is_found_in_everything_it_takes_part_in():
    unit = UnitFactory(name="旧名中心")
    project = ProjectFactory(public=True)
    ProjectParticipantFactory(project=project, organisation=unit)
    pairing = PairingFactory(signed=True, unit_side=unit)
    records = [
        unit,
        project,
        pairing,
        UpdateFactory(project=project, approved=True),
        UpdateFactory(organisation=unit, approved=True),
        AllianceFactory(approved=True, members=[unit]),
        AgreementFactory(approved=True, parties=[unit]),
        ActivityFactory(pairing=pairing, confirmed=True),
        ListItemFactory(organisation=unit, approved=True),
        story("案例一", project=project),
        story("案例二", pairing=pairing),
    ]
    for change in (
        lambda: Organisation.objects.get(pk=unit.pk),
        lambda: OrganisationName(organisation=unit, name="银杏中心", kind="alias"),
    ):
        row = change()
        row.name = "银杏中心" if isinstance(row, Organisation) else "水杉中心"
        row.save()
        for record in records:
            assert row.name in said_of(record), record
    OrganisationName.objects.filter(name="水杉中心").update(name="雪松中心")
    for record in records:
        assert "雪松中心" in said_of(record), record
        assert "水杉中心" not in said_of(record), record
    OrganisationName.objects.filter(name="雪松中心").delete()
    for record in records:
        assert "雪松中心" not in said_of(record), record


def test_name_given_to_another_organisation_leaves_the_first():
    first, second = UnitFactory(), UnitFactory()
    name = OrganisationNameFactory(organisation=first, name="银杏中心")
    assert "银杏中心" in said_of(first)
    name.organisation = second
    name.save()
    assert "银杏中心" not in said_of(first)
    assert "银杏中心" in said_of(second)
    OrganisationName.objects.filter(pk=name.pk).update(organisation=first)
    assert "银杏中心" in said_of(first)
    assert "银杏中心" not in said_of(second)


PARTIES: dict[str, tuple[Callable[[], Any], Callable[[Any, Any], Any]]] = {
    "participant": (
        lambda: ProjectFactory(public=True),
        lambda project, unit: ProjectParticipant(project=project, organisation=unit, role="lead"),
    ),
    "member": (
        lambda: AllianceFactory(approved=True),
        lambda alliance, unit: AllianceMember(alliance=alliance, organisation=unit),
    ),
    "party": (
        lambda: AgreementFactory(approved=True),
        lambda agreement, unit: AgreementParty(agreement=agreement, organisation=unit),
    ),
}


@pytest.mark.parametrize(("make", "row_of"), PARTIES.values(), ids=PARTIES)
def test_whoever_joins_moves_or_leaves_is_found_there_and_no_longer(make, row_of):
    record, other, unit = make(), make(), UnitFactory(name="银杏中心")
    row = row_of(record, unit)
    owner = next(f.name for f in row._meta.fields if f.related_model is type(record))
    rows = type(row).objects
    rows.bulk_create([row])
    assert "银杏中心" in said_of(record)
    setattr(row, owner, other)
    row.save()
    assert "银杏中心" not in said_of(record)
    assert "银杏中心" in said_of(other)
    rows.filter(pk=row.pk).update(**{owner: record})
    assert "银杏中心" in said_of(record)
    assert "银杏中心" not in said_of(other)
    rows.filter(pk=row.pk).delete()
    assert "银杏中心" not in said_of(record)


def test_members_set_through_the_many_to_many_field_are_found():
    alliance, unit = AllianceFactory(approved=True), UnitFactory(name="银杏中心")
    alliance.organisations.add(unit)
    assert "银杏中心" in said_of(alliance)
    alliance.organisations.clear()
    assert "银杏中心" not in said_of(alliance)


def test_renamed_street_is_found_in_everything_below_it():
    street = StreetFactory(name="旧街街道")
    community = CommunityFactory(name="青松社区", parent=street)
    records = [
        street,
        community,
        ProjectFactory(public=True, division=community),
        UpdateFactory(approved=True, division=community),
        story("案例", division=community),
    ]
    for record in records:
        assert "旧街街道" in said_of(record)
    street = Division.objects.get(pk=street.pk)
    street.name = "银杏街道"
    street.save()
    for record in records:
        assert "银杏街道" in said_of(record), record
        assert "旧街街道" not in said_of(record), record


def test_moved_place_takes_its_records_along():
    community = CommunityFactory(name="青松社区")
    project = ProjectFactory(public=True, division=community)
    said_of(project)
    other = StreetFactory(name="银杏街道")
    community = Division.objects.get(pk=community.pk)
    community.parent = other
    community.save()
    assert entry_of(project).place == Division.objects.get(pk=community.pk).path
    assert "银杏街道" in said_of(project)


def test_place_is_found_by_the_names_of_the_organisation_that_moves_in_and_out():
    first, second = CommunityFactory(), CommunityFactory()
    organisation = CommunityOrganisationFactory(name="银杏社区居民委员会", division=first)
    assert "银杏社区居民委员会" in said_of(first)
    organisation.division = second
    organisation.save()
    assert "银杏社区居民委员会" not in said_of(first)
    assert "银杏社区居民委员会" in said_of(second)


def test_withdrawn_project_takes_its_updates_along_and_is_told_of_no_more():
    project = ProjectFactory(public=True, name="银杏工程")
    update = UpdateFactory(project=project, approved=True)
    activity = ActivityFactory(project=project, confirmed=True)
    tale = story("案例", project=project)
    for record in (project, update, activity, tale):
        assert is_public(record)
        assert "银杏工程" in said_of(record)
    Project.objects.filter(pk=project.pk).update(review_state=ReviewState.RETURNED)
    assert not is_public(project)
    assert not is_public(update)
    for record in (activity, tale):
        assert is_public(record)
        assert "银杏工程" not in said_of(record)


def test_terminated_pairing_takes_its_activities_along():
    pairing = PairingFactory(active=True)
    activity = ActivityFactory(pairing=pairing, confirmed=True)
    assert is_public(activity)
    pairing.status, pairing.ended_on = PairingStatus.TERMINATED, date(2024, 5, 1)
    pairing.end_reason = "撤并"
    pairing.save()
    assert not is_public(activity)


def test_renamed_words_of_editors_reach_the_entries():
    field = ProjectFieldFactory()
    project = ProjectFactory(public=True, field=field)
    item = ListItemFactory(approved=True)
    assert "银杏" not in said_of(project) + said_of(item)
    ProjectField.objects.filter(pk=field.pk).update(name="银杏领域")
    ListCategory.objects.filter(pk=item.category_id).update(name="银杏类别")
    assert "银杏领域" in said_of(project)
    assert "银杏类别" in said_of(item)


def test_what_is_set_to_nothing_by_a_deletion_reaches_the_entry():
    project = ProjectFactory(public=True, name="银杏工程")
    tale = story("案例", project=project)
    assert "银杏工程" in said_of(tale)
    project.origins.all().delete()
    project.delete()
    assert "银杏工程" not in said_of(tale)


def test_cascade_removes_the_entries_of_what_goes_along():
    page = standard("上")
    below = page.add_child(instance=type(page)(title="下", slug="below"))
    assert entry_of(below)
    page.delete()
    assert entry_of(below) is None


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
