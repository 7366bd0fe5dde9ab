"""Cutting: words of the dictionary, and single characters where it knows none."""

import pytest

from search.language.cutting import cut, is_common, tagged, word_ends


def test_nothing_is_guessed() -> None:
    # A guess would make 老是 and 村种 of these.
    assert cut("屋顶老是漏水") == ["屋顶", "老", "是", "漏水"]
    assert cut("在哪个村种的") == ["在", "哪个", "村", "种", "的"]
    assert [word for word, _ in tagged("屋顶漏水")] == ["屋顶", "漏水"]


def test_words_begin_and_end_where_others_do() -> None:
    assert word_ends("在哪个村种的") == {0, 1, 3, 4, 5, 6}
    assert word_ends("") == {0}


@pytest.mark.parametrize(("word", "known"), [("元宵", True), ("小贩", True), ("板乔", False)])
def test_a_common_word_stands_in_the_dictionary(word: str, *, known: bool) -> None:
    assert is_common(word) is known
