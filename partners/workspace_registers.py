"""The registers of partners in the workspace."""

from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from partners.entries.claim import ClaimEntryForm
from partners.entries.list_item import ListItemForm
from partners.enums import Maker, ReviewState
from partners.models import Pairing
from partners.models.evaluation import to_evaluate
from partners.progress import progress_of, with_progress
from partners.scope import Scope
from partners.viewsets.agreement import AgreementViewSet, AllianceViewSet
from partners.viewsets.assignment import AssignmentViewSet
from partners.viewsets.list_item import ClaimViewSet, ListItemViewSet
from partners.viewsets.pairing import TONE_OF_PROGRESS, PairingViewSet
from partners.viewsets.place import DivisionViewSet, OrganisationViewSet
from partners.viewsets.programme import ProgrammeYearViewSet
from partners.workspace.people.register import PEOPLE
from partners.workspace.registers import (
    Place,
    Waiting,
    WaitingElsewhere,
    as_in_admin,
    steers_or_reads,
)


def _with_year_progress(rows: Any) -> Any:
    found = rows.for_listing().prefetch_related("project_origins__project")
    return with_progress(found, on=timezone.localdate())


def _checklist(pairing: Pairing) -> dict[str, Any]:
    """How far the year's checklist is, by the rule of the list."""
    today = timezone.localdate()
    progress = progress_of(pairing, today)
    return {
        "progress": progress,
        "tone": TONE_OF_PROGRESS[progress.status],
        "items": [(item, item.is_due(today)) for item in progress.items],
    }


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
        entry=ListItemForm,
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
    ),
)


def _to_evaluate(scope: Scope) -> Any:
    return to_evaluate(scope.organisations, timezone.localdate())


WAITING = (
    WaitingElsewhere(
        name="evaluate",
        label="待评价的结对",
        rows_for=_to_evaluate,
        url_name="workspace:evaluate",
        key="number",
        title=Concat("unit_side__name", Value(" — "), "community_side__name"),
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
    ),
    Waiting("list-items", "待核查的需求", ("close_need", "reopen"), "title"),
    Waiting("list-items", "待审核的需求和资源", ("approve", "return_"), "title"),
    Waiting(
        "list-items",
        "待受理的需求",
        ("accept_need",),
        "title",
        rows=lambda rows: rows.needs().approved(),
    ),
    Waiting("alliances", "待审核的联盟", ("approve", "return_"), "name"),
    Waiting("agreements", "待审核的协议", ("approve", "return_"), "title"),
)

PLACES = (
    Place("待办", "待办事项", "workspace:queue"),
    Place(PEOPLE.group, PEOPLE.label, "workspace:people", PEOPLE.is_for),
    Place("结对共建", "双向评价", "workspace:evaluations", steers_or_reads),
    Place("管理", "文字核查", "workspace:text_guard"),
    Place("管理", "审计日志", "workspace:audit", steers_or_reads),
)
