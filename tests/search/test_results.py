"""The page of results: marks and explains what it found, turns its pages, is counted once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.index.watching import settle
from search.models import AskedQuestion, Promotion
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    StreetFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import notice, restrict, story
from tests.search.asking import ADDRESS, ask, titles

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

MOST_QUERIES = 16


def test_words_found_are_marked_in_title_and_text(client):
    ProjectFactory(
        public=True, name="板橋排水", summary="開頭。" + "前" * 90 + "排水涵閘<b>" + "后" * 90
    )
    text = ask(client, "排水涵闸").content.decode()
    assert "<mark>排水</mark>" in text or "<mark>排水涵閘</mark>" in text
    assert "&lt;b&gt;" in text
    assert "…" in text


def test_misspelt_question_says_what_was_looked_for_and_offers_the_words_as_typed(client):
    StreetFactory(name="板桥街道")
    answer = ask(client, "板乔街道")
    assert titles(client, "板乔街道")[0] == "板桥街道"
    text = answer.content.decode()
    assert "您是不是要找「<b>板桥街道</b>」？以下是按此查找的结果" in text
    assert "仍要查找「板乔街道」" in text
    literal = client.get(answer.context["literal_url"])
    assert literal.context["hits"] == []
    assert "不按原样查找" in literal.content.decode()


def test_words_taken_literally_say_so_and_lead_back(client):
    StreetFactory(name="板桥街道")
    notice("bqjd 是什么")
    answer = ask(client, "bqjd", literal="1")
    assert [hit.title for hit in answer.context["hits"]] == ["bqjd 是什么"]
    text = answer.content.decode()
    assert "按原样查找的结果" in text
    assert text.count("不按原样查找") == 1
    back = client.get(answer.context["corrected_url"])
    assert "板桥街道" in [hit.title for hit in back.context["hits"]]
    assert "按原样" not in back.content.decode()


def test_related_finds_stand_apart_with_a_reason(client):
    story("板桥街道小区排水涵闸改造")
    answer = ask(client, "板桥街道小区排水涵闸与稻米")
    assert answer.context["hits"] == []
    assert [hit.title for hit in answer.context["related"]] == ["板桥街道小区排水涵闸改造"]
    text = answer.content.decode()
    assert "相关结果" in text
    assert "没有完全符合的结果，有相关结果 <b>1</b> 条" in text
    assert "没有包含全部搜索词" in text


def test_nothing_found_shows_ways_to_go_and_names_alike(client):
    StreetFactory(name="板桥街道")
    text = ask(client, "板桥量子计算机南极科考").content.decode()
    assert "没有找到" in text
    assert "/projects/" in text
    assert "板桥街道" in text


def test_promoted_results_stand_above_the_others(client):
    promoted = story("长者食堂办起来了", slug="canteen")
    notice("老年食堂公告")
    promotion = Promotion.objects.create(questions="老年食堂")
    target = promotion.targets.model(promotion=promotion, address="/cases/canteen/", text="怎样办")
    target.clean()
    target.save()
    text = ask(client, "老年食堂").content.decode()
    assert text.index("长者食堂办起来了") < text.index("老年食堂</mark>公告")
    restrict(promoted)
    assert "长者食堂" not in ask(client, "老年食堂").content.decode()


def test_answer_of_the_stand_in_says_so(client, monkeypatch):
    notice("排水公告")
    assert "备用方式" not in ask(client, "排水").content.decode()
    from search import views

    def stand_in(*args, **kwargs):
        answer = real(*args, **kwargs)
        answer.fallback = True
        return answer

    real = views.find
    monkeypatch.setattr(views, "find", stand_in)
    assert "备用方式" in ask(client, "排水").content.decode()


def test_pages_together_show_every_find_once(client):
    for number in range(23):
        notice(f"排水公告{number}", date=date(2024, 1, 1 + number))
    seen = [*titles(client, "排水", page=1), *titles(client, "排水", page=2)]
    assert len(seen) == len(set(seen)) == 23
    assert ask(client, "排水", page=3).status_code == 404
    second = ask(client, "排水", page=2, kind="notice").content.decode()
    assert "kind=notice&amp;page=1" in second


def test_results_are_not_listed_by_search_engines(client):
    answer = ask(client, "排水")
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert client.post(ADDRESS).status_code == 405


def test_question_stays_in_the_box(client):
    assert 'value="&lt;排水&gt;"' in ask(client, "<排水>").content.decode()


def test_a_question_is_counted_once_without_its_filters_and_pages(client):
    for number in range(21):
        notice(f"排水公告{number}")
    ask(client, "排水")
    ask(client, "排水", kind="notice")
    ask(client, "排水", page=2)
    ask(client, "排水", sort="date")
    asked = AskedQuestion.objects.get()
    assert (asked.question, asked.times, asked.results) == ("排水", 1, 21)


def test_queries_do_not_grow_with_the_finds(client):
    def add():
        project = ProjectFactory(public=True, name="银杏项目")
        UpdateFactory(title="银杏进展", project=project, approved=True)
        story("银杏案例", division=project.division)
        PairingFactory(signed=True, unit_side=UnitFactory(name="银杏中心"))
        AgreementFactory(title="银杏协议", approved=True)
        ActivityFactory(title="巡查", text="银杏", confirmed=True)
        ListItemFactory(title="银杏需求", approved=True)
        settle()

    def count():
        with CaptureQueriesContext(connection) as queries:
            ask(client, "银杏")
        return len(queries)

    add()
    ask(client, "银杏")
    one = count()
    add()
    add()
    assert count() == one <= MOST_QUERIES
