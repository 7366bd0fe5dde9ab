"""What is done to lines of the ledger from screens: who does it, when it is open, what it asks.

The rules stand in bookkeeping.py; these say them to lists and buttons as moves of state do.
"""

from django.db.models import Q

from partners.enums import Maker
from partners.moves.deed import Deed
from projects.ledger import bookkeeping

_UNVERIFIED = Q(verified_at=None)
_TO_VERIFY = Q(verified_at=None, returned_at=None)
_LASTING = Q(verified_at__isnull=False, reverses=None, reversal=None)


LEDGER_ACTS = {
    act.name: act
    for act in (
        Deed(
            "verify",
            "核验",
            bookkeeping.verify,
            frozenset({Maker.REVIEWER}),
            _TO_VERIFY,
            "该笔资金已核验，或者已退回录入人更正。",
            by_other=True,
            says="请先对照凭证。核验后对外公开，不能再修改，有差错只能冲正。",
        ),
        Deed(
            "give_back",
            "退回更正",
            bookkeeping.give_back,
            frozenset({Maker.REVIEWER}),
            _TO_VERIFY & Q(reverses=None),
            "只有待核验的资金可以退回更正。",
            by_other=True,
            needs_reason=True,
            says="请写明哪里有差错。录入人更正以后再来核验，也可以作废。",
        ),
        Deed(
            "reverse",
            "冲正",
            bookkeeping.reverse,
            frozenset({Maker.REVIEWER}),
            _LASTING,
            "只有已核验、未冲正的资金可以冲正。",
            by_other=True,
            needs_reason=True,
            says="冲正另记一笔，由其他人员核验后从公开总额中减去；原来一笔保留，整笔冲正。",
        ),
        Deed(
            "discard",
            "作废",
            bookkeeping.discard,
            frozenset({Maker.AUTHOR, Maker.DEPARTMENT}),
            _UNVERIFIED,
            "已核验的资金不能作废；如有差错，请冲正。",
            by_author=True,
        ),
    )
}
