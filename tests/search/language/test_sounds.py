"""Pinyin: how names sound."""

import pytest

from search.language.sounds import (
    blurred,
    homophones,
    slips,
    syllables,
)


@pytest.mark.parametrize(
    ("run", "sounds"),
    [
        ("板桥", ("ban", "qiao")),
        ("六合区", ("lu", "he", "qu")),
        ("时间银行", ("shi", "jian", "yin", "hang")),
        ("长江大桥", ("chang", "jiang", "da", "qiao")),
        ("女企业家", ("nv", "qi", "ye", "jia")),
    ],
)
def test_characters_sound_as_the_words_they_are_in(run: str, sounds: tuple[str, ...]) -> None:
    assert syllables(run) == sounds


def test_each_character_has_a_place_even_without_a_reading() -> None:
    assert len(syllables("板\u3400\U0002a700桥")) == 4


def test_what_a_careless_ear_confuses_sounds_alike() -> None:
    assert blurred("zhang") == blurred("zan")
    assert blurred("ning") == blurred("lin")
    assert blurred("ban") != blurred("pan")


def test_homophones_leave_the_character_itself_out() -> None:
    assert "桥" in homophones("乔")
    assert "乔" not in homophones("乔")


def test_slips_are_other_spellings_of_a_sound() -> None:
    assert "zhuang" in slips("zuang") or "zhuan" in slips("zhuang")
    assert "ning" not in slips("ning")
