"""Filters of programme years and their checklists."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet

from partners.models import ChecklistItem, Division, ProgrammeYear

from .choices import LevelFilter, YearFilter


class ProgrammeYearFilterSet(WagtailFilterSet):
    is_public = django_filters.ChoiceFilter(
        label="公开", choices=[("true", "公开"), ("false", "未公开")], method="by_publicity"
    )

    class Meta:
        model = ProgrammeYear
        fields: list[str] = []

    def by_publicity(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Years the public sees, or those it does not."""
        return rows.filter(is_public=value == "true")


def _places_with_items(request: Any) -> QuerySet:
    used = ChecklistItem.objects.order_by().values("division")
    return Division.objects.filter(pk__in=used)


class ChecklistFilterSet(WagtailFilterSet):
    programme_year = YearFilter()
    level = LevelFilter()
    division = django_filters.ModelChoiceFilter(label="适用范围", queryset=_places_with_items)

    class Meta:
        model = ChecklistItem
        fields: list[str] = []
