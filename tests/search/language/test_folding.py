"""One spelling for what people take for the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("板橋街道", "板桥街道"),
        ("紅色代辦", "红色代办"),
        ("ＡＰＰ１２３", "app123"),
        ("Wagtail", "wagtail"),
        ("社區\u200b服務", "社区 服务"),
    ],
)
def test_script_width_and_case_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_what_no_database_takes_becomes_blank() -> None:
    assert fold("排\x00水\ud800涵\udfff闸") == "排 水 涵 闸"


@given(st.text(max_size=200))
def test_folded_text_can_be_stored_and_is_as_long_as_its_compatible_form(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(unicodedata.normalize("NFKC", text).lower())
    folded.encode("utf-8")
    assert "\x00" not in folded
