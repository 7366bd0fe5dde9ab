"""Synonyms and stop words: what may be entered, and what is refused in words."""

import pytest

from search.models import StopWord, Synonym
from tests.search.wording.groups import group_of, refusal

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("text", ["有哪些 怎么办", "有哪些，怎么办", "？"])
def test_a_stop_word_is_one_word(no_words, text):
    assert "一个词" in refusal(StopWord(word=text))


def test_a_stop_word_is_there_once_in_whatever_spelling(no_words):
    StopWord.objects.create(word="怎么办")
    assert "已经有了" in refusal(StopWord(word="怎么办"))
    assert "已经有了" in refusal(StopWord(word="怎麼辦"))
