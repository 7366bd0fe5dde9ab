"""Content: which words of a question say what is looked for."""

from collections.abc import Sequence

import pytest

from search.language.content import content_words
from search.language.lexicon import Lexicon
from search.language.tree import Tree

LEXICON = Lexicon(
    groups=[["板桥街道", "板桥"], ["尚书里"]],
    synonyms=[["车位", "停车难"], ["尚书", "古籍"], ["路灯", "照明"]],
    stop_words=frozenset({"有什么", "想了解一下", "是什么意思", "里有"}),
)


def content(text: str) -> list[str]:
    def nowhere(trees: Sequence[Tree]) -> list[int]:
        return [0] * len(trees)

    return content_words(text, LEXICON, nowhere)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("板桥有什么茶园", ["板桥", "茶园"]),
        ("想了解一下茶园", ["茶园"]),
        ("茶园是什么意思", ["茶园"]),
        ("了解茶园", ["了解", "茶园"]),
    ],
)
def test_stop_words_are_left_out_though_the_dictionary_takes_them_apart(
    text: str, words: list[str]
) -> None:
    assert content(text) == words


def test_a_name_is_stronger_than_a_stop_word_and_a_stop_word_takes_no_half_of_a_word() -> None:
    assert content("尚书里有茶园") == ["尚书里", "茶园"]
    assert content("这里有茶园") == ["茶园"]
    stop_words = frozenset({"园有"})
    assert content_words("茶园有茶", Lexicon(stop_words=stop_words), lambda trees: [0]) == ["茶园"]


def test_a_word_with_synonyms_is_one_at_either_end_though_the_dictionary_cuts_otherwise() -> None:
    assert content("路灯不亮")[:1] == ["路灯"]  # 路 and 灯不亮, as it cuts
    assert content("停车位") == ["停车位"]
    assert content("停车位置好") == ["停车", "位置"]


def test_a_number_keeps_its_decimals_and_its_measure() -> None:
    assert content("1.6万人的茶园") == ["1.6万", "茶园"]
    assert content("57.6%") == ["57.6"]
    assert content("茶园2024年") == ["茶园", "2024年"]
