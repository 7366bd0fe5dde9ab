"""The registers of projects in the workspace; what waits in them stands in workspace_waiting."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.tables import Column

from partners.moves.move import moves_of
from partners.workspace.registers import WorkspaceRegister, as_in_admin
from partners.workspace.writing.forms import Writer
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
from projects.models import Activity, FundEntry, Project, Update
from projects.replanning import Replan
from projects.story_proposals import ProposeStory
from projects.viewsets.activity import ActivityViewSet
from projects.viewsets.project import ProjectViewSet
from projects.viewsets.update import UpdateViewSet
from projects.workspace_waiting import WAITING

__all__ = ["REGISTERS", "WAITING"]


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
