"""Questions that no search can answer: explained or not found, never an error."""

import pytest

from search.index.watching import settle
from tests.factories.pages import story
from tests.search.asking import ADDRESS, HOSTILE, ask

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "1.5", "", "\x00"])
def test_page_out_of_range_is_not_found(client, page):
    assert ask(client, "排水", page=page).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "长" * 101}, "不要超过 100 个字"),
        ({"q": "长" * 350_000}, "不要超过 100 个字"),
        ({"q": "a\x00b"}, "无法识别的字符"),
        ({"q": "排水", "kind": "nothing"}, "没有这一类别"),
        ({"q": "排水", "kind": "\x00"}, "没有这一类别"),
        ({"q": "排水", "kind": ["project", "notice"]}, "类别只能选择一项"),
        ({"q": "排水", "place": "999999"}, "没有这一地区"),
        ({"q": "排水", "place": "\x00"}, "没有这一地区"),
        ({"q": "排水", "year": "二〇二四"}, "没有这一年度"),
        ({"q": "排水", "year": "99999999999"}, "没有这一年度"),
        ({"q": "排水", "field": "nothing"}, "没有这一领域"),
        ({"q": "排水", "sort": "loud"}, "没有这一排序"),
        ({"q": "排水", "literal": "2"}, "没有这一原样查找"),
    ],
)
def test_question_that_cannot_be_answered_is_explained(client, query, words):
    story("排水")
    settle()
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "page_obj" not in answer.context


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_empty_question_shows_ways_to_go(client, text):
    answer = ask(client, text)
    assert answer.status_code == 200
    assert "/projects/" in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_question_breaks_the_page(client, text):
    story("普通案例")
    answer = ask(client, text)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert ask(client, text, literal="1", sort="date").status_code == 200


def test_lone_surrogate_is_no_error(client):
    assert client.get(f"{ADDRESS}?q=%ED%A0%80").status_code == 200
