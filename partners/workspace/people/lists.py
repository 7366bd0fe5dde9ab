"""The list of people who hold or held a membership in the reader's places."""

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from partners.finding import find_users
from partners.models import Membership
from partners.workspace.entrance import WorkspaceMixin
from partners.workspace.filtering import Filters
from partners.workspace.lists import SHEETS
from portal.admin.exports import SheetExportMixin
from portal.admin.listing import words_of
from portal.lists import PAGE_SIZE, page_of
from portal.models import User

from .register import PEOPLE

NOT_FOR_YOU = "人员与任职由组织部门维护，督导可以查看。您可以在“我的任职与权限”中查看自己的。"


class PeopleView(SheetExportMixin, WorkspaceMixin):
    """People and their memberships; `?export=xlsx` or `csv` gives the memberships as a sheet."""

    template_name = "workspace/people/list.html"
    filters: Filters

    def refusal(self) -> str:
        """For departments and auditors, and administrators."""
        met = PEOPLE.is_for(self.scope) if self.acting else self.sees_all
        return "" if met else NOT_FOR_YOU

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.filters = Filters(PEOPLE, request.GET, self.scope)
        found = self.filters.narrow(self._memberships())
        if self.is_export:
            return self._sheet(found)
        page = page_of(self._people(found), PAGE_SIZE, request.GET.get("page", "1"))
        return self.render_to_response(self.get_context_data(page=page))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.filters.form.fields
        return super().get_context_data(
            form=self.filters.form,
            today=timezone.localdate(),
            is_filtered=any(self.request.GET.get(name) for name in asked),
            may_give=self._sees_everybody or bool(self.scope.steered),
            sheets=[(words, self.get_export_url(kind)) for kind, words in SHEETS],
            **kwargs,
        )

    @cached_property
    def _sees_everybody(self) -> bool:
        return self.acting is None

    def _memberships(self) -> Any:
        """Those in the places of the chosen membership; all of them for administrators."""
        rows = Membership.objects.all()
        return rows if self._sees_everybody else rows.filter(rows.in_places(self.scope.read))

    def _people(self, found: Any) -> QuerySet[User]:
        """Who holds one of the memberships found, each with all that are in the places."""
        condition = Q(Exists(found.filter(user=OuterRef("pk"))))
        if self._sees_everybody and self._asks_only_for_words:
            condition |= Q(pk__in=self._without_membership().values("pk"))
        shown = self._memberships().select_related("organisation").order_by("-since", "-pk")
        held = Prefetch("memberships", queryset=shown, to_attr="held")
        return (
            User.objects.filter(condition)
            .prefetch_related(held)
            .order_by("display_name", "username")
        )

    @property
    def _asks_only_for_words(self) -> bool:
        form = self.filters.form
        return form.is_valid() and not any(v for k, v in form.cleaned_data.items() if k != "q")

    def _without_membership(self) -> QuerySet[User]:
        rows: Any = User.objects.filter(memberships=None).order_by()
        for word in words_of(self.filters.form.cleaned_data["q"] or ""):
            rows = find_users(rows, word)
        return rows

    def _sheet(self, found: Any) -> HttpResponseBase:
        self.list_export = list(PEOPLE.list_export)
        self.export_headings = dict(PEOPLE.export_headings)
        self.export_values = {"user": lambda membership: str(membership.user)}
        self.export_filename = PEOPLE.label
        rows = found.select_related("user", "organisation__division").order_by("-number")
        return self.as_spreadsheet(rows, self.request.GET["export"])
