"""The report of the log: sums over a period, what found nothing, sheets, ways on from a row."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import AskedQuestion
from search.viewsets.day_chart import chart_of
from tests.admin import (
    administrator,
    client_of,
    csv_of,
    editor,
    is_refused,
    is_shown_the_way_out,
    member_of,
    rows_of,
    somebody_with,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

INDEX = "asked_question:index"


def asked(question: str, days_ago: int = 0, **fields: Any) -> AskedQuestion:
    """A question of some days ago, answered directly unless said otherwise."""
    usual = {"times": 1, "empty_times": 0, "results": 3, "tier": 1}
    day = timezone.localdate() - timedelta(days=days_ago)
    return AskedQuestion.objects.create(question=question, day=day, **usual | fields)


def unanswered(question: str, days_ago: int = 0, times: int = 1) -> AskedQuestion:
    return asked(question, days_ago, times=times, empty_times=times, results=0, tier=0)


@pytest.fixture
def client():
    return client_of(editor())


def table(client: Any, **query: str) -> list[dict[str, Any]]:
    """The rows of the list, as its workbook has them."""
    headings, *rows = rows_of(client.get(reverse(INDEX), query | {"export": "xlsx"}))
    return [dict(zip(headings, row, strict=True)) for row in rows]


def questions(client: Any, **query: str) -> list[str]:
    return [row["问题"] for row in table(client, **query)]


def test_a_question_is_summed_over_its_days_with_what_it_found_last(client):
    unanswered("助浴", days_ago=3, times=3)
    asked("助浴", results=2, tier=3)
    (row,) = table(client)
    assert row["次数"] == 4
    assert row["无结果次数"] == 3
    assert row["无结果占比"] == "75%"
    assert row["最近结果数"] == 2
    assert row["最近结果"] == "纠正后找到"
    assert row["最近一次"] == timezone.localdate()


def test_without_a_period_it_is_the_last_thirty_days(client):
    asked("今天")
    asked("二十九天前", days_ago=29)
    asked("三十天前", days_ago=30)
    assert set(questions(client)) == {"今天", "二十九天前"}


def test_a_period_of_thousands_of_years_is_shown_as_far_as_there_may_be_something(client):
    AskedQuestion.objects.create(question="排水", day=date(2024, 5, 1))
    period = {"day_from": "0001-01-01", "day_to": "9999-12-31"}
    assert questions(client, **period) == ["排水"]
    assert len(client.get(reverse(INDEX), period).context["chart"].bars) < 1000


def test_a_period_counts_its_first_and_last_day(client):
    for day in range(1, 6):
        AskedQuestion.objects.create(question=f"第{day}天", day=date(2024, 5, day))
    period = {"day_from": "2024-05-02", "day_to": "2024-05-04"}
    assert set(questions(client, **period)) == {"第2天", "第3天", "第4天"}
    assert questions(client, day_to="2024-05-02") == []  # ends before what is kept begins
    assert len(questions(client, day_from="2024-05-04")) == 2


def test_questions_without_result_and_with_related_results_only(client):
    unanswered("没有")
    asked("相关", results=0, tier=4)
    asked("找到", results=1, tier=4)
    assert questions(client, shown="empty") == ["没有"]
    assert questions(client, shown="related") == ["相关"]
    assert len(questions(client)) == 3


def test_what_is_found_by_now_is_no_longer_among_the_unanswered(client):
    unanswered("助浴", days_ago=1)
    asked("助浴")
    assert questions(client, shown="empty") == []


def test_most_asked_first_and_sorted_as_wanted(client):
    asked("甲", times=2)
    unanswered("乙", times=5)
    asked("丙", days_ago=2, times=3)
    assert questions(client) == ["乙", "丙", "甲"]
    assert questions(client, ordering="last_day")[0] == "丙"
    assert questions(client, ordering="-share")[0] == "乙"
    assert questions(client, ordering="question") == sorted("甲乙丙")


def test_questions_are_searched_in_any_spelling(client):
    asked("加装电梯")
    asked("停车")
    assert questions(client, q="電梯") == ["加装电梯"]


@pytest.mark.parametrize(
    "query",
    [
        {"day_from": "x"},
        {"day_from": "9999-12-31", "day_to": "0001-01-01"},
        {"day_from": "0001-01-01"},
        {"shown": "x"},
        {"ordering": "day"},
        {"p": "999"},
        {"q": "长" * 101},
        {"q": "%' OR 1=1"},
    ],
)
def test_bad_questions_to_the_report_are_no_error(client, query):
    asked("甲")
    for name in (INDEX, "asked_question:index_results"):
        assert client.get(reverse(name), query).status_code == 200


def test_sheets_have_chinese_headings_and_no_formulas(client):
    asked("=hyperlink(1)")
    text = csv_of(client.get(reverse(INDEX), {"export": "csv"}))
    assert text.startswith("\ufeff问题,次数,无结果次数,无结果占比,最近结果数,最近结果,最近一次")
    assert "'=hyperlink(1)" in text


def test_a_row_leads_to_the_results_and_to_a_new_synonym(client):
    asked("助浴 <车>&")
    page = words(client.get(reverse(INDEX)))
    asked_for = "%E5%8A%A9%E6%B5%B4+%3C%E8%BD%A6%3E%26"
    assert f'href="{reverse("search:results")}?q={asked_for}"' in page
    assert f'href="{reverse("synonym:add")}?words={asked_for}"' in page
    assert "<车>" not in page


def test_what_was_masked_leads_nowhere(client):
    asked("找[号码]")
    assert "words=" not in words(client.get(reverse(INDEX)))


def test_who_may_not_enter_synonyms_is_not_offered_to(client):
    asked("助浴")
    reader = client_of(somebody_with("search.view_askedquestion"))
    page = words(reader.get(reverse(INDEX)))
    assert "查看结果" in page
    assert "加为同义词" not in page


def test_the_sums_and_the_chart_are_of_the_period(client):
    asked("甲", times=6)
    unanswered("乙", days_ago=1, times=2)
    asked("早先", days_ago=200, times=50)
    chart = client.get(reverse(INDEX)).context["chart"]
    assert (chart.times, chart.empty, chart.most, chart.empty_share) == (8, 2, 6, "25.0%")
    assert len(chart.bars) == 30
    assert [bar.height for bar in chart.bars][-2:] == [33.3, 100]
    year = client.get(reverse(INDEX), {"day_from": "2020-01-01"}).context["chart"]
    assert year.by_month
    assert 7 <= len(year.bars) <= 8  # the months since the first question, quiet ones too
    assert year.times == 58


def test_a_period_without_questions_says_so(client):
    page = words(client.get(reverse(INDEX)))
    assert "这段时间还没有搜索" in page
    assert "<svg viewBox" not in page
    assert chart_of(AskedQuestion.objects.all(), date(2024, 1, 1), date(2024, 1, 1)).most == 0


def test_editors_and_administrators_read_the_log_others_do_not():
    urls = [reverse(INDEX), reverse("asked_question:index_results"), f"{reverse(INDEX)}?export=csv"]
    for user in (editor(), administrator()):
        assert all(client_of(user).get(url).status_code == 200 for url in urls)
    nobody = client_of(somebody_with("search.add_synonym"))
    assert all(is_refused(nobody.get(url)) for url in urls)
    for role in ("组织部门", "单位联络员", "督导"):
        assert all(is_shown_the_way_out(client_of(member_of(role)).get(url)) for url in urls)
