"""Dividing fairly: the parts add up again, whatever the weights."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.demo.shares import apportion, round_robin, split_amount


def test_parts_follow_the_weights() -> None:
    assert apportion(10, [1, 1, 3]) == [2, 2, 6]


def test_the_largest_remainder_gets_what_is_left() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]


def test_nobody_gets_less_than_the_least_and_weight_zero_gets_nothing() -> None:
    assert apportion(10, [0, 1, 100], least=2) == [0, 2, 8]


def test_a_least_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        apportion(3, [1, 1], least=2)


@given(st.integers(20, 5000), st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_whole_parts_add_up(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights, least=1)

    assert sum(parts) == total
    assert min(parts) >= 1


@given(
    st.decimals("0.01", "100000000", places=2), st.lists(st.integers(1, 9), min_size=1, max_size=9)
)
def test_amounts_add_up_to_the_fen(total: Decimal, weights: list[int]) -> None:
    assert sum(split_amount(total, weights)) == total


def test_turns_are_taken_one_after_the_other() -> None:
    assert round_robin([3, 1, 2]) == [0, 1, 2, 0, 2, 0]
