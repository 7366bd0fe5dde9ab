"""The stories of the demo tell published facts, linked with the records that hold them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.models import TaskState

from home.demo.aims import published, small
from home.demo.city import City
from home.demo.stories_elsewhere import STORIES as ELSEWHERE
from home.demo.stories_nanjing import STORIES as NANJING
from home.models import HomePage, NoticePage, StandardPage
from projects.models import CaseStoryPage
from tests.home.demo_cities import standing

pytestmark = [pytest.mark.django_db, pytest.mark.whole_run]


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with standing(django_db_blocker, small()) as built:
        yield built


def words_of(slug: str) -> str:
    return CaseStoryPage.objects.get(slug=slug).search_text


def test_every_published_case_is_a_story_of_its_place(city: City) -> None:
    places = (
        CaseStoryPage.objects.live().exclude(division=None).values_list("division__code", flat=True)
    )

    assert CaseStoryPage.objects.live().exclude(division=None).count() == len(
        [*published()["nanjing"]["cases"], "qixia"]
    )
    assert set(places) == {
        "320114005",
        "320111009",
        "320117003004",
        "320118006215",
        "320106",
        "320115",
        "320113",
    }


def test_a_story_of_the_city_is_linked_with_public_records(city: City) -> None:
    for story in CaseStoryPage.objects.live().exclude(division=None):
        assert story.records.present, story


def test_one_case_waits_for_the_editor_whom_its_proposer_is_not(city: City) -> None:
    waiting = TaskState.objects.reviewable_by(city.people.editor).get()
    proposed = waiting.workflow_state.content_object.specific
    assert isinstance(proposed, CaseStoryPage)
    assert not proposed.live
    assert proposed.owner == city.people.by_login["unit"]


def test_stories_of_other_places_have_words_and_no_records(client: Client, city: City) -> None:
    column = CaseStoryPage.objects.live().filter(division=None)

    assert {story.place_text for story in column} == {"岢岚县", "鄂尔多斯市东胜区", "淮安市"}
    for story in column:
        assert not story.records.present
        assert story.get_parent().slug == "elsewhere"
        assert story.source


def test_facts_in_traditional_characters_are_quoted_in_them(client: Client, city: City) -> None:
    page = client.get("/elsewhere/huai-an-wang-ge/").content.decode()

    for fact in ("網格黨支部3347個", "“四色網格”創建", "「紅色代辦」服務", "14個部門88項"):
        assert fact in page
    assert 'lang="zh-Hant"' in page


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("ban-qiao-han-zha", ["老化", "渗漏", "年度结对攻坚项目", "巡查检查机制", "汛期"]),
        ("yong-ning-gong-tong-ti", ["1+1+11", "农文旅", "推介活动"]),
        ("jin-hu-dao-mi", ["水稻销路", "专业志愿者", "邻里纠纷"]),
        ("mu-jia-zhuang-cha-yuan", ["200余万元", "就业"]),
        ("gu-lou-shui-dian-qi-xun", ["13个", "8类43项", "153个", "开门接桩", "智能门禁更换"]),
        ("jiang-ning-da-dang-wei", ["10个", "区委常委挂包"]),
        ("qi-xia-lian-meng", ["127个", "8所", "7个教育", "12所高校", "院府合作", "时间银行"]),
        ("ke-lan-shuang-bao-dao", ["73个", "11名", "31个", "1200余名", "394个", "800多件"]),
        ("dong-sheng-yi-biao-tong", ["121家", "81名", "四单四问四筹", "100万元"]),
    ],
)
def test_a_story_tells_its_published_facts(city: City, slug: str, told: list[str]) -> None:
    words = words_of(slug)

    assert [fact for fact in told if fact not in words] == []


@pytest.mark.parametrize("story", [*NANJING, *ELSEWHERE], ids=lambda story: story.slug)
def test_a_story_is_long_enough_to_read_and_short_enough_to_finish(city: City, story: Any) -> None:
    assert 200 <= len(words_of(story.slug)) <= 1200
    assert len(story.summary) <= 60
    assert len(story.title) <= 24


def test_outcomes_on_a_story_are_read_from_the_records(client: Client, city: City) -> None:
    outcome = city.cases["yongning"].outcomes.get(measure__name="游客")
    outcome.value = 123_456
    outcome.save()

    assert "123,456" in client.get("/cases/yong-ning-gong-tong-ti/").content.decode()


def test_the_front_page_features_published_cases_and_words_that_find_something(
    client: Client, city: City
) -> None:
    front = HomePage.objects.get()

    assert front.featured_stories.count() == 3
    for word in front.quick_searches:
        assert "/cases/" in (page := client.get("/search/", {"q": word}).content.decode()) or (
            "/projects/" in page
        ), word


def test_notices_speak_for_the_demo_alone(city: City) -> None:
    notices = NoticePage.objects.live()

    assert notices.count() >= 3
    assert set(notices.values_list("issuer", flat=True)) == {"演示编辑"}
    assert StandardPage.objects.get(slug="about").live
