"""Filters of places, of organisations, and of who acts for them."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from partners import enums
from partners.models import Division, Membership, Organisation
from partners.models.membership import MembershipQuerySet
from partners.querysets.division import DivisionQuerySet

from .choices import DistrictFilter, any_of


class DivisionFilterSet(WagtailFilterSet):
    level = any_of(enums.DivisionLevel, "级别")
    district = DistrictFilter(method="within")

    class Meta:
        model = Division
        fields: list[str] = []

    def within(self, rows: DivisionQuerySet, name: str, place: Division) -> QuerySet:
        """The district and everything in it."""
        return rows.within(place)


class OrganisationFilterSet(WagtailFilterSet):
    kind = any_of(enums.OrganisationKind, "类别")
    level = any_of(enums.OrganisationLevel, "层级")
    district = DistrictFilter()
    existing = django_filters.ChoiceFilter(
        label="存续", choices=[("yes", "现存"), ("no", "已撤销")], method="by_existence"
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_existence(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those that exist today, or those that do not."""
        existing = Organisation.objects.valid_on(timezone.localdate())
        keys = existing.order_by().values("pk")
        return rows.filter(pk__in=keys) if value == "yes" else rows.exclude(pk__in=keys)


class MembershipFilterSet(WagtailFilterSet):
    role = any_of(enums.MembershipRole, "角色")
    district = DistrictFilter()
    current = django_filters.ChoiceFilter(
        label="任期", choices=[("yes", "在任"), ("no", "不在任")], method="by_term"
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def by_term(self, rows: MembershipQuerySet, name: str, value: str) -> QuerySet:
        """Those in force today, or those that have ended or not begun."""
        today = timezone.localdate()
        if value == "yes":
            return rows.current(today)
        return rows.exclude(pk__in=Membership.objects.current(today).order_by().values("pk"))
