"""A figure: a number that says what it counts and opens the list it was counted from."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import IntegerField, QuerySet, Subquery
from django.urls import reverse


@dataclass(frozen=True)
class Figure:
    """One number as it is shown.

    `unit` is the word beside it (家, 个, 元), `rule` the 「口径」 in words, `url` the public list
    whose rows number, or whose amounts add up to, exactly `value`. `side` colours it: "unit",
    "place" (the community's strand) or "".
    """

    key: str
    label: str
    value: int | Decimal
    unit: str
    rule: str
    url: str
    side: str = ""


@dataclass(frozen=True)
class Draft:
    """A figure before it is counted: the figure with its value open, and the rows it counts."""

    figure: Figure
    rows: QuerySet


class RowCount(Subquery):
    """The number of rows of a queryset, so that one query can ask for several."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # a filter that nothing can pass is never asked of the database

    def __init__(self, rows: QuerySet) -> None:
        super().__init__(rows.order_by().values("pk"))


def list_url(name: str, **query: object) -> str:
    """The address of a public list with the filters that make up a figure; empty ones left out.

    A list or tuple repeats the parameter.
    """
    filled = {key: value for key, value in query.items() if value not in (None, "", [], ())}
    return f"{reverse(name)}?{urlencode(filled, doseq=True)}" if filled else reverse(name)
