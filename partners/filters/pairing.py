"""Filters of pairings."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from partners import enums
from partners.models import Pairing
from partners.progress import Progress
from partners.querysets.pairing import PairingQuerySet

from .choices import DistrictFilter, LevelFilter, YearFilter, any_of


class PairingFilterSet(WagtailFilterSet):
    programme_year = YearFilter()
    level = LevelFilter()
    progress = any_of(Progress, "进度", method="by_progress")
    status = any_of(enums.PairingStatus, "状态")
    district = DistrictFilter()
    overdue = django_filters.ChoiceFilter(
        label="期限", choices=[("yes", "已过期限未置为到期")], method="by_term"
    )

    class Meta:
        model = Pairing
        fields: list[str] = []

    def by_progress(self, rows: PairingQuerySet, name: str, values: list[str]) -> QuerySet:
        """By the progress the list annotated; pairings that were ended have none."""
        if not values:
            return rows
        return rows.exclude(status=enums.PairingStatus.TERMINATED).filter(progress__in=values)

    def by_term(self, rows: PairingQuerySet, name: str, value: str) -> QuerySet:
        """Those that still run after their last day."""
        return rows.overdue(timezone.localdate())
