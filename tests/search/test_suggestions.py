"""Names offered while somebody types: public ones, by characters, sounds and initials."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from partners.enums import OrganisationKind
from projects.enums import ProjectStage
from projects.models import Project
from search.index.watching import settle
from search.models import Suggestion
from search.suggestions import LIMIT, keys_for, suggestions
from tests.factories import (
    ActivityFactory,
    CommunityFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProjectFactory,
    StreetFactory,
    UnitFactory,
)
from tests.factories.pages import hidden_stories, notice, restrict, story
from tests.search.asking import HOSTILE, SUGGEST, offered

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.parametrize(
    "typed", ["板", "板桥", "板橋街", "banqiao", "ban qiao", "BANQ", "bqj", "板桥jd", "板桥jie"]
)
def test_a_place_is_offered_by_characters_sounds_initials_and_a_mix(client, typed):
    StreetFactory(name="板桥街道")
    StreetFactory(name="雄州街道")
    assert offered(client, typed) == ["板桥街道"]


def test_places_organisations_projects_and_cases_are_offered_with_their_kind(client):
    street = StreetFactory(name="银杏街道")
    unit = UnitFactory(name="银杏中心")
    project = ProjectFactory(public=True, name="银杏项目", division=street)
    page = story("银杏案例")
    notice("银杏公告")
    ActivityFactory(title="银杏活动", confirmed=True)
    settle()
    offers = suggestions("银杏")
    assert {(offer.text, offer.kind) for offer in offers} == {
        ("银杏街道", "地区"),
        ("银杏中心", "组织"),
        ("银杏项目", "共建项目"),
        ("银杏案例", "案例"),
    }
    addresses = {street.get_absolute_url(), unit.get_absolute_url(), project.get_absolute_url()}
    assert {offer.url for offer in offers} == addresses | {page.get_url()}
    assert all(client.get(offer.url).status_code == 200 for offer in offers)


def test_what_is_not_public_is_not_offered(client):
    ProjectFactory(name="银杏项目")
    ProjectFactory(name="银杏终止", terminated=True)
    PairingFactory(unit_side__name="某单位", summary="银杏")
    ListItemFactory(title="银杏需求")
    hidden_stories("银杏案例")
    restrict(story("银杏内部案例"))
    settle()
    for typed in ("银杏", "银", "yinxing", "yx", "银x", "杏案例", "杏"):
        assert offered(client, typed) == []
    assert not Suggestion.objects.filter(text__contains="银杏").exists()


def test_what_was_withdrawn_behind_the_index_is_not_offered(client):
    project = ProjectFactory(public=True, name="银杏项目")
    assert offered(client, "银杏") == ["银杏项目"]
    QuerySet(Project).filter(pk=project.pk).update(stage=ProjectStage.PLANNING)
    assert offered(client, "银杏") == []
    assert offered(client, "杏项目") == []


def test_a_street_is_offered_once_though_its_organisation_shares_the_name(client):
    street = StreetFactory(name="板桥街道")
    UnitFactory(name="板桥街道", kind=OrganisationKind.STREET, division=street)
    assert offered(client, "板桥") == ["板桥街道"]


def test_another_name_is_offered_as_it_is_typed_and_says_whose_it_is(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    settle()
    (offer,) = suggestions("市公")
    assert offer.text == "市公建中心"
    assert offer.kind == "组织 · 城市公共工程建设中心"
    assert offer.url == unit.get_absolute_url()


@pytest.mark.parametrize("typed", ["律协", "lvxie", "lx", "lǜxié", "律xie"])
def test_a_name_is_offered_without_its_level(client, typed):
    unit = UnitFactory(name="城市律师协会")
    OrganisationNameFactory(organisation=unit, name="市律协")
    story("市民广场改造")
    assert offered(client, typed) == ["市律协"]
    assert offered(client, "民广") == ["市民广场改造"]  # it stands inside, no more


def test_names_of_places_above_do_not_offer_what_lies_there(client):
    street = StreetFactory(name="板桥街道")
    CommunityFactory(name="近华社区", parent=street)
    ProjectFactory(public=True, name="涵闸改造", division=street)
    assert offered(client, "板桥") == ["板桥街道"]


def test_words_inside_a_title_are_offered_after_beginnings(client):
    story("小区排水涵闸改造")
    ProjectFactory(public=True, name="排水管网改造")
    assert offered(client, "排水") == ["排水管网改造", "小区排水涵闸改造"]


def test_the_whole_name_comes_before_longer_ones_and_kinds_are_mixed(client):
    for number in range(9):
        CommunityFactory(name=f"板桥第{number}社区")
    UnitFactory(name="板桥")
    ProjectFactory(public=True, name="板桥排水项目")
    names = offered(client, "板桥")
    assert names[0] == "板桥"
    assert "板桥排水项目" in names
    assert len(names) == LIMIT


def test_renaming_changes_what_is_offered(client):
    project = ProjectFactory(public=True, name="银杏项目")
    assert offered(client, "银杏") == ["银杏项目"]
    project.name = "梧桐项目"
    project.save()
    assert offered(client, "银杏") == []
    assert offered(client, "wutong") == ["梧桐项目"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_breaks_the_suggestions(client, typed):
    StreetFactory(name="板桥街道")
    assert set(offered(client, typed)) <= {"板桥街道"}


def test_lone_surrogate_and_no_question_offer_nothing(client):
    assert client.get(f"{SUGGEST}?q=%ED%A0%80").json() == {"suggestions": []}
    assert client.get(SUGGEST).json() == {"suggestions": []}


def test_answer_is_short_lived_and_not_listed(client):
    answer = client.get(SUGGEST, {"q": "板桥"})
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "max-age=60"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert client.post(SUGGEST).status_code == 405


def test_queries_do_not_grow_with_the_names(client):
    def add():
        StreetFactory(name="银杏街道")
        UnitFactory(name="银杏中心")
        ProjectFactory(public=True, name="银杏项目")
        story("银杏案例")
        settle()

    def count():
        with CaptureQueriesContext(connection) as queries:
            offered(client, "银杏")
        return len(queries)

    add()
    one = count()
    add()
    add()
    assert count() <= one <= 10


def test_only_named_kinds_have_keys_and_parties_are_no_names_of_a_project():
    assert list(keys_for("activity", "巡查", ["板桥"])) == []
    assert {key.text for key in keys_for("project", "涵闸", ["板桥"])} == {"涵闸"}
    assert {key.text for key in keys_for("place", "涵闸", ["板桥"])} == {"涵闸", "板桥"}
