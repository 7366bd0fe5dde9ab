"""The screens of words: entering, listing, exporting, and what a list costs."""

import pytest
from django.urls import reverse

from partners.models import Event
from search.models import StopWord, Synonym
from tests.admin import csv_of, filled_in, told, words
from tests.search.wording.groups import SCREENS, group_of

pytestmark = pytest.mark.django_db


def test_an_editor_enters_changes_and_deletes_a_group(client):
    client.post(reverse("synonym:add"), {"words": "物业 物管", "is_active": "on"})
    group = Synonym.objects.get()
    assert group.words == "物业，物管"
    url = reverse("synonym:edit", args=[group.pk])
    response = client.post(
        url, filled_in(client, url, words="物业，物管，物业公司", is_active="on")
    )
    assert "已保存" in told(response)
    assert "物业公司" in words(client.get(reverse("synonym:inspect", args=[group.pk])))
    client.post(reverse("synonym:delete", args=[group.pk]))
    assert not Synonym.objects.exists()
    assert [e.label for e in Event.objects.of(group)] == ["删除", "修改", "录入"]


def test_what_is_refused_keeps_what_was_typed(client):
    group_of("物业，物管")
    page = words(client.post(reverse("synonym:add"), {"words": "物业，房管", "is_active": "on"}))
    assert "已在另一组同义词中" in page
    assert "物业，房管" in page


def test_a_question_of_the_log_begins_a_group(client):
    page = words(client.get(reverse("synonym:add"), {"words": "加裝 電梯"}))
    assert 'value="加装，电梯，"' in page
    evil = words(client.get(reverse("synonym:add"), {"words": '"><script>' * 900}))
    assert "<script>&" not in evil
    assert '"><script>"' not in evil


def test_lists_are_searched_filtered_and_exported(client):
    group_of("物业，物管")
    group_of("电梯，升降梯", is_active=False)
    url = reverse("synonym:index")
    assert "升降梯" not in words(client.get(url, {"q": "物管"}))
    off = words(client.get(url, {"active": "no"}))
    assert "升降梯" in off
    assert "物管" not in off
    Synonym.objects.create(words="=1+1，二")
    text = csv_of(client.get(url, {"export": "csv"}))
    assert "'=1+1，二" in text
    assert text.count("\r\n") == 4


@pytest.mark.parametrize("name", SCREENS)
def test_bad_questions_to_a_list_are_no_error(client, name):
    url = reverse(f"{name}:index")
    for query in ({"q": "长" * 101}, {"p": "x"}, {"ordering": "'"}, {"active": "?"}):
        assert client.get(url, query).status_code == 200
    assert client.get(reverse(f"{name}:inspect", args=[10**15])).status_code == 404


@pytest.mark.parametrize("name", [*SCREENS, "asked_question"])
def test_a_list_costs_the_same_with_one_row_and_with_three(
    client, name, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from search.models import AskedQuestion, Promotion

    make = {
        "synonym": lambda n: Synonym.objects.create(words=f"甲{n}，乙{n}"),
        "stop_word": lambda n: StopWord.objects.create(word=f"丙{n}"),
        "promotion": lambda n: Promotion.objects.create(questions=f"丁{n}"),
        "asked_question": lambda n: AskedQuestion.objects.create(
            question=f"戊{n}", day=timezone.localdate()
        ),
    }[name]
    url = reverse(f"{name}:index_results")
    make(1)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert client.get(url).status_code == 200
    make(2), make(3)
    with django_assert_max_num_queries(len(one)):
        client.get(url)
    assert len(one) <= 16
