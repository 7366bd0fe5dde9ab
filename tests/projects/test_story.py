"""Case stories: a column with filters, a page that reads its facts from the records."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.tests.utils import get_test_image_file

from projects.enums import ProjectStage
from projects.models import CaseIndexPage, Project
from tests.factories import (
    AllianceFactory,
    FundEntryFactory,
    ImageFactory,
    MeasureFactory,
    MilestoneFactory,
    OutcomeFactory,
    PairingFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectParticipantFactory,
)
from tests.factories.pages import column, front, hidden_stories, story

pytestmark = pytest.mark.django_db


def text(client, page):
    """What a visitor reads on the page."""
    return client.get(page.url).content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# The column


def test_column_shows_its_own_published_stories(client):
    story("板桥排水", summary="涵闸换好了", place_text="板桥街道")
    story("别处的做法", parent=column("elsewhere"))
    hidden_stories("不该出现")
    shown = text(client, column())
    assert "板桥排水" in shown
    assert "涵闸换好了" in shown
    assert "别处的做法" not in shown
    assert "不该出现" not in shown


def test_column_is_narrowed_by_place_field_and_words(client, world):
    services = ProjectFieldFactory()
    villages = ProjectFieldFactory(name="乡村振兴", slug="villages")
    story("排水", division=world.plum, field=services, approach="逐段查看管网")
    story("茶园", division=world.village, field=villages)
    cases = {
        "place=320101000000": ["排水"],
        "place=320102001201": ["茶园"],
        "field=villages": ["茶园"],
        "q=管网": ["排水"],
        "q=逐段 查看": ["排水"],
        "q=逐段 茶园": [],
        "place=320101000000&field=villages": [],
        "": ["茶园", "排水"],
    }
    for query, titles in cases.items():
        found = client.get(f"{column().url}?{query}").context["page_obj"]
        assert [one.title for one in found] == titles, query


def test_column_of_other_places_offers_no_filter(client, world):
    story("别处的做法", parent=column("elsewhere"), place_text="外地")
    assert client.get(column("elsewhere").url).context["form"] is None
    story("本地", division=world.plum)
    assert client.get(column().url).context["form"] is not None


@pytest.mark.parametrize(
    "query",
    [
        "place=no-such",
        "field=<b>",
        "q=%00",
        "q=" + "长" * 101,
        "place=320101000000&place=320102000000",
    ],
)
def test_wrong_filter_is_explained_and_shows_nothing(client, world, query):
    story("排水", division=world.plum)
    answer = client.get(f"{column().url}?{query}")
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "排水" not in [one.title for one in answer.context["page_obj"]]


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "9" * 40, "%00"])
def test_page_out_of_range_is_not_found(client, page):
    story()
    assert client.get(f"{column().url}?page={page}").status_code == 404


def test_column_costs_the_same_queries_at_any_length(client, world):
    def add():
        story(
            "案例",
            division=world.plum,
            field=ProjectFieldFactory(),
            year=2024,
            listing_image=ImageFactory(),
        )

    add()
    one = queries_of(client, column().url)
    add()
    add()
    assert queries_of(client, column().url) == one <= 8


def test_column_leads_to_those_beside_it(client):
    column("elsewhere").unpublish()
    assert client.get(column().url).context["columns"] == [("案例", "/cases/", True)]
    front().add_child(instance=CaseIndexPage(title="身边榜样", slug="people"))
    shown = client.get("/people/").context["columns"]
    assert shown == [("案例", "/cases/", False), ("身边榜样", "/people/", True)]


def test_column_made_by_an_editor_works_like_the_first(client):
    other = front().add_child(instance=CaseIndexPage(title="身边榜样", slug="people"))
    story("邻里", parent=other)
    assert "邻里" in client.get("/people/").content.decode()


# The page


def test_story_reads_parties_stage_money_and_outcomes_from_its_project(client):
    project = ProjectFactory(completed=True, name="排水涵闸改造")
    lead = ProjectParticipantFactory(project=project).organisation
    MilestoneFactory(project=project, title="汛前试水", done_on="2024-06-01")
    OutcomeFactory(project=project, value=1732)
    FundEntryFactory(project=project, amount="426000.00", verified=True)
    shown = text(client, story(project=project, body=[("paragraph", "<p>正文</p>")]))
    for words in (lead.name, "排水涵闸改造", "办结", "汛前试水", "1,732", "42.6", "万元"):
        assert words in shown


def test_change_of_the_record_changes_the_page(client):
    project = ProjectFactory(public=True)
    outcome = OutcomeFactory(project=project, value=1732)
    page = story(project=project)
    assert "1,732" in text(client, page)
    outcome.value = 1414
    outcome.save()
    assert "1,414" in text(client, page)
    assert "1,732" not in text(client, page)


def test_record_no_longer_public_leaves_nothing_on_the_page(client):
    project = ProjectFactory(public=True, name="不再公开的项目")
    lead = ProjectParticipantFactory(project=project).organisation
    OutcomeFactory(project=project, value=1732)
    page = story(project=project)
    assert "不再公开的项目" in text(client, page)
    Project.objects.filter(pk=project.pk).update(
        stage=ProjectStage.TERMINATED, stage_reason="方案取消"
    )
    shown = text(client, page)
    for words in ("不再公开的项目", lead.name, "1,732", project.number):
        assert words not in shown


def test_body_shows_live_figures_where_the_editor_put_them(client):
    alliance = AllianceFactory(approved=True)
    tourists = MeasureFactory(name="游客", unit="人次")
    OutcomeFactory(project=None, alliance=alliance, measure=tourists, value=752000)
    block = {"title": "带来了什么", "readable": ["outcomes"]}
    page = story(alliance=alliance, body=[("live_figures", block)])
    shown = text(client, page)
    assert shown.count("752,000") == 1
    assert "带来了什么" in shown


def test_block_may_show_another_record_than_the_linked_one(client):
    linked, other = ProjectFactory(public=True), ProjectFactory(public=True)
    OutcomeFactory(project=linked, value=31415)
    OutcomeFactory(project=other, value=27182)
    block = {"title": "邻近项目", "project": other, "readable": ["outcomes"]}
    page = story(project=linked, body=[("live_figures", block)])
    assert "27,182" in text(client, page)
    assert "31,415" not in text(client, page)
    Project.objects.filter(pk=other.pk).update(
        stage=ProjectStage.TERMINATED, stage_reason="方案取消"
    )
    shown = text(client, page)
    assert "27,182" not in shown
    assert "邻近项目" not in shown


def test_both_sides_of_a_pairing_lead_to_their_pages(client):
    pairing = PairingFactory(signed=True)
    shown = text(client, story(pairing=pairing))
    for side in (pairing.unit_side, pairing.community_side):
        assert side.name in shown
        assert side.get_absolute_url() in shown


def test_picture_of_a_story_goes_with_a_shared_link(client):
    shown = text(client, story(listing_image=ImageFactory()))
    assert '<meta property="og:image" content="http://testserver/media/images/' in shown
    assert "og:image" not in text(client, story("没有图片"))


def test_a_phone_is_offered_a_small_picture_and_anybody_may_fetch_it(client):
    large = ImageFactory(file=get_test_image_file(size=(1600, 1200)))
    page = story(listing_image=large)
    picture = re.search(r"<img [^>]*srcset=[^>]*>", text(client, page))[0]
    assert 'sizes="(min-width: 64rem) 48rem, 100vw"' in picture
    sizes = re.search(r'srcset="([^"]+)"', picture)[1].split(", ")
    assert [size.split()[1] for size in sizes] == ["480w", "800w", "1200w"]
    assert all(client.get(size.split()[0]).status_code == 200 for size in sizes)
    page.unpublish()
    assert all(client.get(size.split()[0]).status_code == 404 for size in sizes)


def test_story_of_another_city_stands_by_itself(client):
    facts = {
        "title": "",
        "facts": [{"label": "網格黨支部", "value": "3347個"}],
        "source": "公开材料",
        "script": "zh-Hant",
    }
    page = story(
        parent=column("elsewhere"),
        place_text="外地某市",
        parties_text="某市机关与社区",
        source="公开材料",
        body=[("fact_list", facts)],
    )
    shown = text(client, page)
    for words in ("外地某市", "某市机关与社区", "網格黨支部", 'lang="zh-Hant"', "资料来源"):
        assert words in shown


def test_more_stories_come_from_the_district_first_then_the_field(client, world):
    services = ProjectFieldFactory()
    page = story("本篇", division=world.plum, field=services)
    story("同区", division=world.pine)
    story("同领域", division=world.village, field=services)
    story("其他", division=world.village)
    story("别处", parent=column("elsewhere"))
    hidden_stories("不该出现")
    nearby = client.get(page.url).context["nearby"]
    assert [one.title for one in nearby] == ["同区", "同领域", "其他"]


def test_story_costs_the_same_queries_with_more_of_everything(client):
    project = ProjectFactory(public=True)
    page = story(project=project, listing_image=ImageFactory())

    def add():
        ProjectParticipantFactory(project=project)
        MilestoneFactory(project=project, done_on="2024-06-01")
        OutcomeFactory(project=project)
        FundEntryFactory(project=project, verified=True)
        story(listing_image=ImageFactory())

    add()
    one = queries_of(client, page.url)
    add()
    add()
    assert queries_of(client, page.url) == one
