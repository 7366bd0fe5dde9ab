"""Most of the words: which sets of parts reach a share."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from search.language.related import covering
from search.language.tree import And, Or, Phrase, Tree

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
