"""The registers of projects in the workspace."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from partners.enums import Maker, ReviewState
from partners.moves.move import moves_of
from partners.workspace.registers import Waiting, WorkspaceRegister, as_in_admin
from partners.workspace.writing.forms import Writer
from partners.workspace_waiting import PUBLISHES
from portal.admin.columns import DayColumn, ShortColumn, TagColumn
from portal.wording import money
from projects.discarding import DISCARD_PROJECT, DISCARD_UPDATE, TAKE_BACK
from projects.entries.activity import ActivityEntryForm
from projects.entries.fund import FundEntryForm
from projects.entries.project import ProjectEntryForm
from projects.entries.update import UpdateEntryForm
from projects.filters import FundEntryFilterSet
from projects.finding import find_fund_entries
from projects.ledger.admin import LedgerAdmin, LedgerListView
from projects.ledger.deeds import LEDGER_ACTS
from projects.ledger.filters import GIVEN_BACK, REVERSED, VERIFIED, standing
from projects.milestones import FinishMilestone
from projects.models import Activity, FundEntry, Project, ProjectOrigin, Update
from projects.replanning import Replan
from projects.story_proposals import ProposeStory
from projects.viewsets.activity import ActivityViewSet
from projects.viewsets.project import ProjectViewSet
from projects.viewsets.update import UpdateViewSet


def _tone_of(entry: FundEntry) -> str:
    return {VERIFIED: "done", REVERSED: "stop", GIVEN_BACK: "stop"}.get(standing(entry), "wait")


def _ledger(rows: Any) -> Any:
    return rows.for_listing().select_related(
        "project", "provider", "receiver", "division", "reverses", "reversal", "entered_by",
        "verified_by",
    )  # fmt: skip


def _steps_and_story(project: Project, writer: Writer) -> dict[str, Any]:
    """The milestones to come, each with a button of its own, and the story it became."""
    return {
        "milestones": project.milestones_to_come,
        "story": project.story,
        "today": timezone.localdate(),
        "shown_below": [FinishMilestone.name],
    }


FUNDS = WorkspaceRegister(
    slug="funds",
    label="资金台账",
    group="项目与资金",
    model=FundEntry,
    unit="笔",
    title=lambda entry: entry.project.name,
    title_label="项目",
    columns=[
        TagColumn("standing", label="核验情况", accessor=standing, tone=_tone_of),
        Column("kind", label="性质", accessor="get_kind_display"),
        ShortColumn(
            "amount", label="金额（元）", accessor=lambda entry: money(entry.signed_amount)
        ),
        DayColumn("date", label="日期"),
        Column("provider", label="提供方"),
        Column("receiver", label="接收方"),
    ],
    filterset_class=FundEntryFilterSet,
    search_rows=find_fund_entries,
    search_placeholder="项目、提供方、接收方或编号",
    list_export=LedgerAdmin.list_export,
    export_values=LedgerListView.export_values,
    export_headings=LedgerListView.export_headings,
    rows=_ledger,
    acts=LEDGER_ACTS,
    entry=FundEntryForm,
    missing={"evidence": "未附凭证"},
)

_GIVEN_BACK = Q(review_state=ReviewState.RETURNED)


def _ready(rows: Any) -> Any:
    return rows.approved().filter(pk__in=ProjectOrigin.objects.values("project"))


def _overdue(rows: Any) -> Any:
    return rows.filter(planned_end__lt=timezone.localdate())


WAITING = (
    Waiting(
        "activities",
        "待确认的活动",
        ("confirm", "dispute"),
        "title",
        says="对方登记的活动。确认后对外公开并计入成果；与事实不符的请提出异议并说明。",
    ),
    Waiting(
        "projects",
        "待验收的项目",
        ("accept", "send_back"),
        "name",
        says="建设一方已经完工。验收通过即办结；还需要完善的请退回，并写明哪里要改。",
    ),
    Waiting("activities", "对方有异议的活动", ("resubmit",), "title", leads_to="edit"),
    Waiting(
        "projects",
        "被退回的项目",
        ("submit",),
        "name",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.standing().filter(_GIVEN_BACK),
    ),
    Waiting(
        "updates",
        "被退回的进展",
        ("submit",),
        "title",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.filter(_GIVEN_BACK),
    ),
    Waiting(
        "funds",
        "被退回的资金",
        ("discard",),
        "project__name",
        leads_to="edit",
        makers=frozenset({Maker.AUTHOR}),
        rows=lambda rows: rows.filter(returned_at__isnull=False),
    ),
    Waiting(
        "funds",
        "待核验的资金",
        ("verify", "give_back"),
        "project__name",
        says="请对照凭证核对金额、日期和双方。核验后对外公开，不能再修改，有差错只能冲正。",
    ),
    Waiting(
        "projects",
        "待审核的项目",
        ("approve", "return_"),
        "name",
        says="审核通过后可以立项，立项后对外公开；退回的请写明理由，填报一方修改后可以再次提交。",
        rows=lambda rows: rows.standing(),
    ),
    Waiting("updates", "待审核的进展", ("approve", "return_"), "title", says=PUBLISHES),
    Waiting(
        "projects",
        "待立项的项目",
        ("establish",),
        "name",
        rows=_ready,
        says="立项后对外公开，所回应的需求进入“办理”。",
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
    ),
)

REGISTERS = (
    as_in_admin(
        ActivityViewSet,
        slug="activities",
        group="结对共建",
        unit="场",
        relations=("photos",),
        entry=ActivityEntryForm,
        acts=moves_of(Activity) | {TAKE_BACK.name: TAKE_BACK},
    ),
    as_in_admin(
        ProjectViewSet,
        slug="projects",
        label="共建项目",
        group="项目与资金",
        unit="个",
        relations=("origins", "participants", "milestones", "outcomes", "after_care"),
        template_name="workspace/project.html",
        record_context=_steps_and_story,
        entry=ProjectEntryForm,
        acts=moves_of(Project)
        | {act.name: act for act in (FinishMilestone(), Replan(), ProposeStory(), DISCARD_PROJECT)},
    ),
    as_in_admin(
        UpdateViewSet,
        slug="updates",
        label="项目进展",
        group="项目与资金",
        rows=lambda rows: rows.select_related("project", "organisation").order_by(
            "-happened_on", "-number"
        ),
        relations=("photos",),
        entry=UpdateEntryForm,
        acts=moves_of(Update) | {DISCARD_UPDATE.name: DISCARD_UPDATE},
    ),
    FUNDS,
)
