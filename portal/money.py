"""Amounts in yuan, exact to the fen.

SQLite keeps decimals as floating point numbers, so their sums drift and large ones come back
changed. Amounts are therefore stored as whole fen in a 64-bit integer and are `Decimal` yuan
everywhere in Python; `Sum` over the column adds integers and is exact on every database.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
#: The largest single amount: close to a trillion yuan. Ninety thousand such lines still add up.
LARGEST = Decimal("999999999999.99")
# What 64 bits of fen hold.
_COLUMN = Decimal("92233720368547758.07")


def to_fen(yuan: Decimal | int | str) -> int:
    """Return the amount in whole fen.

    Raises ValueError when the amount has a fraction of a fen, is no finite number, or would not
    fit into the column.
    """
    try:
        amount = Decimal(yuan)
    except InvalidOperation:
        amount = Decimal("NaN")
    fits = amount.is_finite() and -_COLUMN <= amount <= _COLUMN
    if not fits or amount != amount.quantize(FEN):
        raise ValueError(f"not an amount in yuan and fen: {str(yuan)[:40]}")
    return int(amount * 100)


def to_yuan(fen: int | Decimal | None) -> Decimal | None:
    """Return whole fen as yuan with two decimals; None stays None (a sum over no rows)."""
    return None if fen is None else (Decimal(fen) / 100).quantize(FEN)


class YuanField(models.DecimalField):
    """A Decimal amount of yuan, stored as integer fen.

    Comparisons, `Sum`, `Min` and `Max` work as usual. Do not multiply or add constants in SQL:
    a bare number beside the column would be read as yuan and become fen.
    """

    description = "人民币金额（元）"
    default_error_messages = {"invalid": "请填写以元为单位的金额，例如 1200.50。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list:
        """The bounds of one amount, so that a form refuses what the column would not hold."""
        return [*super().validators, MinValueValidator(-LARGEST), MaxValueValidator(LARGEST)]

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        return to_yuan(value)

    def get_prep_value(self, value: Any) -> Any:
        value = models.Field.get_prep_value(self, value)
        return value if value is None or hasattr(value, "resolve_expression") else Decimal(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not prepared:
            value = self.get_prep_value(value)
        return value if value is None or hasattr(value, "as_sql") else to_fen(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if hasattr(value, "as_sql"):
            return value
        return self.get_db_prep_value(value, connection)
