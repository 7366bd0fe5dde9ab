"""Numbers in digits and in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.numbers import in_digits, in_words, spelled_otherwise


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (23, "二十三"),
        (105, "一百零五"),
        (3417, "三千四百一十七"),
        (2000, "二千"),
    ],
)
def test_a_number_in_characters(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.integers(min_value=0, max_value=9999))
def test_a_number_is_read_back_as_it_was_written(number: int) -> None:
    assert in_digits(in_words(number)) == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_beyond_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        in_words(number)


def test_a_measured_number_is_also_written_otherwise() -> None:
    assert "二十三个小区" in spelled_otherwise("23个小区")
    assert "200余万" in spelled_otherwise("200万")
    assert spelled_otherwise("二十三个小区") == ["23个小区"]


@pytest.mark.parametrize("word", ["57.6%", "1+8+n", "12345", "茶园", "一", "三三"])
def test_other_words_are_not_respelled(word: str) -> None:
    assert spelled_otherwise(word) == []
