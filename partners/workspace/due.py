"""What is due: the rows that wait for a person, over all registers, in one query."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils import timezone

from partners.scope import Scope
from partners.workspace.waiting import Waiting, WaitingElsewhere, waitings

#: Beyond this a screen says 「1000+」; nobody works off more in a day.
MOST = 1000


@dataclass(frozen=True)
class Item:
    """One row that waits."""

    waiting: Waiting | WaitingElsewhere
    pk: int
    key: str
    title: str
    place: str
    since: datetime

    @property
    def url(self) -> str:
        """Where it is done."""
        return self.waiting.url_of(self.key)

    @property
    def press_url(self) -> str:
        """Where the button in its row leads; empty without one."""
        return self.waiting.press_url_of(self.key)

    @property
    def waited(self) -> str:
        """How long it has waited, in words."""
        return days_since(self.since, timezone.localdate(), self.waiting.waited)


@dataclass(frozen=True)
class Group:
    """One kind that waits, how many of it, and the first of them."""

    waiting: Waiting | WaitingElsewhere
    count: int
    is_cut: bool
    items: list[Item]


def days_since(moment: datetime, today: date, words: str = "已等") -> str:
    """「已等 12 天」; of today's, that it is."""
    days = (today - timezone.localdate(moment)).days
    return f"{words} {days} 天" if days > 0 else "今天"


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

    def groups(self, most: int) -> Iterator[Group]:
        """Each kind that waits, with the first of them. Of the last there may be more."""
        for kind in waitings():
            if count := self.counts[kind.name]:
                items = [item for item in self.items if item.waiting is kind]
                is_cut = self.is_cut and self.items[-1].waiting is kind
                yield Group(kind, count, is_cut, items[:most])

    def _part(self, rank: int, kind: Waiting | WaitingElsewhere) -> Any:
        rows = kind.rows_for(self.scope).order_by()
        return rows.annotate(
            rank=Value(rank),
            kind_name=Value(kind.name, CharField()),
            row=F("pk"),
            row_key=Cast(F(kind.key), CharField()),
            row_title=as_text(kind.title),
            place_name=F(kind.place),
            waiting_since=as_moment(kind.since),
        ).values_list(
            "rank", "kind_name", "row", "row_key", "row_title", "place_name", "waiting_since"
        )


def as_moment(since: Combinable | str) -> Combinable:
    """Since when rows wait, as a column."""
    return F(since) if isinstance(since, str) else since


def as_text(title: Combinable | str) -> Cast:
    """What rows are called, as a column: of the same type in every register."""
    return Cast(F(title) if isinstance(title, str) else title, CharField())
