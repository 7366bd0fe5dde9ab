"""Most of the words: which sets of parts reach a share, and what words that are nowhere weigh."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from search.language.lexicon import Lexicon
from search.language.planner import answer
from search.language.related import covering
from search.language.tree import And, Or, Phrase, Tree
from tests.search.language.memory import MemoryIndex

PARTS = [Phrase((letter,)) for letter in "abcdef"]


def holds(tree: Tree, present: set[Tree]) -> bool:
    if isinstance(tree, Phrase):
        return tree in present
    return (all if isinstance(tree, And) else any)(holds(part, present) for part in tree.parts)


@given(
    worths=st.lists(st.integers(min_value=1, max_value=20), min_size=1, max_size=6),
    share=st.sampled_from([0.2, 0.45, 0.6, 1.0]),
)
def test_the_tree_holds_exactly_where_the_share_is_reached(worths: list[int], share: float) -> None:
    parts = [(part, float(worth)) for part, worth in zip(PARTS, worths, strict=False)]
    tree = covering(parts, share, most=6)
    for size in range(len(parts) + 1):
        for chosen in combinations(parts, size):
            reached = sum(worth for _, worth in chosen) >= share * sum(worths)
            assert holds(tree, {part for part, _ in chosen}) == reached


def test_no_parts_are_covered_by_nothing() -> None:
    assert covering([], 0.45, most=6) == Or(())


LAMPS = MemoryIndex(
    ("梓潼巷装灯记", [], "下班的女工走小巷子，装上太阳能灯。"),
    ("助餐点开张", [], "老人吃上热饭。"),
    *[("某项目", [], "修路补墙。")] * 8,
)


def related(question: str, **words: list[list[str]]) -> list[int]:
    """Keys of what is related to a question in a small town."""
    return answer(question, Lexicon(**words), LAMPS).late


def test_who_says_much_need_not_have_every_word_written() -> None:
    assert related("下班害怕摔跤") == [1]
    assert related("下班害怕") == []


def test_who_uses_a_word_for_what_is_called_otherwise_need_not_either() -> None:
    assert related("老年食堂涨价") == []
    assert related("老年食堂涨价", synonyms=[["老年食堂", "助餐点"]]) == [2]


def test_the_place_alone_is_no_relation_beside_exact_finds_or_in_a_long_question() -> None:
    index = MemoryIndex(
        ("板桥街道茶园修路", ["板桥街道"], ""),
        ("板桥街道夜市", ["板桥街道"], ""),
        ("修路工地茶园", ["尧化街道"], "茶园修路"),
        *[("某项目", [], "换灯补墙。")] * 8,
    )
    lexicon = Lexicon(places=[["板桥街道", "板桥"]])
    found = answer("板桥街道茶园", lexicon, index)
    assert found.head == [1]
    assert 2 not in found.late
    assert answer("板桥街道量子南极科考", lexicon, index).late == []
