"""Rating the year of a pairing: who may, when, and how it is written down without being told.

Source: domain brief, Evaluation. The trail says that a side answered, never what.
"""

from datetime import date

from django.db import transaction

from partners.enums import Side
from partners.events import record_event
from partners.models import Evaluation, Organisation, Pairing
from partners.models.evaluation import MARKS, open_pairings, weeks_of
from partners.moves.move import MoveRefused
from partners.scope import Scope
from portal.models import User


def side_of(pairing: Pairing, scope: Scope) -> Side | None:
    """The side a person acts for in a pairing; None for everybody else."""
    if pairing.unit_side_id in scope.organisations:
        return Side.UNIT
    return Side.COMMUNITY if pairing.community_side_id in scope.organisations else None


def partner_of(pairing: Pairing, side: Side) -> Organisation:
    """The other side, which is rated."""
    return pairing.community_side if side == Side.UNIT else pairing.unit_side


def why_closed(pairing: Pairing, on: date) -> str:
    """Why the year of a pairing is not rated on that day; empty when it is."""
    if open_pairings(on).filter(pk=pairing.pk).exists():
        return ""
    year = pairing.programme_year
    opens, closes = weeks_of(year)
    if on < opens:
        return f"{year.year} 年的评价自 {opens:%Y-%m-%d} 起填写，至 {closes:%Y-%m-%d} 止。"
    if on > closes:
        return f"{year.year} 年的评价已于 {closes:%Y-%m-%d} 结束，不再填写。"
    return "已签约、没有终止的结对才评价。"


@transaction.atomic
def evaluate(pairing: Pairing, side: Side, *, by: User, on: date, **marks: int) -> Evaluation:
    """Write the answer of a side, or change it while the year is open.

    Raises MoveRefused outside of the weeks around the end of the year, ValidationError for marks
    that are none.
    """
    if why := why_closed(pairing, on):
        raise MoveRefused(why)
    held = Evaluation.objects.select_for_update().filter(pairing=pairing, side=side).first()
    answer = held or Evaluation(pairing=pairing, side=side, entered_by=by)
    answer.organisation = pairing.unit_side if side == Side.UNIT else pairing.community_side
    for mark in MARKS:
        setattr(answer, mark, marks[mark])
    answer.full_clean()
    answer.save()
    record_event(pairing, "evaluate", "填写双向评价", by=by)
    return answer
