"""Lists of the admin: rows the person may see, words for what is no question."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views import generic

from portal.finding import found_in
from portal.publicity import Audience

from .exports import SheetExportMixin

#: Longer text is no search but a mistake; databases refuse patterns of that length.
LONGEST_SEARCH = 100


class ShortSearchForm(SearchForm):
    """The search box of a list."""

    q = forms.CharField(
        label="搜索",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": f"搜索内容请不要超过 {LONGEST_SEARCH} 个字。"},
    )


def rows_for(user: Audience, rows: QuerySet) -> QuerySet:
    """Those of `rows` that `user` may see; vocabulary, which has no audience, whole."""
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def words_of(text: str) -> list[str]:
    """The words of a search; each must be found."""
    return text.split()


class ListView(SheetExportMixin, generic.IndexView):
    """A list with search, filters and export, that starts at what the person may see.

    A wrong filter or an overlong search shows no rows and says why: nobody shall take a list
    that ignored the question for its answer.
    """

    search_placeholder = ""
    #: How a word is found where plain fields (`search_fields`) do not do: (rows, word) → rows.
    search_rows: Callable[[QuerySet, str], QuerySet] | None = None
    #: What a row shows beside its own fields, where the queryset has no `for_listing`.
    list_related: tuple[str, ...] = ()
    any_permission_required = ["add", "change", "view"]

    def get_base_queryset(self) -> QuerySet:
        rows = rows_for(self.request.user, super().get_base_queryset())
        if hasattr(rows, "for_listing"):
            return rows.for_listing()
        return rows.select_related(*self.list_related) if self.list_related else rows

    @cached_property
    def is_searchable(self) -> bool:
        return bool(self.search_rows or self.search_fields)

    def get_search_form(self) -> SearchForm | None:
        if not self.is_searchable:
            return None
        data = self.request.GET if self.search_kwarg in self.request.GET else None
        return ShortSearchForm(data, placeholder=self.search_placeholder or "搜索…")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        form = self.search_form
        if form and form.is_bound and not form.is_valid():
            return self._refuse(queryset, form)
        for word in words_of(self.search_query or ""):
            queryset = self.find(queryset, word)
        return queryset

    def find(self, rows: QuerySet, word: str) -> QuerySet:
        """Rows in which `word` is found."""
        if self.search_rows:
            return found_in(rows, word, self.search_rows)
        found = Q()
        for field in self.search_fields or []:
            found |= Q(**{f"{field}__icontains": word})
        return rows.filter(found)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.filters and not self.filters.is_valid():
            return self._refuse(queryset, self.filters.form)
        return super().filter_queryset(queryset)

    def _refuse(self, queryset: QuerySet, form: forms.Form) -> QuerySet:
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            for error in errors:
                messages.error(self.request, f"{label}：{error}" if label else str(error))
        return queryset.none()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.show_export_buttons:
            self.is_export = False

    @cached_property
    def show_export_buttons(self) -> bool:
        """Sheets are for those who may read every row, not for those who only add some."""
        return bool(self.list_export) and self.user_has_any_permission(["change", "view"])
