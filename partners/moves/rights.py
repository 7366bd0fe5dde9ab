"""Who makes which move, read off the makers it names; and which rows wait for a person's move."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import BooleanField, Case, Q, When

from partners.enums import Maker
from partners.permissions import may_view
from partners.querysets.scoped import any_of
from partners.scope import Scope, scope_of
from portal.models import User
from portal.publicity import NOTHING
from portal.verdict import ALLOWED, Verdict, refusal

from .move import Act

#: Who a move is left to, for somebody who may see the record.
_LEFT_TO = {
    Maker.AUTHOR: "填报一方",
    Maker.COUNTERPART: "对方",
    Maker.DEPARTMENT: "所在地组织部门",
    Maker.REVIEWER: "负责审核的组织部门",
}


def may_move(user: User, record: Any, move: Act) -> Verdict:
    """Whether `user` makes this move on `record` as it stands now; without it, why not.

    An answer without a reason is for somebody who may not know of the record.
    """
    if not (view := may_view(user, record)):
        return view
    rows = type(record)._default_manager.filter(pk=record.pk)
    if not rows.filter(made_by(rows, move.makers, scope_of(user))).exists():
        makers = "或".join(words for maker, words in _LEFT_TO.items() if maker in move.makers)
        return refusal(f"“{move.label}”由{makers}办理。")
    why = move.refusal(record, user)
    return refusal(why) if why else ALLOWED


def moves_for(user: User, record: Any, moves: Iterable[Act]) -> list[Act]:
    """Those of `moves` that `user` can make on `record` now, in one query."""
    possible = [move for move in moves if not move.refusal(record, user)]
    makers = {maker for move in possible for maker in move.makers}
    if not makers:
        return []
    rows, scope = type(record)._default_manager.filter(pk=record.pk), scope_of(user)
    stands = {
        maker.value: Case(
            When(made_by(rows, [maker], scope), then=True),
            default=False,
            output_field=BooleanField(),
        )
        for maker in makers
    }
    found = rows.annotate(**stands).values(*stands).get()
    standing = {maker for maker in makers if found[maker.value]}
    return [move for move in possible if move.makers & standing]


def made_by(rows: Any, makers: Iterable[Maker], scope: Scope) -> Q:
    """Rows for which a scope stands as one of the makers."""
    found = [rows.made_by(maker, scope) for maker in makers]
    return any_of(q for q in found if q != NOTHING)


def waiting_for(rows: Any, move: Act, scope: Scope, makers: Collection[Maker] = ()) -> Any:
    """Those of `rows` on which a person with that scope can make the move now.

    `makers`: only as one of these.
    """
    waiting = move.open_rows(rows).filter(made_by(rows, makers or move.makers, scope))
    return waiting.exclude(entered_by=scope.person) if move.by_other else waiting
