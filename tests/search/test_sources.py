"""Every kind of record makes an entry, with its own words and none that are not public."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from partners.models import Organisation
from search.index.refreshing import refresh
from search.models import EntryText, Suggestion
from search.sources import KINDS
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    AllianceMemberFactory,
    CityFactory,
    CommunityFactory,
    CommunityOrganisationFactory,
    DistrictFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingContactFactory,
    PairingFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectParticipantFactory,
    StreetFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import hidden_stories, notice, restrict, standard, story
from tests.search.entries import entry_of, is_public, matching, publicly_said, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def unit():
    """A unit with a short name of its own, a former name, and one in its summary."""
    made = UnitFactory(name="城市公共工程建设中心", summary="简称公建处。负责工程建设。")
    OrganisationNameFactory(organisation=made, name="市公建中心")
    OrganisationNameFactory(organisation=made, name="工程管理局", kind="former")
    return made


NAMES = ("城市公共工程建设中心", "市公建中心", "工程管理局", "公建处")


@pytest.fixture
def community():
    """新桥社区 in 板桥街道 in 雨花区."""
    street = StreetFactory(name="板桥街道", parent=DistrictFactory(name="雨花区"))
    return CommunityFactory(name="新桥社区居委会", parent=street)


PLACES = ("新桥社区", "板桥街道", "雨花区")


def made(kind, unit, community):
    """A public record of each kind, of the unit and in the community where it has such."""
    return MAKERS[kind](unit, community)


def a_project(unit, community, name="银杏项目"):
    project = ProjectFactory(
        name=name, summary="修缮涵闸", public=True, place_text="向阳雅居", division=community
    )
    ProjectParticipantFactory(project=project, organisation=unit)
    return project


def an_update(unit, community):
    project = a_project(unit, community)
    return UpdateFactory(title="银杏进展", text="修缮涵闸", project=project, approved=True)


def an_activity(unit, community):
    pairing = PairingFactory(unit_side=unit, signed=True)
    words = {"title": "银杏活动", "text": "修缮涵闸"}
    return ActivityFactory(**words, pairing=pairing, confirmed=True, division=community)


WORDS = {"summary": "修缮涵闸", "approved": True}
MAKERS = {
    "case": lambda unit, community: story(
        "银杏案例", project=a_project(unit, community), division=community
    ),
    "project": a_project,
    "update": an_update,
    "place": lambda unit, community: community,
    "organisation": lambda unit, community: unit,
    "pairing": lambda unit, community: PairingFactory(
        summary="修缮涵闸", unit_side=unit, signed=True, division=community
    ),
    "alliance": lambda unit, community: AllianceFactory(
        name="银杏联盟", members=[unit], division=community, **WORDS
    ),
    "agreement": lambda unit, community: AgreementFactory(
        title="银杏协议", parties=[unit], division=community, **WORDS
    ),
    "activity": an_activity,
    "list_item": lambda unit, community: ListItemFactory(
        title="银杏需求",
        description="修缮涵闸",
        organisation=unit,
        approved=True,
        division=community,
    ),
    "notice": lambda unit, community: notice("银杏公告", summary="修缮涵闸"),
    "page": lambda unit, community: standard("银杏页面", summary="修缮涵闸"),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_public_record_makes_a_public_entry_that_is_found_by_its_words(kind, unit, community):
    record = made(kind.key, unit, community)
    entry = entry_of(record)
    assert (entry.kind, entry.public) == (kind.key, True)
    words = entry.words
    assert words.title
    assert words.url.startswith("/")
    assert entry.pk in matching(words.title.split()[0], kind=kind.key)
    if number := getattr(record, "number", None):
        assert number in words.names.split("\n")
    if kind.key not in ("case", "place", "organisation"):
        assert "修缮涵闸" in words.text
        assert entry.pk in matching("涵闸")
    if kind.parties and kind.key != "place":
        assert set(NAMES) <= set(words.names.split("\n"))
        assert entry.pk in matching("市公建中心", kind=kind.key)
    if kind.places and kind.key not in ("organisation", "pairing"):
        assert entry.place == community.path
        assert set(PLACES) <= set(words.names.split("\n"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_entry_is_made_in_the_same_number_of_queries_for_one_and_three(kind, unit, community):
    def another():
        other = UnitFactory()
        OrganisationNameFactory(organisation=other)
        street = StreetFactory()
        return made(kind.key, other, CommunityFactory(parent=street)).pk

    def count(pks):
        with CaptureQueriesContext(connection) as queries:
            refresh(kind.model, pks)
        return len(queries)

    first = made(kind.key, unit, community).pk
    entry_of(kind.model.objects.get(pk=first))
    entries = [first]
    count(entries)  # content types and addresses of sites are known from now on
    one = count(entries)
    entries += [another(), another()]
    entry_of(kind.model.objects.get(pk=first))
    assert count(entries) == one


def test_facets_of_an_entry_are_those_of_the_record(community):
    field = ProjectFieldFactory(name="基层治理", slug="governance")
    project = ProjectFactory(completed=True, field=field, division=community)
    update = UpdateFactory(project=project, approved=True, happened_on=date(2025, 2, 3))
    entry = entry_of(project)
    assert (entry.year, entry.field, entry.date) == (2024, field.pk, date(2024, 10, 31))
    entry = entry_of(update)
    assert (entry.year, entry.field, entry.date) == (2025, field.pk, date(2025, 2, 3))
    assert "基层治理" in said_of(project)


def test_community_is_found_as_its_place_by_the_names_of_its_organisation(community):
    organisation = CommunityOrganisationFactory(division=community)
    OrganisationNameFactory(organisation=organisation, name="老桥大队", kind="former")
    assert "老桥大队" in said_of(community)
    assert not is_public(organisation)
    assert matching("老桥大队") == {entry_of(community).pk}
    assert entry_of(organisation).words.url == community.get_absolute_url()


HIDDEN = "银杏"


def test_what_is_not_public_makes_no_public_entry(unit):
    hidden = [
        ProjectFactory(name=f"{HIDDEN}项目"),
        ProjectFactory(name=f"{HIDDEN}终止", terminated=True),
        UpdateFactory(title=f"{HIDDEN}进展"),
        UpdateFactory(title=f"{HIDDEN}未立项", project=ProjectFactory(), approved=True),
        PairingFactory(summary=HIDDEN, unit_side=unit),
        PairingFactory(summary=HIDDEN, terminated=True),
        AllianceFactory(name=f"{HIDDEN}联盟"),
        AgreementFactory(title=f"{HIDDEN}协议"),
        ActivityFactory(title=f"{HIDDEN}活动"),
        ActivityFactory(
            title=f"{HIDDEN}活动", confirmed=True, pairing=None, alliance=AllianceFactory()
        ),
        ListItemFactory(title=f"{HIDDEN}需求"),
        *hidden_stories(f"{HIDDEN}案例"),
        notice(f"{HIDDEN}公告", live=False),
        standard(f"{HIDDEN}页面", live=False),
    ]
    restricted = notice(f"{HIDDEN}内部公告")
    restrict(restricted)
    for record in [*hidden, restricted]:
        assert entry_of(record) is not None, record
        assert not is_public(record), record
        assert HIDDEN in said_of(record)
    assert HIDDEN not in publicly_said()
    assert matching(HIDDEN) == set()
    assert not Suggestion.objects.filter(text__contains=HIDDEN).exists()


def test_public_record_tells_nothing_of_records_that_are_not_public(unit):
    secret = UnitFactory(name="银杏局")
    alliance = AllianceFactory(name="银杏联盟", members=[secret])
    project = ProjectFactory(name="银杏工程")
    ProjectParticipantFactory(project=project, organisation=secret)
    pairing = PairingFactory(unit_side=secret)
    tale = story("水杉案例", project=project, alliance=alliance, pairing=pairing)
    activity = ActivityFactory(title="水杉活动", confirmed=True, project=project)
    assert is_public(tale)
    assert is_public(activity)
    for record in (tale, activity):
        assert "银杏" not in said_of(record)
    assert entry_of(activity).field is None


def test_organisation_that_the_public_may_not_see_is_named_nowhere(monkeypatch):
    secret = UnitFactory(name="银杏局")
    project = ProjectFactory(public=True)
    ProjectParticipantFactory(project=project, organisation=secret)
    pairing = PairingFactory(signed=True, unit_side=secret)
    queryset = type(Organisation.objects.all())
    monkeypatch.setattr(queryset, "public_when", ~Q(pk=secret.pk))
    assert is_public(project)
    assert is_public(pairing)
    assert not is_public(secret)
    assert "银杏局" not in publicly_said()


def test_private_matters_are_in_no_entry():
    pairing = PairingFactory(terminated=True)
    PairingContactFactory(pairing=pairing, name="演示联络员09", phone="13800000000")
    PairingContactFactory(pairing=PairingFactory(signed=True), name="演示联络员09", phone="1380000")
    stopped = ProjectFactory(suspended=True)
    disputed = ActivityFactory(disputed=True)
    returned = AllianceFactory(returned=True)
    AllianceMemberFactory(alliance=returned)
    for record in (pairing, stopped, disputed, returned):
        entry_of(record)
    everything = "\n".join(f"{w.names}{w.text}{w.meta}{w.folded}" for w in EntryText.objects.all())
    for private in ("演示联络员", "1380", "机构改革", "等待管线迁改", "日期不符", "请补充内容"):
        assert private not in everything


def test_names_are_offered_with_their_sounds_for_public_places_and_organisations(unit):
    city = CityFactory()
    entry_of(unit)
    assert entry_of(city).public
    offered = set(Suggestion.objects.values_list("text", flat=True))
    assert {*NAMES, city.display_name} <= offered
