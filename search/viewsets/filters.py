"""Filters of the search's lists in the admin."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from search.models import AskedQuestion, Promotion, Synonym

ACTIVE = [("yes", "启用"), ("no", "停用")]


class SynonymFilterSet(WagtailFilterSet):
    active = django_filters.ChoiceFilter(label="状态", choices=ACTIVE, method="by_activity")

    class Meta:
        model = Synonym
        fields: list[str] = []

    def by_activity(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Groups that count, or those switched off."""
        return rows.filter(is_active=value == "yes")


class PromotionFilterSet(SynonymFilterSet):
    class Meta:
        model = Promotion
        fields: list[str] = []


class AskedFilterSet(WagtailFilterSet):
    """`day` is read by the list itself, which sums over the period before it filters."""

    day = django_filters.DateFromToRangeFilter(
        label="日期", widget=DateRangePickerWidget, method="leave"
    )
    shown = django_filters.ChoiceFilter(
        label="最近结果",
        choices=[("empty", "没有结果"), ("related", "只有相关结果")],
        method="by_result",
    )

    class Meta:
        model = AskedQuestion
        fields: list[str] = []

    def leave(self, rows: QuerySet, name: str, value: slice) -> QuerySet:
        """All rows: they are of the period already."""
        return rows

    def by_result(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Questions that found nothing when they were asked last, or only related things."""
        if value == "empty":
            return rows.filter(found=0, reached=0)
        return rows.filter(found=0, reached__gt=0)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days chosen, each None where left open or not understood."""
        chosen = self.form.cleaned_data.get("day") if self.is_valid() else None
        first, last = (chosen.start, chosen.stop) if chosen else (None, None)
        return first and first.date(), last and last.date()
