"""The search finds all that is public and nothing else, by any name, script and sound."""

from datetime import date

import pytest
from django.db.models import QuerySet

from projects.enums import ProjectStage
from projects.models import CaseStoryPage, Project
from search.index.watching import settle
from search.language import planner
from search.sources import KINDS
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
    ProjectParticipantFactory,
    StreetFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import hidden_stories, notice, restrict, standard, story
from tests.search.asking import ask, found, titles

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_every_kind_is_found_by_its_title(client):
    project = ProjectFactory(public=True, name="银杏项目")
    story("银杏案例")
    UpdateFactory(title="银杏进展", project=project, approved=True)
    CommunityFactory(name="银杏社区")
    UnitFactory(name="银杏单位")
    PairingFactory(signed=True, unit_side=UnitFactory(name="银杏中心"))
    AllianceFactory(name="银杏联盟", approved=True)
    AgreementFactory(title="银杏协议", approved=True)
    ActivityFactory(title="银杏活动", confirmed=True)
    ListItemFactory(title="银杏需求", approved=True)
    notice("银杏公告")
    standard("银杏网页")
    assert {kind for kind, _ in found(client, "银杏")} == {kind.label for kind in KINDS}
    for hit in ask(client, "银杏").context["hits"]:
        assert client.get(hit.url).status_code == 200, hit


def test_what_is_not_public_is_not_found(client):
    ProjectFactory(name="银杏项目")
    ProjectFactory(name="银杏终止", terminated=True)
    UpdateFactory(title="银杏进展")
    UpdateFactory(title="银杏进展", project=ProjectFactory(), approved=True)
    PairingFactory(unit_side=UnitFactory(name="某单位"), summary="银杏结对")
    AllianceFactory(name="银杏联盟")
    AgreementFactory(title="银杏协议")
    ActivityFactory(title="银杏活动")
    ListItemFactory(title="银杏需求")
    hidden_stories("银杏案例")
    notice("银杏公告", live=False)
    restrict(notice("银杏内部公告"))
    answer = ask(client, "银杏")
    assert len(answer.context["found"]) == 0
    text = answer.content.decode()
    assert "没有找到" in text
    for word in ("银杏项目", "银杏案例", "银杏公告", "银杏内部", "银杏结对", "银杏需求"):
        assert word not in text


def test_what_was_withdrawn_behind_the_index_is_not_shown(client):
    project = ProjectFactory(public=True, name="银杏项目")
    page = story("银杏案例")
    assert len(titles(client, "银杏")) == 2
    # As another program would: nobody is told, the index still says public.
    QuerySet(Project).filter(pk=project.pk).update(stage=ProjectStage.PLANNING)
    QuerySet(CaseStoryPage).filter(pk=page.pk).update(live=False)
    assert titles(client, "银杏") == []


def test_story_and_place_come_before_what_merely_mentions_them(client):
    street = StreetFactory(name="板桥街道")
    story("板桥排水改造", division=street, body=[("paragraph", "<p>涵闸老化</p>")])
    for number in range(3):
        ActivityFactory(title=f"巡查{number}", text="顺路去板桥看了排水", confirmed=True)
    assert titles(client, "板桥 排水")[0] == "板桥排水改造"
    assert titles(client, "板桥排水")[0] == "板桥排水改造"
    assert "板桥街道" in titles(client, "板桥街道")[:5]


def test_a_year_in_the_question_finds_what_is_of_that_year_and_first_of_the_kind_asked_for(
    client, monkeypatch
):
    notice("银杏事项", date=date(2023, 5, 1))
    notice("水杉事项", date=date(2022, 5, 1))
    settle()
    for number in range(4):
        UpdateFactory(title=f"后来{number}", happened_on=date(2023, 5, 1), approved=True)
    # As in a city: more is of that year than is ranked, and most of it was entered later.
    monkeypatch.setattr(planner, "RANKED", 3)
    finds = titles(client, "2023年的公告")
    assert finds[0] == "银杏事项"
    assert "后来0" in finds
    assert "水杉事项" not in finds


def test_finds_come_latest_first_when_asked_by_date(client):
    for day in (3, 1, 2):
        ActivityFactory(title=f"排水巡查{day}", date=date(2024, 5, day), confirmed=True)
    assert titles(client, "排水", sort="date") == ["排水巡查3", "排水巡查2", "排水巡查1"]


def test_organisation_is_found_by_any_of_its_names_and_by_its_sound(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    OrganisationNameFactory(organisation=unit, name="工程处", kind="former")
    for word in ("公共工程", "市公建", "工程处", unit.number, "sgjzx", "shigongjian"):
        assert "城市公共工程建设中心" in titles(client, word), word


def test_records_are_found_by_names_of_their_parties(client):
    unit = UnitFactory(name="城市公共工程建设中心")
    OrganisationNameFactory(organisation=unit, name="市公建中心")
    project = ProjectFactory(public=True, name="涵闸改造")
    ProjectParticipantFactory(project=project, organisation=unit)
    AllianceFactory(name="红色联盟", approved=True, members=[unit])
    assert {"城市公共工程建设中心", "涵闸改造", "红色联盟"} <= set(titles(client, "市公建中心"))


def test_community_is_found_once_as_a_place_also_by_an_old_name(client):
    community = CommunityOrganisationFactory(division=CommunityFactory(name="新桥社区"))
    OrganisationNameFactory(organisation=community, name="老桥大队", kind="former")
    assert found(client, "新桥") == [("地区", "新桥社区")]
    assert found(client, "老桥大队") == [("地区", "新桥社区")]


@pytest.mark.parametrize("text", ["板橋街道", "ｂａｎｑｉａｏ", "banqiao", "bqjd", "板桥jd"])
def test_script_width_and_sound_make_no_difference(client, text):
    StreetFactory(name="板桥街道")
    assert "板桥街道" in titles(client, text)
