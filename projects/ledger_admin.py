"""The ledger as a register of wagtail-modeladmin: read, searched, exported; never edited here.

What may happen to a line has forms of its own (ledger_views); the page of a line offers those
that its state and the person allow.
"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from partners.admin.history import EventHistoryView
from portal.admin.exports import SheetExportMixin
from portal.admin.listing import LONGEST_SEARCH, words_of
from portal.publicity import may_view_all
from portal.wording import money
from projects import ledger_views as forms
from projects.finding import find_fund_entries
from projects.fund_totals import totals_of
from projects.ledger_filters import (
    KindFilter,
    PlaceFilter,
    StandingFilter,
    YearFilter,
    standing,
)
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


class LedgerListView(SheetExportMixin, IndexView):
    """Only the filters declared narrow the list: other parameters could ask about anything."""

    export_values = {"amount": lambda entry: entry.signed_amount, "standing": standing}
    export_headings = {
        "project.number": "项目编号", "project.name": "项目", "provider.name": "提供方",
        "receiver.name": "接收方", "division.full_name": "所在地", "amount": "金额（元）",
        "standing": "核验情况", "entered_by": "录入人", "verified_by": "核验人",
        "verified_at": "核验时间", "reverses.number": "冲正对象", "created_at": "录入时间",
        "number": "编号", "date": "日期", "kind": "性质", "note": "说明",
    }  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if len(request.GET.get(self.SEARCH_VAR, "")) > LONGEST_SEARCH:
            return self._refuse(request, f"搜索内容请不要超过 {LONGEST_SEARCH} 个字。")
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters as wrong:
            return self._refuse(request, str(wrong))

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        known = {filter_.parameter_name for filter_ in self.list_filter}
        asked = super().get_filters_params(params)
        return {name: value for name, value in asked.items() if name in known}

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> QuerySet:
        for word in words_of(term):
            queryset = find_fund_entries(queryset, word)
        return queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "may_enter": self.request.user.has_perm("projects.add_fundentry"),
            "totals": [
                (kind.label, money(total))
                for kind, total in totals_of(self.queryset).by_kind.items()
            ],
            "selects": [self._select(spec) for spec in self.filter_specs],
            "is_narrowed": bool(self.get_filters_params() or self.query),
            "breadcrumbs": [
                {"url": reverse("wagtailadmin_home"), "label": "主页"},
                {"url": "", "label": "资金台账"},
            ],
        }

    def _select(self, spec: SimpleListFilter) -> dict[str, Any]:
        """One filter as a field of a form: its name, and the answers to choose from."""
        return {
            "name": spec.parameter_name,
            "label": spec.title,
            "options": [(str(value), word) for value, word in spec.lookup_choices],
            "value": spec.value() or "",
        }

    def get_buttons_for_obj(self, obj: FundEntry) -> list:
        """None: what can be done with a line stands on its page, where the number leads."""
        return []

    def _refuse(self, request: HttpRequest, why: str) -> HttpResponse:
        messages.error(request, why)
        return redirect(self.index_url)


class LinePage(InspectView):
    """One line: what it says and what can be done with it now."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "entry": self.instance,
            "facts": forms.line_facts(self.instance, user),
            "standing": standing(self.instance),
            "actions": actions_for(self.instance, user),
            "history_url": reverse("ledger_history", args=[self.instance.pk]),
            "reversal": getattr(self.instance, "reversal", None),
            "breadcrumbs": [
                {"url": reverse("wagtailadmin_home"), "label": "主页"},
                {"url": self.index_url, "label": "资金台账"},
                {"url": "", "label": self.instance.number},
            ],
        }


def actions_for(entry: FundEntry, user: Any) -> list[dict[str, Any]]:
    """What the page offers; whether it is done is decided by projects.ledger."""
    is_author = entry.entered_by_id == user.pk
    may_enter = user.has_perm("projects.add_fundentry")
    may_check = user.has_perm("projects.change_fundentry")
    offered: list[tuple[str, str, bool]] = []
    if not entry.is_verified and is_author and may_enter:
        if not entry.is_reversal:
            offered.append(("correct", "更正", False))
        offered.append(("discard", "作废", True))
    elif not entry.is_verified and not is_author and may_check:
        offered.append(("verify", "核验", False))
    elif entry.is_verified and not is_author and may_check and _may_be_reversed(entry):
        offered.append(("reverse", "冲正", True))
    return [
        {"label": label, "url": reverse(f"ledger_{name}", args=[entry.pk]), "is_serious": serious}
        for name, label, serious in offered
    ]


def _may_be_reversed(entry: FundEntry) -> bool:
    return not entry.is_reversal and getattr(entry, "reversal", None) is None


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
