"""Totals of some lines of the ledger, as they are shown above them.

What arrived, what was spent and what was promised are three things and are never added.
"""

from dataclasses import dataclass
from decimal import Decimal

from portal.money import ZERO
from projects.enums import COORDINATED_KINDS, FundKind
from projects.querysets.fund import FundEntryQuerySet

_PROMISED = (FundKind.PLEDGED, FundKind.AGREED)


@dataclass(frozen=True)
class FundTotals:
    """Totals in yuan, lines less reversals, by kind; kinds without a line are missing."""

    by_kind: dict[FundKind, Decimal]

    @property
    def coordinated(self) -> Decimal | None:
        """到账 and 物资折价 together, the sum that figures show; None without such a line."""
        found = self._of(COORDINATED_KINDS)
        return sum(found.values(), ZERO) if found else None

    @property
    def arrived(self) -> dict[FundKind, Decimal]:
        return self._of(COORDINATED_KINDS)

    @property
    def promised(self) -> dict[FundKind, Decimal]:
        return self._of(_PROMISED)

    @property
    def spent(self) -> Decimal | None:
        return self.by_kind.get(FundKind.SPENT)

    def _of(self, kinds: tuple[FundKind, ...]) -> dict[FundKind, Decimal]:
        return {kind: self.by_kind[kind] for kind in kinds if kind in self.by_kind}


def totals_of(lines: FundEntryQuerySet) -> FundTotals:
    """The totals of `lines`, in one query."""
    return FundTotals({FundKind(k): total for k, total in lines.totals_by("kind").items()})
