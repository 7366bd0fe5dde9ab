"""The list of a register: rows of the person's scope, filters, pages, and the same as a sheet."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from portal.admin.exports import SheetExportMixin
from portal.lists import PAGE_SIZE

from .columns import heads_of, rows_of
from .entrance import WorkspaceMixin
from .filtering import Filters
from .paging import page_of_keys
from .registers import WorkspaceRegister, registers
from .writing.forms import Writer

NOT_FOR_YOU = "这个登记簿不在您的工作范围内。"


class OfRegisterMixin(WorkspaceMixin):
    """A screen of the register named in the address. Raises Http404 for an unknown one."""

    @cached_property
    def register(self) -> WorkspaceRegister:
        """The register as it was declared."""
        if (found := registers().get(self.kwargs["register"])) is None:
            raise Http404
        return found

    def refusal(self) -> str:
        """Registers that the person's role has nothing to do with."""
        met = self.register.is_for(self.scope) if self.acting else self.sees_all
        return "" if met else NOT_FOR_YOU

    def rows_in_scope(self) -> Any:
        """The rows the chosen membership reaches; all of them for administrators."""
        rows = self.register.model._default_manager.all()
        is_scoped = self.acting and self.register.is_scoped
        return rows.in_scope(self.scope) if is_scoped else rows.visible_to(self.person)


class RegisterView(SheetExportMixin, OfRegisterMixin):
    """A register's list; `?export=xlsx` or `csv` gives what is filtered as a sheet."""

    template_name = "workspace/register.html"
    filters: Filters

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.filters = Filters(self.register, request.GET, self.scope)
        # Rows get what they read before they are filtered: some filters ask for it.
        rows = self.filters.narrow(self.register.rows(self.rows_in_scope()))
        if self.is_export:
            return self._sheet(rows)
        return self.render_to_response(self.get_context_data(rows=rows))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The keys first, then what the rows of one page read: a database works out the progress of
        # every row it passes over on the way to the last page.
        page = page_of_keys(kwargs.pop("rows"), PAGE_SIZE, self.request.GET.get("page", "1"))
        shown = self.register.model._default_manager.filter(pk__in=page.object_list)
        return super().get_context_data(
            register=self.register,
            form=self.filters.form,
            page=page,
            heads=heads_of(self.register),
            rows=rows_of(self.register, self.register.rows(shown)),
            is_filtered=any(self.request.GET.get(name) for name in self.filters.form.fields),
            starts=self.register.starts(Writer(self.person, self.acting, self.scope)),
            begins=self.register.begins(self.scope),
            sheets=[(words, self.get_export_url(kind)) for kind, words in SHEETS],
            **kwargs,
        )

    def _sheet(self, rows: QuerySet) -> HttpResponseBase:
        self.list_export = list(self.register.list_export)
        self.export_values = dict(self.register.export_values)
        self.export_headings = dict(self.register.export_headings)
        self.export_filename = self.register.label
        return self.as_spreadsheet(rows, self.request.GET["export"])


SHEETS = (("xlsx", "导出 Excel"), ("csv", "导出 CSV"))
