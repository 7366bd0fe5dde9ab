"""What an entry is made from beside its record: a change there reaches it too."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from partners.enums import PairingStatus, ReviewState
from partners.models import (
    AgreementParty,
    AllianceMember,
    Division,
    ListCategory,
    Organisation,
    OrganisationName,
    Programme,
)
from projects.models import Project, ProjectField, ProjectParticipant
from tests.factories import (
    ActivityFactory,
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
from tests.factories.pages import front, standard, story
from tests.search.entries import entry_of, is_public, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


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


def test_pairing_is_found_by_the_new_name_of_its_programme_changed_in_bulk():
    pairing = PairingFactory(signed=True)
    assert pairing.programme_year.programme.name in said_of(pairing)
    Programme.objects.update(name="银杏行动")
    assert "银杏行动" in said_of(pairing)


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
