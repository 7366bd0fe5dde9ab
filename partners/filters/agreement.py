"""Filters of agreements and alliances."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from partners import enums
from partners.models import Agreement, Alliance
from partners.querysets.agreement import AgreementQuerySet

from .choices import ReviewedFilterSet, YearFilter, any_of

#: Days before its end from which on an agreement is announced as running out.
EXPIRY_NOTICE = 30


class AllianceFilterSet(ReviewedFilterSet):
    kind = any_of(enums.AllianceKind, "类别")
    state = any_of(enums.AllianceState, "状态")
    programme_year = YearFilter()

    class Meta:
        model = Alliance
        fields: list[str] = []


class AgreementFilterSet(ReviewedFilterSet):
    kind = any_of(enums.AgreementKind, "类别")
    programme_year = YearFilter()
    standing = django_filters.ChoiceFilter(
        label="效力",
        choices=[
            *enums.AgreementStatus.choices,
            ("expiring", f"{EXPIRY_NOTICE} 天内到期"),
        ],
        method="by_standing",
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def by_standing(self, rows: AgreementQuerySet, name: str, value: str) -> QuerySet:
        """Whether the paper binds today."""
        today = timezone.localdate()
        if value == enums.AgreementStatus.TERMINATED:
            return rows.filter(state=enums.AgreementState.TERMINATED)
        if value == "expiring":
            return rows.expiring_within(EXPIRY_NOTICE, today)
        if value == enums.AgreementStatus.UPCOMING:
            not_yet = Q(signed_on=None) | Q(signed_on__gt=today)
            return rows.filter(not_yet, state=enums.AgreementState.SIGNED)
        return getattr(rows, value)(today)
