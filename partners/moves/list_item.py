"""Moves of a need: 征集 → 受理 → 认领/派单 → 办理 → 反馈 → 核查办结; and claims.

A need nobody has begun to work on goes back to 受理 when the last claim on it is withdrawn.
"""

from datetime import date

from partners.enums import ClaimState, ListKind, Maker, NeedStage, ReviewState
from partners.joint_work import projects
from partners.models import Claim, ListItem
from partners.needs.window import begin_window
from portal.models import User

from .move import MoveRefused, move, not_in_future


def _is_claimed(item: ListItem) -> bool:
    return item.claims.standing().exists()


def _release_if_last(claim: Claim, by: User) -> None:
    """A need that is claimed and not begun goes back when the last claim on it is withdrawn.

    Two withdrawn at once wait for one another here: the later finds the other one gone.
    """
    item = ListItem.objects.select_for_update().get(pk=claim.item_id)
    if item.stage == NeedStage.CLAIMED and not _is_claimed(item):
        release_need(item, by=by)


def _claims_are_kept(item: ListItem, by: User) -> None:
    """A need found done is the commitments to it kept."""
    for claim in item.claims.filter(state=ClaimState.ACTIVE):
        fulfil_claim(claim, by=by)


def _of_needs(item: ListItem) -> str:
    return "" if item.kind == ListKind.NEED else "资源没有这一办理阶段。"


def _to_be_taken_up(item: ListItem) -> str:
    approved = item.review_state == ReviewState.APPROVED
    return _of_needs(item) or ("" if approved else "需求审核通过以后才能受理。")


def _of_resources(item: ListItem) -> str:
    return "" if item.kind == ListKind.RESOURCE else "需求须经核查方能办结。"


@move(
    ListItem,
    "stage",
    label="受理",
    sources=[NeedStage.COLLECTED],
    makers=[Maker.REVIEWER],
    target=NeedStage.ACCEPTED,
    by_other=True,
    says="受理后，结对单位可以在优先认领期内认领，之后向全域开放。",
    why_not=_to_be_taken_up,
)
def accept_need(item: ListItem) -> None:
    """The department takes the need up: from today on the paired unit may claim it first."""
    begin_window(item)


@move(
    ListItem,
    "stage",
    label="认领/派单",
    sources=[NeedStage.ACCEPTED],
    makers=[Maker.DEPARTMENT],
    target=NeedStage.CLAIMED,
    why_not=_of_needs,
)
def assign_need(item: ListItem) -> None:
    """Somebody has claimed the need or was given it; at least one claim stands."""
    if not _is_claimed(item):
        raise MoveRefused("尚无组织认领，请先登记认领组织。")


@move(
    ListItem,
    "stage",
    label="退回受理",
    sources=[NeedStage.CLAIMED],
    makers=[Maker.DEPARTMENT],
    target=NeedStage.ACCEPTED,
    why_not=_of_needs,
)
def release_need(item: ListItem) -> None:
    """Nobody is committed to the need any more, so that it waits to be claimed again."""
    if _is_claimed(item):
        raise MoveRefused("仍有组织认领这项需求。")


@move(
    ListItem,
    "stage",
    label="开始办理",
    sources=[NeedStage.CLAIMED],
    makers=[Maker.COUNTERPART, Maker.DEPARTMENT],
    target=NeedStage.HANDLING,
    says="认领一方已经着手办理。办好以后请反馈。",
    why_not=_of_needs,
)
def handle(item: ListItem) -> None:
    """Work on the need has begun."""


@move(
    ListItem,
    "stage",
    label="反馈",
    sources=[NeedStage.HANDLING],
    makers=[Maker.COUNTERPART, Maker.DEPARTMENT],
    target=NeedStage.ANSWERED,
    needs_reason=True,
    publishes=True,
    says="写明办了什么，随即对外公开，由提出一方核查。",
    reason_words="办理结果",
    why_not=_of_needs,
)
def answer(item: ListItem, *, reason: str) -> None:
    """What was done is told to the community, who checks it."""
    item.answer = reason


@move(
    ListItem,
    "stage",
    label="退回办理",
    sources=[NeedStage.ANSWERED],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=NeedStage.HANDLING,
    needs_reason=True,
    says="还没有办好，退回认领一方继续办理，并写明哪里要改。",
    why_not=_of_needs,
)
def reopen(item: ListItem) -> None:
    """The check found it unfinished."""


@move(
    ListItem,
    "stage",
    label="核查办结",
    sources=[NeedStage.ANSWERED],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=NeedStage.CLOSED,
    then=_claims_are_kept,
    says="核对无误，这项需求办结，承诺随之兑现。",
    why_not=_of_needs,
)
def close_need(item: ListItem, *, on: date) -> None:
    """Checked on the day `on` and found done."""
    item.closed_on = not_in_future(on, "办结")


@move(
    ListItem,
    "stage",
    label="结束提供",
    sources=[NeedStage.COLLECTED],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=NeedStage.CLOSED,
    says="这项资源不再提供，不再对接新的需求。",
    why_not=_of_resources,
)
def close_resource(item: ListItem, *, on: date) -> None:
    """A resource is no longer offered."""
    item.closed_on = not_in_future(on, "办结")


@move(
    Claim,
    "state",
    label="撤回认领",
    sources=[ClaimState.ACTIVE],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=ClaimState.WITHDRAWN,
    needs_reason=True,
    then=_release_if_last,
    says="不能兑现承诺时撤回。没有其他组织认领的，需求退回受理，等待重新认领。",
)
def withdraw_claim(claim: Claim) -> None:
    """The organisation cannot keep its commitment; the need may go back with the last one.

    While a project of its own answers the need it stays committed.
    """
    own = projects().filter(need=claim.item_id).standing().with_participant(claim.organisation)
    if own.exists():
        raise MoveRefused("本组织参与的项目正在回应这项需求，项目终止后才能撤回认领。")


@move(
    Claim,
    "state",
    label="兑现认领",
    sources=[ClaimState.ACTIVE],
    makers=[Maker.COUNTERPART, Maker.DEPARTMENT],
    target=ClaimState.FULFILLED,
    says="承诺的内容已经做到。",
)
def fulfil_claim(claim: Claim) -> None:
    """The commitment was kept."""
