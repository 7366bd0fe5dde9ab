"""What is due: the rows that wait for a person, over all registers, in one query."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.urls import reverse

from partners.scope import Scope
from partners.workspace.registers import Waiting, registers, waitings

#: Beyond this a screen says 「1000+」; nobody works off more in a day.
MOST = 1000


@dataclass(frozen=True)
class Item:
    """One row that waits."""

    waiting: Waiting
    pk: int
    key: str
    title: str
    place: str
    since: datetime

    @property
    def url(self) -> str:
        """Where it is done."""
        if self.waiting.leads_to == "edit":
            return reverse("workspace:edit", args=[self.waiting.register, self.key])
        return reverse("workspace:review", args=[self.waiting.name, self.key])


class Due:
    """The items that wait for a person acting by one membership, oldest first in each kind."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def items(self) -> list[Item]:
        """At most MOST of them, in the order of the kinds."""
        kinds = {kind.name: kind for kind in waitings()}
        parts = [self._part(n, kind) for n, kind in enumerate(kinds.values())]
        if not parts or not self.scope:
            return []
        union = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        rows = union.order_by("rank", "waiting_since", "row")[:MOST]
        return [
            Item(kinds[name], row, key, title, place, since)
            for _, name, row, key, title, place, since in rows
        ]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many of each kind."""
        return Counter(item.waiting.name for item in self.items)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than were counted."""
        return len(self.items) >= MOST

    def groups(self, most: int) -> Iterator[tuple[Waiting, int, list[Item]]]:
        """Each kind that waits, how many, and the first of them."""
        for kind in waitings():
            if count := self.counts[kind.name]:
                items = [item for item in self.items if item.waiting is kind]
                yield kind, count, items[:most]

    def _part(self, rank: int, kind: Waiting) -> Any:
        rows = kind.rows_for(self.scope).order_by()
        return rows.annotate(
            rank=Value(rank),
            kind_name=Value(kind.name, CharField()),
            row=F("pk"),
            row_key=F(registers()[kind.register].key),
            row_title=Cast(F(kind.title), CharField()),
            place_name=F("division__display_name"),
            waiting_since=F(kind.since),
        ).values_list(
            "rank", "kind_name", "row", "row_key", "row_title", "place_name", "waiting_since"
        )
