"""Pairings: the list with the progress of each, its form, and pairing again."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.register import RegisterViewSet
from partners.admin.renewing import RenewView
from partners.admin.views import RegisterInspectView, RegisterListView
from partners.admin_forms import PairingForm
from partners.enums import PairingStatus
from partners.filters import PairingFilterSet
from partners.models import Pairing
from partners.moves.pairing import may_be_followed
from partners.progress import Progress, progress_of, with_progress
from partners.tones import tone_of
from portal.admin.columns import DayColumn, ShortColumn, TagColumn


def progress_label(pairing: Any) -> str:
    """未启动, 滞后, 正常 or 完成, of one that was not ended; reads what with_progress annotated."""
    ended = pairing.status == PairingStatus.TERMINATED
    return "" if ended else str(Progress(pairing.progress).label)


def confirmed_of_due(pairing: Any) -> str:
    """Checklist items confirmed and those due by today, of all: 「2/3，共 5」."""
    return f"{pairing.items_confirmed}/{pairing.items_due}，共 {pairing.items_total}"


def projects_by_stage(pairing: Pairing) -> str:
    """「实施 1、办结 2」; reads the projects the list fetched beforehand."""
    stages = Counter(origin.project.get_stage_display() for origin in pairing.project_origins.all())
    return "、".join(f"{stage} {n}" for stage, n in stages.items())


class PairingListView(RegisterListView):
    """The rule of the progress stands in partners.progress; the list shows and filters it."""

    def get_base_queryset(self) -> QuerySet:
        rows: Any = super().get_base_queryset().prefetch_related("project_origins__project")
        return with_progress(rows, on=timezone.localdate())


class PairingPage(RegisterInspectView):
    """Beside the facts: how far the year's checklist is, by the rule of the list."""

    template_name = "partners/admin/pairing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        progress = progress_of(self.object, today)
        ended = self.object.status == PairingStatus.TERMINATED
        may_renew = self.user_has_permission("add") and may_be_followed(self.object)
        return super().get_context_data(**kwargs) | {
            "progress": None if ended else progress,
            "tone": tone_of(progress.status),
            "items": [(item, item.is_due(today)) for item in progress.items],
            "projects": projects_by_stage(self.object),
            "renew_url": reverse("pairing:renew", args=[self.object.pk]) if may_renew else "",
        }


class PairingViewSet(RegisterViewSet):
    model = Pairing
    icon = "link"
    menu_label = "结对"
    form_class = PairingForm
    index_view_class = PairingListView
    inspect_view_class = PairingPage
    inspect_template_name = PairingPage.template_name
    filterset_class = PairingFilterSet
    search_rows = staticmethod(finding.find_pairings)
    search_placeholder = "任一方的名称或编号"
    list_display = [
        "number",
        Column("unit_side", label="单位一方"),
        Column("community_side", label="社区（街镇）一方"),
        Column("level", label="层级"),
        ShortColumn("year", label="年度", accessor="programme_year.year"),
        TagColumn(
            "status",
            label="状态",
            accessor="get_status_display",
            tone=lambda pairing: tone_of(pairing.status),
        ),
        TagColumn(
            "progress",
            label="进度",
            accessor=progress_label,
            tone=lambda pairing: tone_of(pairing.progress),
        ),
        ShortColumn("items", label="清单确认/应完成", accessor=confirmed_of_due),
        Column("projects", label="项目", accessor=projects_by_stage),
        DayColumn("last_event_on", label="最近活动"),
    ]
    list_export = [
        "number", "programme_year.year", "level", "unit_side.name", "community_side.name",
        "division.full_name", "status", "signed_on", "start_on", "end_on", "ended_on",
        "end_reason", "summary", "progress", "items_confirmed", "items_due", "items_total",
        "projects", "last_event_on",
    ]  # fmt: skip
    export_values = {"progress": progress_label, "projects": projects_by_stage}
    export_headings = {
        "programme_year.year": "年度", "unit_side.name": "单位一方",
        "community_side.name": "社区（街镇）一方", "division.full_name": "所在地",
        "progress": "进度", "items_confirmed": "清单已确认", "items_due": "清单应完成",
        "items_total": "清单总数", "projects": "项目", "last_event_on": "最近活动",
    }  # fmt: skip
    export_filename = "结对"
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("programme_year"), FieldPanel("level")]),
                FieldPanel("unit_side", help_text="可用简称或曾用名查找。"),
                FieldPanel("community_side", help_text="可用简称或曾用名查找。"),
                FieldPanel("division"),
            ],
            heading="结对双方",
            help_text="新录入的结对为“拟结对”；签约、启动、终止等在记录页办理。",
        ),
        MultiFieldPanel(
            [
                FieldPanel("parent", help_text="下一层级的结对填写其上级结对。"),
                FieldPanel("no_parent_reason", help_text="确无上级结对的，写明理由。"),
                FieldPanel("predecessor", help_text="续结或调整的，填写前一次结对。"),
            ],
            heading="与其他结对的关系",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_on"), FieldPanel("end_on")]),
                FieldPanel("signed_on", help_text="办理“签约”时自动填写；此处只用于更正。"),
            ],
            heading="期限",
        ),
        FieldPanel("summary", help_text="双方结对做什么，一两句话；签约后在公开页面显示。"),
        InlinePanel(
            "contacts",
            [
                FieldRowPanel([FieldPanel("side"), FieldPanel("name")]),
                FieldRowPanel([FieldPanel("post"), FieldPanel("phone")]),
                FieldPanel("is_public"),
            ],
            heading="联系人",
            label="联系人",
            help_text="仅供内部联系。电话在任何情况下都不公开。",
        ),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """With the form that pairs the same sides again."""
        view = self.construct_view(RenewView)
        return [*super().get_urlpatterns(), path("renew/<int:pk>/", view, name="renew")]
