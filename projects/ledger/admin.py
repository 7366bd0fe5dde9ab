"""The ledger as a register of wagtail-modeladmin: read, searched, exported; never edited here.

What may happen to a line has forms of its own (projects.ledger.views); the page of a line offers
those that its state and the person allow.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from partners.admin.history import EventHistoryView
from portal.publicity import may_view_all
from portal.wording import money
from projects.ledger import views as forms
from projects.ledger.filters import KindFilter, PlaceFilter, StandingFilter, YearFilter, standing
from projects.ledger.line_page import LinePage
from projects.ledger.listing import LedgerListView
from projects.models import FundEntry


class ReadOnlyHelper(PermissionHelper):
    """Who reads the ledger: those with its view or change right. Nobody edits or deletes here."""

    def user_can_list(self, user: Any) -> bool:
        names = ("view", "change")
        return any(
            self.user_has_specific_permission(user, self.get_perm_codename(name)) for name in names
        )

    def user_can_inspect_obj(self, user: Any, obj: FundEntry) -> bool:
        if not self.user_can_list(user):
            return False
        # Asked for every row of the list: a query only where not all rows are visible.
        visible = FundEntry.objects.visible_to(user).filter(pk=obj.pk)
        return may_view_all(user, FundEntry) or visible.exists()

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: FundEntry) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: FundEntry) -> bool:
        return False


class LedgerAdmin(ModelAdmin):
    model = FundEntry
    base_url_path = "ledger"
    menu_label = "资金台账"
    menu_icon = "clipboard-list"
    menu_order = 206
    permission_helper_class = ReadOnlyHelper
    index_view_class = LedgerListView
    index_template_name = "projects/admin/ledger.html"
    inspect_view_enabled = True
    inspect_view_class = LinePage
    inspect_template_name = "projects/admin/ledger_line.html"
    # Wagtail's own checks nobody's rights; ours stands beside the forms.
    history_view_enabled = False
    list_per_page = 50
    list_display = [
        "number", "day", "kind", "project", "provider", "receiver", "yuan", "standing",
        "entered_by",
    ]  # fmt: skip
    list_filter = [KindFilter, YearFilter, StandingFilter, PlaceFilter]
    list_export = [
        "number", "date", "kind", "amount", "project.number", "project.name", "provider.name",
        "receiver.name", "division.full_name", "note", "standing", "entered_by", "created_at",
        "verified_by", "verified_at", "reverses.number",
    ]  # fmt: skip
    export_filename = "资金台账"
    search_fields = ["number"]
    list_select_related = (
        "project", "provider", "receiver", "reverses", "reversal", "division", "entered_by",
        "verified_by",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows of list and export."""
        rows = FundEntry.objects.visible_to(request.user)
        return rows.select_related(*self.list_select_related)

    def day(self, entry: FundEntry) -> str:
        return date.isoformat(entry.date)

    def yuan(self, entry: FundEntry) -> str:
        return money(entry.signed_amount)

    def standing(self, entry: FundEntry) -> str:
        return standing(entry)

    day.short_description = "日期"  # type: ignore[attr-defined]
    day.admin_order_field = "date"  # type: ignore[attr-defined]
    yuan.short_description = "金额（元）"  # type: ignore[attr-defined]
    yuan.admin_order_field = "amount"  # type: ignore[attr-defined]
    standing.short_description = "核验情况"  # type: ignore[attr-defined]

    def get_extra_class_names_for_field_col(self, obj: FundEntry, field_name: str) -> list[str]:
        return ["money"] if field_name == "yuan" else []

    def inspect_view(self, request: HttpRequest, instance_pk: int) -> HttpResponse:
        return super().inspect_view(request, str(instance_pk))

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """List and line, and the forms beside them; there is no address that edits or deletes."""
        name = self.url_helper.get_action_url_name
        history = {
            "model": FundEntry,
            "index_url_name": name("index"),
            "inspect_url_name": name("inspect"),
            "history_url_name": "ledger_history",
            "history_results_url_name": "ledger_history_results",
        }
        views = {
            "correct": forms.CorrectView,
            "discard": forms.DiscardView,
            "verify": forms.VerifyView,
            "reverse": forms.ReverseView,
        }
        return (
            path("ledger/", self.index_view, name=name("index")),
            path("ledger/<int:instance_pk>/", self.inspect_view, name=name("inspect")),
            path("ledger/enter/", forms.EnterView.as_view(), name="ledger_enter"),
            *(
                path(f"ledger/<int:pk>/{action}/", view.as_view(), name=f"ledger_{action}")
                for action, view in views.items()
            ),
            path(
                "ledger/<int:pk>/history/",
                EventHistoryView.as_view(**history),
                name="ledger_history",
            ),
            path(
                "ledger/<int:pk>/history/results/",
                EventHistoryView.as_view(**history, results_only=True),
                name="ledger_history_results",
            ),
        )

    def register_indexing(self) -> None:
        """No index of references: foreign keys protect what lines point at."""

    def register_admin_url_finders(self) -> None:
        """Lines have no address at which they are edited."""
