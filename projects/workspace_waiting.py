"""What waits for somebody in the registers of projects, what comes first above."""

from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from partners.enums import Maker, NeedStage, ReviewState
from partners.scope import Scope
from partners.workspace.sent import to_reviewer
from partners.workspace.waiting import Urgency, Waiting, WaitingElsewhere
from partners.workspace_waiting import PUBLISHES, drafts
from projects.enums import RUNNING_STAGES, ParticipantRole, ProjectStage
from projects.models import Milestone, Project, ProjectOrigin, ProjectParticipant, Update
from projects.needs_met import left_to_hands

_GIVEN_BACK = Q(review_state=ReviewState.RETURNED)


def _ready(rows: Any) -> Any:
    return rows.approved().filter(pk__in=ProjectOrigin.objects.values("project"))


def _overdue(rows: Any) -> Any:
    return rows.filter(planned_end__lt=timezone.localdate())


def _needs_at(stage: NeedStage) -> Any:
    return lambda rows: left_to_hands(rows.needs().approved().filter(stage=stage))


#: Who builds has still something to do.
_AT_WORK = RUNNING_STAGES - {ProjectStage.ACCEPTING}


def _late_milestones(scope: Scope) -> Any:
    projects = Project.objects.approved().filter(stage__in=_AT_WORK)
    own = projects.filter(projects.made_by(Maker.AUTHOR, scope)).order_by().values("pk")
    today = timezone.localdate()
    return Milestone.objects.filter(project__in=own, done_on=None, due_on__lt=today)


def _other_side(rows: Any) -> Any:
    """Who confirms an activity: the side of the pairing that did not report it."""
    return Case(
        When(organisation=F("pairing__unit_side"), then=F("pairing__community_side__name")),
        When(pairing__isnull=False, then=F("pairing__unit_side__name")),
        default=Value("其他各方"),
        output_field=CharField(),
    )


def _receiver(rows: Any) -> Any:
    """Who accepts a project."""
    receiving = ProjectParticipant.objects.filter(
        project=OuterRef("pk"), role=ParticipantRole.BENEFICIARY
    )
    return Coalesce(Subquery(receiving.values("organisation__name")[:1]), Value("受益一方"))


WAITING = (
    Waiting(
        "activities",
        "待确认的活动",
        ("confirm", "dispute"),
        "title",
        says="对方登记的活动。确认后对外公开并计入成果；与事实不符的请提出异议并说明。",
        press="confirm",
        sent_to=_other_side,
    ),
    Waiting(
        "projects",
        "待验收的项目",
        ("accept", "send_back"),
        "name",
        says="建设一方已经完工。验收通过即办结；还需要完善的请退回，并写明哪里要改。",
        sent_to=_receiver,
    ),
    Waiting(
        "activities",
        "对方有异议的活动",
        ("resubmit",),
        "title",
        leads_to="edit",
        urgency=Urgency.LATE,
    ),
    WaitingElsewhere(
        name="milestones",
        label="到期未完成的节点",
        rows_for=_late_milestones,
        address=lambda number: reverse("workspace:record", args=["projects", number]),
        key="project__number",
        title=Concat("title", Value("（"), "project__name", Value("）")),
        since=Cast("due_on", DateTimeField()),
        place="project__division__display_name",
        urgency=Urgency.LATE,
        waited="已超",
    ),
    Waiting(
        "list-items",
        "待开始办理的需求",
        ("handle",),
        "title",
        says="已经认领。着手办理后请点“开始办理”；发起共建项目的，立项后自动进入办理。",
        makers=frozenset({Maker.COUNTERPART}),
        rows=_needs_at(NeedStage.CLAIMED),
    ),
    Waiting(
        "list-items",
        "待反馈的需求",
        ("answer",),
        "title",
        says="办好以后请写明办理结果，由提出一方核查。",
        makers=frozenset({Maker.COUNTERPART}),
        rows=_needs_at(NeedStage.HANDLING),
    ),
    Waiting(
        "projects",
        "被退回的项目",
        ("submit",),
        "name",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.standing().filter(_GIVEN_BACK),
        urgency=Urgency.LATE,
    ),
    Waiting(
        "updates",
        "被退回的进展",
        ("submit",),
        "title",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.filter(_GIVEN_BACK),
        urgency=Urgency.LATE,
    ),
    Waiting(
        "funds",
        "被退回的资金",
        ("discard",),
        "project__name",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.filter(returned_at__isnull=False),
        urgency=Urgency.LATE,
    ),
    Waiting(
        "funds",
        "待核验的资金",
        ("verify", "give_back"),
        "project__name",
        says="请对照凭证核对金额、日期和双方。核验后对外公开，不能再修改，有差错只能冲正。",
        sent_to=to_reviewer,
    ),
    Waiting(
        "projects",
        "待审核的项目",
        ("approve", "return_"),
        "name",
        says="审核通过后可以立项，立项后对外公开；退回的请写明理由，填报一方修改后可以再次提交。",
        rows=lambda rows: rows.standing(),
        sent_to=to_reviewer,
    ),
    Waiting(
        "updates",
        "待审核的进展",
        ("approve", "return_"),
        "title",
        says=PUBLISHES,
        sent_to=to_reviewer,
    ),
    Waiting(
        "projects",
        "待立项的项目",
        ("establish",),
        "name",
        rows=_ready,
        says="立项后对外公开，所回应的需求进入“办理”。",
        sent_to=to_reviewer,
    ),
    Waiting(
        "projects",
        "待开工的项目",
        ("start_work",),
        "name",
        says="已经立项。开工后请填写开工日期。",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.approved(),
    ),
    Waiting(
        "projects",
        "已过计划完成日期的项目",
        ("ask_acceptance", "replan"),
        "name",
        says="已经完工的请提请验收；尚未完工的请调整计划，需要停工的请到项目页面暂停。",
        makers=frozenset({Maker.AUTHOR}),
        rows=_overdue,
        urgency=Urgency.LATE,
        since=Cast("planned_end", DateTimeField()),
        waited="已超",
    ),
    drafts(Project, "projects", "尚未提交的项目", "name", lambda rows: rows.standing()),
    drafts(Update, "updates", "尚未提交的进展", "title"),
)
