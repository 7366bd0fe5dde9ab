"""Letters: how typed letters are read."""

import pytest

from search.language.letters import may_be_initials, read_partly, read_pinyin, toneless


def test_letters_are_read_as_whole_syllables_first() -> None:
    assert read_pinyin("banqiao")[0] == ("ban", "qiao")
    assert ("xi", "an") in read_pinyin("xian")


def test_the_last_syllable_may_be_begun_only() -> None:
    assert read_pinyin("banqia")[0] == ("ban", "qia")
    assert ("ban", "qi") in read_pinyin("banqi")


@pytest.mark.parametrize("letters", ["xzqwk", "wagtail", "bqjd"])
def test_letters_that_are_no_syllables_are_not_read(letters: str) -> None:
    assert not any(all(len(s) > 1 for s in reading) for reading in read_pinyin(letters))


def test_initials_are_letters_that_syllables_begin_with() -> None:
    assert may_be_initials("bqjd")
    assert not may_be_initials("luhe")
    assert not may_be_initials("b")


@pytest.mark.parametrize(
    ("letters", "sounds"),
    [
        ("banqiaojd", ("ban", "qiao", "j", "d")),
        ("banqiaoj", ("ban", "qiao", "j")),
        ("bqjiedao", ("b", "q", "jie", "dao")),
    ],
)
def test_whole_syllables_stand_beside_initials(letters: str, sounds: tuple[str, ...]) -> None:
    assert sounds in read_partly(letters)


@pytest.mark.parametrize("letters", ["xzqwk", "wagtail", "bqjd", "python"])
def test_what_is_neither_is_not_read_partly(letters: str) -> None:
    assert read_partly(letters) == ()


def test_tones_are_left_out_and_what_is_no_pinyin_is_kept() -> None:
    assert toneless("bǎnqiáo") == "banqiao"
    assert toneless("lǜshī lüshi") == "lvshi lvshi"
    assert toneless("板桥 が naïve") == "板桥 が naïve"
