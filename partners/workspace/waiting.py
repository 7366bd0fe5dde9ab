"""What waits for somebody, declared as data: rows of a register, and what is done to them.

Each app lists its own under WAITING in its module `workspace_registers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse

from partners.enums import Maker
from partners.moves.rights import waiting_for
from partners.scope import Scope

from .registers import declared, registers


class Urgency(IntEnum):
    """What comes first on a screen: what is late or was given back, then what others wait for."""

    LATE = 0
    WAITED_FOR = 1
    CAN_WAIT = 2


@dataclass(frozen=True)
class Waiting:
    """Rows that wait for somebody's decision: of which register, by which of its acts.

    `title` and `since` are ways to fields: what a row is called, since when it waits. `leads_to`
    is "review" (one after the other) or "edit" (given back to its author).
    """

    register: str
    label: str
    acts: tuple[str, ...]
    title: Combinable | str
    since: Combinable | str = "changed_at"
    leads_to: str = "review"
    rows: Callable[[Any], QuerySet] = lambda rows: rows
    #: What comes of the decision, for who meets it the first time.
    says: str = ""
    #: Who it waits for, where that is not everybody who can do it.
    makers: frozenset[Maker] = frozenset()
    place: str = "division__display_name"
    urgency: Urgency = Urgency.WAITED_FOR
    #: Said before the days since then.
    waited: str = "已等"
    #: The act that a row offers at once, beside the way to its page; empty without one.
    press: str = ""
    #: Whom rows wait for, as who sent them reads it (workspace.sent); None where nobody did.
    sent_to: Callable[[Any], Combinable] | None = None

    @cached_property
    def name(self) -> str:
        """What the address of the queue calls it."""
        return f"{self.register}-{self.acts[0]}"

    @property
    def key(self) -> str:
        """The way to what names a row in addresses."""
        return registers()[self.register].key

    def url_of(self, key: str) -> str:
        """Where the row with that key is done."""
        if self.leads_to == "edit":
            return reverse("workspace:edit", args=[self.register, key])
        return reverse("workspace:review", args=[self.name, key])

    def press_url_of(self, key: str) -> str:
        """Where that act is sent to for the row with that key."""
        return reverse("workspace:act", args=[self.register, key, self.press]) if self.press else ""

    @property
    def press_words(self) -> str:
        """What the button in a row says."""
        return registers()[self.register].possible_acts[self.press].label if self.press else ""

    def rows_for(self, scope: Scope) -> Any:
        """The rows that wait for a person with that scope."""
        register = registers()[self.register]
        rows = self.rows(register.model._default_manager.all())
        return waiting_for(rows, register.possible_acts[self.acts[0]], scope, self.makers)


@dataclass(frozen=True)
class WaitingElsewhere:
    """Rows that wait on a screen of their own: which they are, and by its key where one is done."""

    name: str
    label: str
    rows_for: Callable[[Scope], QuerySet]
    address: Callable[[str], str]
    key: str
    title: Combinable | str
    since: Combinable | str
    place: str
    urgency: Urgency = Urgency.WAITED_FOR
    waited: str = "已等"
    press = ""

    def press_url_of(self, key: str) -> str:
        """Nothing is done from a row: its screen asks more."""
        return ""

    def url_of(self, key: str) -> str:
        """Where the row with that key is done."""
        return self.address(key)


@cache
def waitings() -> list[Waiting | WaitingElsewhere]:
    """Everything that can wait for somebody, the most urgent first."""
    return sorted(declared("WAITING"), key=lambda kind: kind.urgency)
