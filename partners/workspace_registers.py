"""The registers of partners in the workspace; what waits in them stands in workspace_waiting."""

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.assigning import ASSIGNMENT_ACTS
from partners.entries.assignment import AssignmentEntryForm
from partners.entries.checklist_item import ChecklistItemEntryForm
from partners.entries.claim import ClaimEntryForm
from partners.entries.list_item import ListItemForm
from partners.entries.meeting import meetings_at
from partners.entries.pairing import PairingEntryForm
from partners.filters import ProxyEntryFilterSet
from partners.models import ListItem, Pairing, ProxyEntry
from partners.moves.discarding import discarding_drafts
from partners.moves.move import moves_of
from partners.needs.opening import OPENING_ACTS
from partners.needs.stages import road
from partners.progress import progress_of, with_progress
from partners.proxies import PROXY_ACTS
from partners.scope import Scope
from partners.tones import tone_of
from partners.viewsets.agreement import AgreementViewSet, AllianceViewSet
from partners.viewsets.assignment import AssignmentViewSet
from partners.viewsets.list_item import ClaimViewSet, ListItemViewSet
from partners.viewsets.pairing import PairingViewSet
from partners.viewsets.place import DivisionViewSet, OrganisationViewSet
from partners.viewsets.programme import ChecklistItemViewSet, ProgrammeYearViewSet
from partners.viewsets.review_level import ReviewLevelViewSet
from partners.workspace.people.register import PEOPLE
from partners.workspace.registers import (
    Place,
    WorkspaceRegister,
    as_in_admin,
    steers,
    steers_or_reads,
)
from partners.workspace.writing.forms import Writer
from partners.workspace.year_copying import sets_up_years
from partners.workspace_waiting import WAITING
from partners.years.settings import ITEM_ACTS, YEAR_ACTS
from portal.admin.columns import DayColumn, TagColumn

__all__ = ["PLACES", "REGISTERS", "WAITING"]


def _with_year_progress(rows: Any) -> Any:
    # With their projects in one query. Projects are above this app: reached by their relation.
    origins = rows.model._meta.get_field("project_origins").related_model
    projects = Prefetch("project_origins", origins._default_manager.select_related("project"))
    found = rows.for_listing().prefetch_related(projects)
    return with_progress(found, on=timezone.localdate())


def _checklist(pairing: Pairing, writer: Writer) -> dict[str, Any]:
    """How far the year's checklist is, by the rule of the list."""
    today = timezone.localdate()
    progress = progress_of(pairing, today)
    return {
        "progress": progress,
        "tone": tone_of(progress.status),
        "items": [(item, item.is_due(today)) for item in progress.items],
    }


def _road_and_meetings(item: ListItem, writer: Writer) -> dict[str, Any]:
    """How far a need has come, and what could meet it or be met by a resource."""
    return {"road": road(item), "meeting": meetings_at(item, writer)}


def _from_year(year: Any, scope: Scope) -> list[tuple[str, str]]:
    """Who sets up years copies one."""
    if not (sets_up_years(scope) and scope.steers(year.division.path)):
        return []
    return [("复制为新年度", f"{reverse('workspace:copy_year')}?from={year.number}")]


DISCARD = discarding_drafts(ListItem)
#: 「认领/派单」 follows from the first claim (needs.claims), 「退回受理」 from withdrawing the last
#: (moves.list_item); there are no buttons for them alone.
_ITEM_ACTS = {
    name: act
    for name, act in {**moves_of(ListItem), **OPENING_ACTS, DISCARD.name: DISCARD}.items()
    if name not in ("assign_need", "release_need")
}
PROXIES = WorkspaceRegister(
    slug="proxies",
    label="上级代办",
    group="待办",
    model=ProxyEntry,
    unit="项",
    key="pk",
    title=lambda entry: entry.title,
    title_label="代办内容",
    columns=[
        TagColumn(
            "answer",
            label="本单位意见",
            accessor="get_answer_display",
            tone=lambda entry: tone_of(entry.answer),
        ),
        Column("number", label="编号"),
        Column("organisation", label="代录单位"),
        Column("entered_by", label="录入人"),
        DayColumn("entered_at", label="录入日期"),
    ],
    filterset_class=ProxyEntryFilterSet,
    search_rows=finding.find_proxy_entries,
    search_placeholder="内容、单位或编号",
    list_export=["number", "title", "organisation.name", "answer", "remark", "entered_at"],
    export_headings={"organisation.name": "代录单位"},
    rows=lambda rows: rows.select_related("organisation", "entered_by").order_by("-entered_at"),
    acts=PROXY_ACTS,
    tells_of=lambda entry: entry.record,
    template_name="workspace/proxy.html",
)

REGISTERS = (
    as_in_admin(
        PairingViewSet,
        slug="pairings",
        group="结对共建",
        unit="对",
        title=lambda pairing: f"{pairing.unit_side} — {pairing.community_side}",
        title_label="结对双方",
        without=("unit_side", "community_side"),
        rows=_with_year_progress,
        relations=("contacts",),
        template_name="workspace/pairing.html",
        record_context=_checklist,
        entry=PairingEntryForm,
    ),
    as_in_admin(
        AllianceViewSet,
        slug="alliances",
        group="结对共建",
        unit="个",
        relations=("members",),
    ),
    as_in_admin(
        AgreementViewSet,
        slug="agreements",
        group="结对共建",
        unit="份",
        relations=("parties", "commitments"),
    ),
    as_in_admin(
        ListItemViewSet,
        slug="list-items",
        label="需求和资源清单",
        group="需求与资源",
        unit="项",
        relations=("claims",),
        template_name="workspace/list_item.html",
        record_context=_road_and_meetings,
        entry=ListItemForm,
        acts=_ITEM_ACTS,
    ),
    as_in_admin(
        ClaimViewSet,
        slug="claims",
        group="需求与资源",
        title=lambda claim: str(claim.item),
        title_label="清单事项",
        without=("item",),
        rows=lambda rows: rows.select_related("item", "organisation").order_by("-number"),
        entry=ClaimEntryForm,
    ),
    as_in_admin(
        OrganisationViewSet,
        slug="organisations",
        group="组织与地区",
        unit="个",
        relations=("names",),
    ),
    as_in_admin(
        DivisionViewSet,
        slug="places",
        group="组织与地区",
        unit="个",
        key="code",
        rows=lambda rows: rows.order_by("path"),
    ),
    as_in_admin(
        AssignmentViewSet,
        slug="assignments",
        group="组织与地区",
        title=lambda assignment: f"{assignment.name}（{assignment.post}）",
        title_label="姓名和职务",
        without=("post", "name"),
        rows=lambda rows: rows.select_related(*AssignmentViewSet.list_related).order_by("-number"),
        entry=AssignmentEntryForm,
        acts=ASSIGNMENT_ACTS,
    ),
    as_in_admin(
        ProgrammeYearViewSet,
        slug="programme-years",
        group="组织与地区",
        label="行动年度",
        unit="个",
        relations=("levels", "checklist"),
        rows=lambda rows: rows.select_related("programme").order_by("-year", "key"),
        is_scoped=False,
        acts=YEAR_ACTS,
        ways=_from_year,
    ),
    as_in_admin(
        ChecklistItemViewSet,
        slug="checklist",
        group="组织与地区",
        unit="项",
        key="pk",
        title_label="事项",
        search_rows=finding.find_checklist_items,
        search_placeholder="事项或适用范围",
        rows=lambda rows: rows.select_related("programme_year", "level", "division").order_by(
            "-programme_year__year", "level__rank", "position", "pk"
        ),
        is_for=steers_or_reads,
        entry=ChecklistItemEntryForm,
        acts=ITEM_ACTS,
    ),
    as_in_admin(
        ReviewLevelViewSet,
        slug="review-levels",
        group="管理",
        unit="项",
        key="pk",
        title=lambda level: level.get_subject_display(),
        title_label="审核事项",
        rows=lambda rows: rows.select_related("division").order_by("subject", "division__path"),
        is_for=steers_or_reads,
    ),
    PROXIES,
)


PLACES = (
    Place("待办", "待办事项", "workspace:queue"),
    Place("结对共建", "批量结对", "workspace:suggest", steers, for_administrators=False),
    Place("组织与地区", "设置新年度", "workspace:copy_year", sets_up_years),
    Place(PEOPLE.group, PEOPLE.label, "workspace:people", PEOPLE.is_for),
    Place("结对共建", "双向评价", "workspace:evaluations", steers_or_reads),
    Place("管理", "文字核查", "workspace:text_guard"),
    Place("管理", "审计日志", "workspace:audit", steers_or_reads),
)
