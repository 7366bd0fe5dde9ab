"""The list of the ledger in the admin: narrowed, searched, with its totals, exported."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail_modeladmin.views import IndexView

from portal.admin.exports import SheetExportMixin
from portal.admin.listing import LONGEST_SEARCH, words_of
from portal.wording import money
from projects.finding import find_fund_entries
from projects.ledger.filters import standing
from projects.ledger.totals import totals_of
from projects.models import FundEntry


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
