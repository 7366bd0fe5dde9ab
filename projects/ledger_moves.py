"""What is done to lines of the ledger from screens: who does it, when it is open, what it asks.

The rules stand in projects.ledger; these say them to lists and buttons as moves of state do.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.forms import Field

from partners.enums import Maker
from portal.models import User
from projects import ledger
from projects.models import FundEntry

_UNVERIFIED = Q(verified_at=None)
_LASTING = Q(verified_at__isnull=False, reverses=None, reversal=None)


@dataclass(frozen=True)
class LedgerAct:
    """One thing that can be done to a line (a partners.moves.move.Act)."""

    do_not_call_in_templates: ClassVar[bool] = True

    name: str
    label: str
    act: Callable[..., Any]
    makers: frozenset[Maker]
    open_when: Q
    why_not: str
    by_other: bool = False
    by_author: bool = False
    needs_reason: bool = False

    @property
    def takes_reason(self) -> bool:
        return "reason" in inspect.signature(self.act).parameters

    @property
    def asks(self) -> tuple[str, ...]:
        return tuple(n for n in inspect.signature(self.act).parameters if n == "on")

    def open_rows(self, rows: Any) -> Any:
        """Those of `rows` to which it can still be done."""
        return rows.filter(self.open_when)

    def fields_for(self, record: FundEntry) -> dict[str, Field]:
        """Nothing else is asked."""
        return {}

    def refusal(self, record: FundEntry, by: User) -> str:
        """Why `by` cannot do it now; empty when it is possible."""
        if not self.open_rows(FundEntry.objects.filter(pk=record.pk)).exists():
            return self.why_not
        if self.by_other and record.entered_by_id == by.pk:
            return f"{self.label}须由录入人以外的人员办理。"
        if self.by_author and record.entered_by_id != by.pk:
            return f"{self.label}只能由录入人办理。"
        return ""

    def __call__(self, record: FundEntry, *, by: User, **facts: Any) -> Any:
        """Do it; raises what projects.ledger raises."""
        return self.act(record, by=by, **facts)


LEDGER_ACTS = {
    act.name: act
    for act in (
        LedgerAct(
            "verify",
            "核验",
            ledger.verify,
            frozenset({Maker.REVIEWER}),
            _UNVERIFIED,
            "该笔资金已核验。",
            by_other=True,
        ),
        LedgerAct(
            "reverse",
            "冲正",
            ledger.reverse,
            frozenset({Maker.REVIEWER}),
            _LASTING,
            "只有已核验、未冲正的资金可以冲正。",
            by_other=True,
            needs_reason=True,
        ),
        LedgerAct(
            "discard",
            "作废",
            ledger.discard,
            frozenset({Maker.AUTHOR, Maker.DEPARTMENT}),
            _UNVERIFIED,
            "已核验的资金不能作废；如有差错，请冲正。",
            by_author=True,
        ),
    )
}
