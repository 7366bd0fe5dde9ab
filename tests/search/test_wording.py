"""Synonyms and stop words: what may be entered, by whom, and that it counts at once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse

from partners.models import Event
from search import vocabulary
from search.models import StopWord, Synonym
from search.wording import starting as starting_words
from search.wording.spelling import key_of, split_questions, split_words
from search.wording.starting import starting_stop_words, starting_synonyms
from tests.admin import (
    administrator,
    client_of,
    csv_of,
    editor,
    filled_in,
    is_refused,
    is_sent_to_login,
    liaison,
    somebody_with,
    told,
    words,
)

pytestmark = pytest.mark.django_db

SCREENS = ("synonym", "stop_word", "promotion")


@pytest.fixture
def no_words():
    """Without the words a portal starts with."""
    Synonym.objects.all().delete()
    StopWord.objects.all().delete()


@pytest.fixture
def client(no_words):
    return client_of(editor())


def group_of(text: str, **values: object) -> Synonym:
    group = Synonym(words=text, **values)
    group.full_clean()
    group.save()
    return group


def refusal(record: Synonym | StopWord) -> str:
    with pytest.raises(ValidationError) as raised:
        record.full_clean()
    return " ".join(raised.value.messages)


# --- how words are written ----------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["，", ",", "、", "；", ";", " ", "\u3000", " ，、 "])
def test_words_are_parted_by_commas_semicolons_and_blanks(sign):
    assert split_words(f"{sign}物业{sign}物管{sign}") == ["物业", "物管"]


def test_a_word_counts_once_in_whatever_spelling():
    assert split_words("物業，物业，WiFi，ｗｉｆｉ，——，物业。") == ["物業", "WiFi"]
    assert key_of("老年 食堂？") == key_of("老年食堂") == "老年食堂"


def test_questions_keep_their_blanks():
    assert split_questions("老年  食堂\n老人在哪吃饭？，老年食堂") == [
        "老年 食堂",
        "老人在哪吃饭？",
    ]


# --- synonyms -----------------------------------------------------------------------------------


def test_a_group_is_kept_in_one_form(no_words):
    assert group_of(" 物业、物管; 物業 ").words == "物业，物管"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "不能为空"),
        ("物业", "两个不同的词"),
        ("物业，物業，物业", "两个不同的词"),
        ("，、；", "两个不同的词"),
        ("物业，" + "长" * 21, "超过 20 个字"),
        ("、".join(f"词{n}" for n in range(21)), "不要超过 20 个词"),
    ],
)
def test_what_is_no_group_is_refused_in_words(no_words, text, why):
    assert why in refusal(Synonym(words=text))


def test_a_word_stands_in_one_active_group_only(no_words):
    group_of("物业，物管")
    assert "“物業”已在另一组同义词中：“物业，物管”" in refusal(Synonym(words="物業，物业公司"))
    group_of("物业，物业公司", is_active=False)


def test_switching_a_group_on_asks_again(no_words):
    off = group_of("物业，物业公司", is_active=False)
    group_of("物业，物管")
    off.is_active = True
    assert "已在另一组" in refusal(off)


def test_a_group_may_be_saved_again(no_words):
    group_of("物业，物管").full_clean()


def test_a_stop_word_is_no_synonym_and_a_synonym_no_stop_word(no_words):
    StopWord.objects.create(word="怎么办")
    assert "已列为停用词" in refusal(Synonym(words="怎么办，咋办"))
    group_of("物业，物管")
    assert "不能同时列为停用词" in refusal(StopWord(word="物業"))


# --- stop words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["有哪些 怎么办", "有哪些，怎么办", "？"])
def test_a_stop_word_is_one_word(no_words, text):
    assert "一个词" in refusal(StopWord(word=text))


def test_a_stop_word_is_there_once_in_whatever_spelling(no_words):
    StopWord.objects.create(word="怎么办")
    assert "已经有了" in refusal(StopWord(word="怎么办"))
    assert "已经有了" in refusal(StopWord(word="怎麼辦"))


# --- the words to start with --------------------------------------------------------------------


def test_a_new_portal_starts_with_words_that_are_valid():
    assert Synonym.objects.count() == len(starting_synonyms()) >= 150
    assert StopWord.objects.count() == len(starting_stop_words()) >= 150
    taken = [key_of(word) for group in starting_synonyms() for word in group]
    assert len(taken) == len(set(taken))
    assert not set(taken) & set(map(key_of, starting_stop_words()))
    Synonym.objects.get(words__contains="加装电梯").full_clean()
    StopWord.objects.get(word="有哪些").full_clean()


def test_words_of_editors_are_never_overwritten():
    Synonym.objects.exclude(words__contains="加装电梯").delete()
    Synonym.objects.update(words="甲，乙")
    StopWord.objects.exclude(word="有哪些").delete()
    starting_words.load(Synonym.objects, StopWord.objects)
    assert [group.words for group in Synonym.objects.all()] == ["甲，乙"]
    assert [stop.word for stop in StopWord.objects.all()] == ["有哪些"]


# --- it counts at once --------------------------------------------------------------------------


def test_a_change_is_known_to_the_search_after_it_is_kept(
    no_words, django_capture_on_commit_callbacks
):
    assert vocabulary.vocabulary().synonyms_of("物业") == []
    with django_capture_on_commit_callbacks(execute=True):
        group = group_of("物业，物管")
    assert vocabulary.vocabulary().synonyms_of("物业") == ["物管"]
    with django_capture_on_commit_callbacks(execute=True):
        StopWord.objects.create(word="求助")
        group.delete()
    assert vocabulary.vocabulary().synonyms_of("物业") == []
    assert "求助" in vocabulary.vocabulary().stop_words


# --- the screens --------------------------------------------------------------------------------


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


# --- rights -------------------------------------------------------------------------------------


def addresses(name: str) -> list[str]:
    made = {
        "synonym": lambda: group_of("甲甲，乙乙"),
        "stop_word": lambda: StopWord.objects.create(word="丙丙"),
        "promotion": _promotion,
    }[name]()
    with_key = ("edit", "delete", "inspect", "history")
    return [
        reverse(f"{name}:index"),
        reverse(f"{name}:add"),
        *(reverse(f"{name}:{kind}", args=[made.pk]) for kind in with_key),
    ]


def _promotion():
    from search.models import Promotion

    return Promotion.objects.create(questions="丁丁")


@pytest.mark.parametrize("name", SCREENS)
def test_editors_and_administrators_reach_every_screen_others_none(no_words, name):
    urls = addresses(name)
    for user in (editor(), administrator()):
        client = client_of(user)
        assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    nobody = client_of(somebody_with())
    assert all(is_refused(nobody.get(url)) for url in urls)
    assert all(is_refused(nobody.post(url)) for url in urls if "/new" in url or "/edit" in url)
    for visitor in (client_of(None), client_of(liaison())):
        assert all(is_sent_to_login(visitor.get(url)) for url in urls)


def test_who_only_reads_changes_nothing(no_words):
    group = group_of("物业，物管")
    client = client_of(somebody_with("search.view_synonym"))
    assert "物管" in words(client.get(reverse("synonym:index")))
    for kind in ("edit", "delete"):
        assert is_refused(client.post(reverse(f"synonym:{kind}", args=[group.pk])))
    assert is_refused(client.get(reverse("synonym:add")))
    assert Synonym.objects.exists()


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


@pytest.mark.parametrize("kind", ["add", "edit", "delete", "history", "inspect"])
def test_the_log_is_entered_and_changed_by_nobody(kind):
    with pytest.raises(NoReverseMatch):
        reverse(f"asked_question:{kind}", args=[1] if kind != "add" else [])
