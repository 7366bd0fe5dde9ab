"""Dividing a whole number or an amount fairly, so that the parts add up again."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

FEN = Decimal("0.01")


def apportion(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Split `total` into whole parts by weight (largest remainder), each at least `least`.

    A weight of zero gets nothing. Raises ValueError when `least` asks for more than there is.
    """
    floors = [least if weight else 0 for weight in weights]
    rest = total - sum(floors)
    if rest < 0:
        raise ValueError(f"{total} cannot be split into parts of at least {least}")
    whole = sum(weights)
    ideal = [rest * weight / whole for weight in weights]
    parts = [floor + int(share) for floor, share in zip(floors, ideal, strict=True)]
    by_remainder = sorted(range(len(ideal)), key=lambda i: (int(ideal[i]) - ideal[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def split_amount(total: Decimal, weights: Sequence[float]) -> list[Decimal]:
    """Split an amount of yuan by weight into amounts of whole fen; the first takes the rest."""
    whole = Decimal(str(sum(weights)))
    parts = [(total * Decimal(str(weight)) / whole).quantize(FEN, ROUND_DOWN) for weight in weights]
    parts[0] += total - sum(parts)
    return parts


def round_robin(parts: Sequence[int]) -> list[int]:
    """Indices in turn, each as often as its part says: [2, 1] gives 0, 1, 0."""
    left, turn = list(parts), []
    while any(left):
        for i, count in enumerate(left):
            if count:
                turn.append(i)
                left[i] -= 1
    return turn
