"""Tokens of texts and phrases of words fit each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import fold
from search.language.tokens import (
    index_tokens,
    query_phrase,
    sound_phrase,
    sound_tokens,
    sounds_of,
)
from search.language.tree import Phrase
from tests.search.language.memory import MemoryIndex

HAN = st.text(alphabet="排水涵闸板桥街道社区茶园", min_size=1, max_size=12)


def test_pairs_overlap_and_the_last_character_stands_alone() -> None:
    assert index_tokens("共23个小区，wagtail") == [
        *("共", "23", "个小", "小区", "区"),
        "wagtail",
    ]


def test_names_sound_by_syllables_and_by_initials() -> None:
    assert sound_tokens("六合区") == [
        *("zplu1he", "zphe1qu", "zpqu"),
        *("zpl1h", "zph1q", "zpq"),
    ]


def test_a_word_of_one_character_may_go_on() -> None:
    assert query_phrase("茶") == Phrase(("茶",), prefix=True)
    assert query_phrase("茶园") == Phrase(("茶园",))


@pytest.mark.parametrize("nothing", ["", "  ", "、，。", "+", "\x00"])
def test_nothing_to_look_for_is_no_phrase(nothing: str) -> None:
    assert query_phrase(fold(nothing)) is None


@given(before=HAN, word=HAN, after=HAN)
def test_every_stretch_of_a_text_is_found(before: str, word: str, after: str) -> None:
    index = MemoryIndex(("", [], before + word + after))
    phrase = query_phrase(word)
    assert phrase
    assert index.ids(phrase, 1) == [1]


@given(text=HAN, word=HAN)
def test_only_what_stands_in_a_text_is_found(text: str, word: str) -> None:
    phrase = query_phrase(word)
    assert phrase
    assert bool(MemoryIndex(("", [], text)).ids(phrase, 1)) == (word in text)


@pytest.mark.parametrize("word", ["23个小区", "1+8+n", "57.6%", "小区23个", "75.2万人次"])
def test_numbers_and_signs_are_found_as_typed(word: str) -> None:
    phrase = query_phrase(word)
    assert phrase
    assert MemoryIndex(("", [], f"全市共有{word}，已完成")).ids(phrase, 1) == [1]


def test_a_name_never_runs_on_into_the_next() -> None:
    index = MemoryIndex(("", ["板桥", "街道"], ""))
    phrase = query_phrase("板桥街道")
    assert phrase
    assert index.ids(phrase, 1) == []
    assert index.ids(sound_phrase(("ban", "qiao", "jie")), 1) == []


@pytest.mark.parametrize("sounds", [("ban",), ("ban", "qiao"), ("b", "q", "j", "d"), ("liu", "0")])
def test_a_phrase_of_sounds_says_which_they_are(sounds: tuple[str, ...]) -> None:
    assert sounds_of(sound_phrase(sounds)) == sounds


@pytest.mark.parametrize(
    "sounds", [("ban",), ("qiao",), ("jie", "dao"), ("ban", "qiao", "jie"), ("q", "j")]
)
def test_every_stretch_of_sounds_is_found_in_its_name_alone(sounds: tuple[str, ...]) -> None:
    index = MemoryIndex(("板桥街道", [], ""), ("茶园", ["南街"], "板桥街道"))
    assert index.ids(sound_phrase(sounds), 9) == [1]


def test_the_last_sound_may_go_on_where_that_is_said() -> None:
    index = MemoryIndex(("板桥街道", [], ""))
    assert index.ids(sound_phrase(("ban", "qia"), prefix=True), 1) == [1]
    assert index.ids(sound_phrase(("ban", "qia")), 1) == []
    assert index.ids(sound_phrase(("an", "qiao"), prefix=True), 1) == []
