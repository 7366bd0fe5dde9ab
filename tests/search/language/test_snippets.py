"""Words found are marked in the text as it was written, and nothing else is changed."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import fold
from search.language.snippets import GAP, marked, snippet

MARK = re.compile(r"</?mark>")


def words_in_marks(html):
    return re.findall(r"<mark>(.*?)</mark>", html)


def text_of(html):
    """What a reader sees."""
    return unescape(MARK.sub("", html))


@pytest.mark.parametrize(
    ("text", "term", "words"),
    [
        ("板桥街道排水改造", "板桥", ["板桥"]),
        ("紅色代辦進社區", "红色代办", ["紅色代辦"]),
        ("５Ｇ基站 １２０ 万元", "5g", ["５Ｇ"]),
        ("共 １２０ 万元", "120", ["１２０"]),
        ("面积 200㎡，已完工", "200m2", ["200㎡"]),
        ("Cafe\u0301 社区", "caf\u00e9", ["Cafe\u0301"]),
        ("1200 人", "120", []),
        ("第 12 期", "2", []),
        ("single ingle", "ingle", ["ingle"]),
        ("板桥板桥", "板桥", ["板桥板桥"]),
        ("普通文字", "板桥", []),
    ],
)
def test_term_is_marked_in_the_script_and_width_of_the_text(text, term, words):
    assert words_in_marks(marked(text, [term])) == words


def test_terms_that_overlap_or_touch_are_one_mark():
    assert marked("去板桥街道办事", ["板桥街", "街道", "办事"]) == "去<mark>板桥街道办事</mark>"


def test_markup_in_the_text_is_shown_not_obeyed():
    html = marked('<script>"板桥"&\'</script>', ["板桥", "script"])
    assert html == (
        "&lt;<mark>script</mark>&gt;&quot;<mark>板桥</mark>&quot;&amp;&#x27;"
        "&lt;/<mark>script</mark>&gt;"
    )


def test_short_text_is_shown_whole():
    assert snippet("板桥的排水\n改造  完成", ["排水"]) == "板桥的<mark>排水</mark> 改造 完成"


def test_snippet_shows_where_the_word_stands():
    html = snippet("前" * 200 + "排水" + "后" * 200, ["排水"])
    assert "前<mark>排水</mark>后" in html
    assert html.startswith(GAP)
    assert html.endswith(GAP)
    assert len(text_of(html)) == 90 + 2


def test_snippet_prefers_the_place_where_most_different_words_stand():
    text = "排水" * 20 + "空" * 200 + "板桥街道的排水改造" + "空" * 200
    assert "<mark>板桥</mark>街道的<mark>排水</mark>改造" in snippet(text, ["板桥", "排水"])


def test_snippet_begins_where_a_clause_begins():
    text = "空" * 100 + "。涵闸老化多年，排水不畅" + "空" * 100
    assert snippet(text, ["排水"]).startswith("…涵闸老化多年，<mark>排水</mark>")


def test_without_a_word_the_beginning_is_shown():
    assert snippet("字" * 100, ["板桥"]) == "字" * 90 + GAP
    assert snippet("字" * 100, []) == "字" * 90 + GAP
    assert snippet("", ["板桥"]) == ""


def test_word_at_the_end_shows_a_full_window():
    html = snippet("前" * 200 + "排水", ["排水"])
    assert html.endswith("<mark>排水</mark>")
    assert len(text_of(html)) == 90 + 1


def test_a_term_longer_than_the_window_is_shown_whole():
    assert words_in_marks(snippet("空" * 50 + "长" * 120 + "空" * 50, ["长" * 120])) == ["长" * 120]


@pytest.mark.parametrize(
    "text", ["\ud800板桥", "板桥\x00", "\u0301板桥", "👨‍👩‍👧板桥", "ﾞ板桥", "ﷺ板桥"]
)
def test_hostile_text_can_be_sent_to_a_browser(text):
    html = snippet(text, ["板桥"])
    assert "<mark>板桥</mark>" in html.encode().decode()
    assert "\0" not in html


WRITTEN = st.text(
    st.characters() | st.sampled_from("板桥街道㎡ﬁ１Ａ<&>\"' 。é\u0301ﾊﾟ"), max_size=300
)


@given(WRITTEN, st.lists(st.text(max_size=5).map(fold), max_size=6), st.integers(1, 120))
def test_marks_change_nothing_but_add_marks(text, terms, length):
    whole = marked(text, terms)
    plain = text_of(marked(text, []))
    assert text_of(whole) == plain
    part = text_of(snippet(text, terms, length))
    assert part.removeprefix(GAP).removesuffix(GAP) in plain
    assert whole.count("<mark>") == whole.count("</mark>")
    assert "<mark></mark>" not in whole


@given(WRITTEN, st.data())
def test_what_was_cut_from_a_text_is_marked_in_it(text, data):
    plain = text_of(marked(text, []))
    if not plain.strip():
        return
    start = data.draw(st.integers(0, len(plain) - 1))
    term = plain[start : start + data.draw(st.integers(1, 6))].strip()
    # A letter or digit in the middle of a run, or an accent alone, is no word.
    if not re.fullmatch(r"[\u4e00-\u9fff]+", term):
        return
    assert any(fold(term) in fold(unescape(w)) for w in words_in_marks(marked(text, [fold(term)])))


def test_a_text_that_repeats_a_word_forever_is_marked_in_no_time():
    assert "<mark>" in snippet("板 桥 " * 50_000, ["板", "桥"])
