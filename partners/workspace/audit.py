"""The audit trail in the workspace: read, narrowed and taken out as a sheet, never changed."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from partners.admin.changes import Wording
from partners.enums import EventKind
from partners.models import Event
from portal.admin.exports import SheetExportMixin
from portal.lists import PAGE_SIZE, page_of

from .audit_facts import facts_of, register_name
from .audit_filters import AuditForm
from .entrance import WorkspaceMixin

NOT_FOR_YOU = "审计日志供组织部门和督导查看。"
#: More rows than this are taken out in parts.
LARGEST_SHEET = 50_000
TONES = {
    EventKind.REFUSAL: "stop",
    EventKind.RIGHT: "wait",
    EventKind.RELEASE: "wait",
    EventKind.VERIFICATION: "done",
}


class OfTrailMixin(WorkspaceMixin):
    """A screen of the audit trail: for departments, auditors and administrators."""

    def refusal(self) -> str:
        """Liaisons see the history of each of their records, not the trail."""
        return "" if self.scope.read or self.sees_all else NOT_FOR_YOU

    def rows(self) -> Any:
        """What the person reads of the trail, newest first, with all a row shows."""
        rows = Event.objects.for_listing().order_by("-at", "-pk")
        return rows if self.sees_all else rows.read_by(self.scope)


class AuditView(SheetExportMixin, OfTrailMixin):
    """The list; `?export=xlsx` or `csv` gives what is filtered as a sheet."""

    template_name = "workspace/audit.html"
    export_filename = "审计日志"
    list_export = [
        "at", "kind", "label", "register", "record_number", "subject", "actor", "on_behalf_of",
        "division.full_name", "from_label", "to_label", "reason", "address", "path",
    ]  # fmt: skip
    export_values = {
        "register": register_name,
        "actor": lambda event: str(event.actor or ""),
        "on_behalf_of": lambda event: str(event.on_behalf_of or ""),
    }
    export_headings = {
        "at": "时间", "kind": "类别", "label": "事项", "register": "登记簿",
        "record_number": "编号", "subject": "对象", "actor": "经办人", "on_behalf_of": "代办对象",
        "division.full_name": "所在地", "from_label": "原状态", "to_label": "新状态",
        "reason": "理由", "address": "来源地址", "path": "访问路径",
    }  # fmt: skip

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.form = AuditForm(request.GET, self.scope)
        rows = self.form.narrow(self.rows())
        if self.is_export:
            return self._sheet(rows)
        return self.render_to_response(self.get_context_data(rows=rows))

    def _sheet(self, rows: QuerySet) -> HttpResponseBase:
        if rows.count() > LARGEST_SHEET:
            words = f"一次最多导出 {LARGEST_SHEET} 条，请先缩小日期或类别范围。"
            messages.error(self.request, words)
            asked = self.request.GET.copy()
            del asked["export"]
            return redirect(f"{self.request.path}?{asked.urlencode()}")
        return self.as_spreadsheet(rows, self.request.GET["export"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(kwargs.pop("rows"), PAGE_SIZE, self.request.GET.get("page", "1"))
        return super().get_context_data(
            form=self.form,
            page=page,
            rows=[(event, TONES.get(EventKind(event.kind), "")) for event in page.object_list],
            is_filtered=any(self.request.GET.get(name) for name in self.form.fields),
            sheets=[
                ("导出 Excel", self.get_export_url("xlsx")),
                ("导出 CSV", self.get_export_url("csv")),
            ],
            **kwargs,
        )


class AuditRowView(OfTrailMixin):
    """One row, whole: all it says, what was changed, and its place in the chain."""

    template_name = "workspace/audit_row.html"

    @cached_property
    def event(self) -> Event:
        """The row in the address. Raises Http404 where the person does not read it."""
        return get_object_or_404(self.rows().select_related("seal"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = self.event
        return super().get_context_data(
            event=event,
            tone=TONES.get(EventKind(event.kind), ""),
            facts=[fact for fact in facts_of(event) if fact.value],
            changes=Wording([event], self.person).of(event),
            **kwargs,
        )
