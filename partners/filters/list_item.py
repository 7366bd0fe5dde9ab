"""Filters of needs, resources and claims."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from partners import enums
from partners.models import Claim, ListCategory, ListItem
from partners.querysets.list_item import ListItemQuerySet

from .choices import ReviewedFilterSet, any_of, one_of


class ListItemFilterSet(ReviewedFilterSet):
    kind = any_of(enums.ListKind, "清单")
    category = one_of(ListCategory, "类别")
    stage = any_of(enums.NeedStage, "办理阶段")
    overdue = django_filters.ChoiceFilter(
        label="期限", choices=[("yes", "逾期未办结")], method="by_deadline"
    )

    class Meta:
        model = ListItem
        fields: list[str] = []

    def by_deadline(self, rows: ListItemQuerySet, name: str, value: str) -> QuerySet:
        """Open items whose deadline has passed."""
        return rows.overdue(timezone.localdate())


class ClaimFilterSet(WagtailFilterSet):
    state = any_of(enums.ClaimState, "状态")

    class Meta:
        model = Claim
        fields: list[str] = []
