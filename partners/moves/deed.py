"""What is done to a record from screens without a state of its own changing hands: who does it,
when it is open, what it asks. Screens treat it as they treat a move (move.Act).
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.forms import Field

from partners.enums import Maker
from portal.models import User


@dataclass(frozen=True)
class Deed:
    """One thing that can be done to records, by a function that owns the rules.

    `open_when` says which rows it can still be done to; a function where that depends on the day.
    `why_not` is told of the others.
    """

    do_not_call_in_templates: ClassVar[bool] = True

    name: str
    label: str
    act: Callable[..., Any]
    makers: frozenset[Maker]
    open_when: Q | Callable[[], Q]
    why_not: str
    by_other: bool = False
    by_author: bool = False
    needs_reason: bool = False
    #: What comes of it, for who does it the first time; empty where its name says so.
    says: str = ""
    reason_words: str = "理由"

    @property
    def takes_reason(self) -> bool:
        """Whether it can be given a reason."""
        return "reason" in inspect.signature(self.act).parameters

    @property
    def asks(self) -> tuple[str, ...]:
        """Names of the facts it needs beside person and reason."""
        return tuple(n for n in inspect.signature(self.act).parameters if n == "on")

    def open_rows(self, rows: Any) -> Any:
        """Those of `rows` to which it can still be done."""
        return rows.filter(self.open_when() if callable(self.open_when) else self.open_when)

    def fields_for(self, record: Any) -> dict[str, Field]:
        """What else a form asks: nothing."""
        return {}

    def refusal(self, record: Any, by: User) -> str:
        """Why `by` cannot do it now; empty when it is possible."""
        rows = type(record)._default_manager.filter(pk=record.pk)
        if not self.open_rows(rows).exists():
            return self.why_not
        if self.by_other and record.entered_by_id == by.pk:
            return f"{self.label}须由录入人以外的人员办理。"
        if self.by_author and record.entered_by_id != by.pk:
            return f"{self.label}只能由录入人办理。"
        return ""

    def __call__(self, record: Any, *, by: User, **facts: Any) -> Any:
        """Do it; raises what the function raises."""
        return self.act(record, by=by, **facts)
