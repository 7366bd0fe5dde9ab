"""Setting up the next year of a programme from one that is there: one number, one press."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from partners.models import ProgrammeYear
from partners.models.register import FIRST_YEAR, LAST_YEAR
from partners.scope import Scope
from partners.years.copying import copy_year
from portal.once.views import OnceMixin

from .entrance import WorkspaceMixin

NOT_YOURS = "行动年度由市级组织部门和系统管理员设置。"
_YEAR = f"请填写 {FIRST_YEAR} 至 {LAST_YEAR} 之间的年份，例如 2026。"


def sets_up_years(scope: Scope) -> bool:
    """Whether a department stands as high as a programme: those of a city."""
    return any(rank == 0 for _, rank in scope.ranks)


class YearField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.programme} {obj.year}"


class CopyYearForm(forms.Form):
    """Which year is copied, and the number of the new one."""

    source = YearField(
        ProgrammeYear.objects.none(),
        label="复制哪一年度",
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择要复制的年度。"),
    )
    year = forms.IntegerField(
        label="新年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _YEAR),
    )

    def __init__(self, *args: Any, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["source"].queryset = years


class CopyYearView(OnceMixin, WorkspaceMixin):
    """For departments of a city, and administrators."""

    template_name = "workspace/copy_year.html"

    def refusal(self) -> str:
        if self.person.has_perm("partners.add_programmeyear") or sets_up_years(self.scope):
            return ""
        return NOT_YOURS

    @cached_property
    def years(self) -> Any:
        """The years of the own city; all of them for administrators."""
        rows = ProgrammeYear.objects.select_related("programme").order_by("-year", "key")
        if self.person.has_perm("partners.add_programmeyear"):
            return rows
        return rows.filter(rows.in_places(self.scope.steered))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        number = request.GET.get("from", "").replace("\x00", "")
        latest = self.years.filter(number=number).first() or self.years.first()
        start = {"source": latest, "year": latest.year + 1} if latest else {}
        return self._show(CopyYearForm(years=self.years, initial=start))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = CopyYearForm(request.POST, years=self.years)
        if form.is_valid():
            try:
                made = copy_year(
                    form.cleaned_data["source"], form.cleaned_data["year"], by=self.person
                )
            except ValidationError as refused:
                form.add_error("year", refused.messages)
            else:
                messages.success(
                    request, f"“{made}”已设置，尚未对外公开。请核对层级和清单事项的期限。"
                )
                return redirect(reverse("workspace:record", args=["programme-years", made.number]))
        return self._show(form)

    def _show(self, form: CopyYearForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form, has_years=self.years.exists())
        )
