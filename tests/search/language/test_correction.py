"""Correction: what is spelled right stays, and what is corrected becomes a word."""

import pytest

from search.language.correction import meant_by
from search.language.lexicon import Lexicon
from search.language.planner import answer
from tests.search.language.memory import MemoryIndex

LEXICON = Lexicon(groups=[["消防救援支队"], ["幼儿园小区"]])
GARDEN, MOUTH = 1, 2


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex(
        ("幼儿园小区改造", [], "门口拓宽"),
        ("路口招牌统一", ["消防救援支队"], "检查消防通道"),
        ("口号上墙", [], "元月开工，宵夜摊搬走"),
    )


@pytest.mark.parametrize("question", ["元宵", "口罩", "小贩", "园宵"])
def test_a_right_word_is_not_corrected_into_pieces_of_others(
    question: str, index: MemoryIndex
) -> None:
    found = answer(question, LEXICON, index)
    assert found.correction is None
    assert found.head == []


def test_what_is_meant_are_whole_words(index: MemoryIndex) -> None:
    assert meant_by("园晓", LEXICON, index) == ""  # 园小 stands in 幼儿园小区
    assert meant_by("肖防", LEXICON, index) == "消防"
    assert meant_by("路扣招牌", LEXICON, index) == "路口招牌"
    assert meant_by("口招牌桶", LEXICON, index) == ""


def test_a_correction_that_finds_nothing_takes_nobodys_place() -> None:
    index = MemoryIndex(("消防通道", [], "清理楼道"), ("夜市", [], "小板摊位搬进大棚"))
    asked: list[str] = []

    def meant(question: str, strong: object) -> dict[int, float]:
        asked.append(question)
        return {2: 0.9}

    found = answer("肖防 赏月", Lexicon(), index, meant=meant)
    assert found.correction is None
    assert found.question.text == "肖防 赏月"
    assert asked == ["肖防 赏月"]
    assert found.late[:1] == [2]
