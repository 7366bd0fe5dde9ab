"""What waits for somebody in the registers of partners, what comes first above."""

from collections.abc import Callable
from typing import Any

from django.db.models import DateTimeField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from partners.enums import Maker, NeedStage, ReviewState
from partners.models import ListItem
from partners.models.evaluation import to_evaluate
from partners.needs.opening import unclaimed
from partners.scope import Scope
from partners.workspace.sent import to_reviewer
from partners.workspace.waiting import Urgency, Waiting, WaitingElsewhere


def _to_evaluate(scope: Scope) -> Any:
    return to_evaluate(scope.organisations, timezone.localdate())


def _unclaimed(scope: Scope) -> Any:
    rows = ListItem.objects.all()
    return unclaimed(rows.filter(rows.in_places(scope.steered)))


def drafts(
    model: Any, register: str, label: str, title: str, standing: Callable[[Any], Any] = lambda r: r
) -> WaitingElsewhere:
    """What was kept by the own organisation and never handed in."""

    def kept(scope: Scope) -> Any:
        rows = standing(model.objects.filter(review_state=ReviewState.DRAFT))
        return rows.filter(rows.made_by(Maker.AUTHOR, scope))

    return WaitingElsewhere(
        name=f"{register}-drafts",
        label=label,
        rows_for=kept,
        address=lambda number: reverse("workspace:edit", args=[register, number]),
        key="number",
        title=title,
        since="changed_at",
        place="division__display_name",
        urgency=Urgency.CAN_WAIT,
        waited="已存",
    )


_SIDES = Concat("unit_side__name", Value(" — "), "community_side__name")

#: What comes of approving something.
PUBLISHES = "审核通过后对外公开；退回的请写明理由，填报一方修改后可以再次提交。"

WAITING = (
    Waiting(
        "proxies",
        "待确认的代办",
        ("confirm_proxy", "object_to_proxy"),
        "title",
        says="组织部门代本单位录入的内容。与事实相符的请确认，不符的请提出异议并说明。",
        since="entered_at",
        place="organisation__division__display_name",
    ),
    WaitingElsewhere(
        name="evaluate",
        label="待评价的结对",
        rows_for=_to_evaluate,
        address=lambda number: reverse("workspace:evaluate", args=[number]),
        key="number",
        title=_SIDES,
        since="changed_at",
        place="division__display_name",
    ),
    Waiting(
        "list-items",
        "被退回的需求和资源",
        ("submit",),
        "title",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.filter(review_state=ReviewState.RETURNED),
        urgency=Urgency.LATE,
    ),
    Waiting(
        "list-items",
        "待核查的需求",
        ("close_need", "reopen"),
        "title",
        says="办理一方已经反馈。请核对是否办好：办好的核查办结，没有办好的退回办理。",
    ),
    Waiting(
        "list-items",
        "待审核的需求和资源",
        ("approve", "return_"),
        "title",
        says=PUBLISHES,
        sent_to=to_reviewer,
    ),
    Waiting(
        "list-items",
        "待受理的需求",
        ("accept_need",),
        "title",
        says="受理后，结对单位可以在优先认领期内认领，之后向全域开放。",
        rows=lambda rows: rows.needs().approved(),
    ),
    WaitingElsewhere(
        name="unclaimed",
        label="到期无人认领的需求",
        rows_for=_unclaimed,
        address=lambda number: f"{reverse('workspace:new', args=['claims'])}?item={number}",
        key="number",
        title="title",
        since="changed_at",
        place="division__display_name",
        urgency=Urgency.LATE,
    ),
    Waiting("alliances", "待审核的联盟", ("approve", "return_"), "name", says=PUBLISHES),
    Waiting("agreements", "待审核的协议", ("approve", "return_"), "title", says=PUBLISHES),
    Waiting(
        "claims",
        "待确认兑现的认领",
        ("fulfil_claim",),
        Concat("organisation__name", Value("："), "item__title"),
        says="需求已经办结。承诺的内容已经做到的，请确认兑现。",
        makers=frozenset({Maker.COUNTERPART}),
        rows=lambda rows: rows.filter(item__stage=NeedStage.CLOSED),
    ),
    drafts(ListItem, "list-items", "尚未提交的需求和资源", "title"),
    Waiting(
        "pairings",
        "待签约的结对",
        ("sign",),
        _SIDES,
        says="双方签约后，这对结对对外公开，计入结对数，双方可以登记活动。",
        urgency=Urgency.CAN_WAIT,
    ),
    Waiting(
        "pairings",
        "期限已满的结对",
        ("expire",),
        _SIDES,
        says="期限已满的请置为到期。记录仍对外公开，需要继续的，之后可以重新结对。",
        rows=lambda rows: rows.overdue(timezone.localdate()),
        since=Cast("end_on", DateTimeField()),
        urgency=Urgency.CAN_WAIT,
        waited="已超",
    ),
)
