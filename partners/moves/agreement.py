"""Moves of agreements and alliances. In force and expired follow from dates; 终止 is a move."""

from datetime import date

from partners.enums import AgreementState, AllianceState, Maker
from partners.models import Agreement, Alliance

from .move import MoveRefused, move, not_in_future


@move(
    Agreement,
    "state",
    label="终止协议",
    sources=[AgreementState.SIGNED],
    makers=[Maker.DEPARTMENT],
    target=AgreementState.TERMINATED,
    needs_reason=True,
    says="终止后协议不再有效；记录和办理经过保留。",
)
def terminate_agreement(agreement: Agreement, *, on: date) -> None:
    """End the agreement before its time."""
    if agreement.signed_on and on < agreement.signed_on:
        raise MoveRefused("终止日期不能早于签订日期。")
    agreement.terminated_on = not_in_future(on, "终止")


@move(
    Alliance,
    "state",
    label="解散",
    sources=[AllianceState.ACTIVE],
    makers=[Maker.DEPARTMENT],
    target=AllianceState.DISSOLVED,
    needs_reason=True,
    says="解散后不再登记新的活动和项目；记录和办理经过保留。",
)
def dissolve(alliance: Alliance, *, on: date) -> None:
    """The alliance ends; its page stays readable."""
    if alliance.formed_on and on < alliance.formed_on:
        raise MoveRefused("解散日期不能早于成立日期。")
    alliance.dissolved_on = not_in_future(on, "解散")
