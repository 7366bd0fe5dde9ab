"""Moves of a pairing: 拟结对 → 已签约 → 进行中 → 到期, or 终止."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from partners.enums import RUNNING_PAIRINGS, Maker, PairingStatus
from partners.events import changes_between, record_event, snapshot
from partners.models import Organisation, Pairing, ProgrammeYear
from portal.models import User

from .move import MoveRefused, move, not_in_future


def _term_runs(pairing: Pairing) -> str:
    runs = pairing.end_on >= timezone.localdate()
    return "结对期限未满，不能置为到期；提前结束请终止。" if runs else ""


@move(
    Pairing,
    "status",
    label="签约",
    sources=[PairingStatus.PROPOSED],
    makers=[Maker.DEPARTMENT],
    target=PairingStatus.SIGNED,
    publishes=True,
    says="签约后这对结对对外公开，计入结对数，双方可以登记活动。",
)
def sign(pairing: Pairing, *, on: date) -> None:
    """Both sides signed on the day `on`: from now on the pairing is public and counts."""
    pairing.signed_on = not_in_future(on, "签约")


@move(
    Pairing,
    "status",
    label="启动",
    sources=[PairingStatus.SIGNED],
    makers=[Maker.DEPARTMENT],
    target=PairingStatus.ACTIVE,
    says="双方已经开展共建；这对结对的状态改为进行中。",
)
def start(pairing: Pairing) -> None:
    """Work has begun."""


@move(
    Pairing,
    "status",
    label="到期",
    sources=[PairingStatus.SIGNED, PairingStatus.ACTIVE],
    makers=[Maker.DEPARTMENT],
    target=PairingStatus.EXPIRED,
    why_not=_term_runs,
    says="期限已满。记录仍对外公开，需要继续的，之后可以重新结对。",
)
def expire(pairing: Pairing) -> None:
    """The term is over; not offered before its last day has passed."""


@move(
    Pairing,
    "status",
    label="终止",
    sources=[PairingStatus.PROPOSED, PairingStatus.SIGNED, PairingStatus.ACTIVE],
    makers=[Maker.DEPARTMENT],
    target=PairingStatus.TERMINATED,
    needs_reason=True,
    says="终止后不再对外公开，也不再计入；原记录和办理经过保留。不能恢复，需要时可以重新结对。",
)
def terminate(pairing: Pairing, *, on: date, reason: str) -> None:
    """End the pairing before its term: it is no longer public and no longer counts."""
    if on < pairing.start_on:
        raise MoveRefused("终止日期不能早于起始日期。")
    pairing.ended_on, pairing.end_reason = not_in_future(on, "终止"), reason


@transaction.atomic
def propose(pairing: Pairing, *, by: User) -> Pairing:
    """Store a pairing that was put together, as 拟结对 where its community side stands.

    Raises ValidationError when it breaks a rule.
    """
    return _store(pairing, by, "create", "录入")


def may_be_followed(pairing: Pairing) -> bool:
    """Whether pairing again is offered: nothing follows it yet, and it is over, or a year is set
    up that goes on after its term.
    """
    if pairing.status == PairingStatus.PROPOSED:
        return False
    if pairing.successors.exclude(status=PairingStatus.TERMINATED).exists():
        return False
    if pairing.status not in RUNNING_PAIRINGS or pairing.end_on < timezone.localdate():
        return True
    years = ProgrammeYear.objects.filter(programme=pairing.programme_year.programme_id)
    return years.filter(ends_on__gt=pairing.end_on).exists()


@transaction.atomic
def renew(
    pairing: Pairing,
    *,
    by: User,
    start_on: date,
    end_on: date,
    unit_side: Organisation | None = None,
    community_side: Organisation | None = None,
    **fields,
) -> Pairing:
    """Pair again after `pairing`, with other sides if given; returns the new 拟结对.

    `fields` override what is taken over (programme_year, level, parent, no_parent_reason) or add
    to it (summary). The history stays: the new pairing names its predecessor. Raises MoveRefused
    while the old one still runs past the new start, ValidationError when the new pairing breaks a
    rule.
    """
    if pairing.status in RUNNING_PAIRINGS and pairing.end_on >= start_on:
        raise MoveRefused(
            f"原结对尚未结束（期限至 {pairing.end_on:%Y-%m-%d}），请先终止或调整起始日期。"
        )
    successor = Pairing(
        unit_side=unit_side or pairing.unit_side,
        community_side=community_side or pairing.community_side,
        predecessor=pairing,
        start_on=start_on,
        end_on=end_on,
        programme_year=fields.pop("programme_year", pairing.programme_year),
        level=fields.pop("level", pairing.level),
        parent=fields.pop("parent", pairing.parent),
        no_parent_reason=fields.pop("no_parent_reason", pairing.no_parent_reason),
        summary=fields.pop("summary", ""),
    )
    return _store(successor, by, "renew", "重新结对")


def _store(pairing: Pairing, by: User, action: str, label: str) -> Pairing:
    pairing.entered_by = by
    pairing.division = pairing.community_side.division
    pairing.full_clean()
    pairing.save()
    record_event(pairing, action, label, by=by, changes=changes_between({}, snapshot(pairing)))
    return pairing
