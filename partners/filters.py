"""Filters of the admin's lists."""

from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet, TextChoices
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django_filters import Filter
from wagtail.admin.filters import WagtailFilterSet

from partners import enums
from partners.models import (
    Agreement,
    Alliance,
    Assignment,
    ChecklistItem,
    Claim,
    Division,
    ListCategory,
    ListItem,
    Membership,
    Organisation,
    Pairing,
    PairingLevel,
    ProgrammeYear,
    ProxyEntry,
    ReviewLevel,
)
from partners.models.membership import MembershipQuerySet
from partners.progress import Progress
from partners.querysets.agreement import AgreementQuerySet
from partners.querysets.division import DivisionQuerySet
from partners.querysets.list_item import ListItemQuerySet
from partners.querysets.pairing import PairingQuerySet
from partners.querysets.register import RegisterQuerySet

#: Days before its end from which on an agreement is announced as running out.
EXPIRY_NOTICE = 30


class YearFilter(django_filters.ModelChoiceFilter):
    """By programme year."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "行动年度")
        kwargs.setdefault("field_name", "programme_year")
        years = ProgrammeYear.objects.select_related("programme")
        super().__init__(queryset=years, **kwargs)


class DistrictFilter(django_filters.ModelChoiceFilter):
    """By district, everything in it included; works on every register with a place."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "所在区")
        super().__init__(queryset=Division.objects.districts(), **kwargs)

    def filter(self, qs: RegisterQuerySet, value: Division | None) -> QuerySet:
        return qs.in_place(value)


def any_of(enum: type[TextChoices], label: str, **kwargs: Any) -> Filter:
    """Any of the words of an enum, ticked."""
    return django_filters.MultipleChoiceFilter(
        label=label,
        choices=enum.choices,
        widget=CheckboxSelectMultiple,
        distinct=False,
        **kwargs,
    )


def one_of(model: type[Model], label: str, **kwargs: Any) -> Filter:
    """One row of a vocabulary."""
    return django_filters.ModelChoiceFilter(
        label=label, queryset=model._default_manager.all(), **kwargs
    )


class LevelFilter(django_filters.ModelChoiceFilter):
    """By level of pairing; levels are named by year, as each year has its own."""

    def __init__(self, **kwargs: Any) -> None:
        levels = PairingLevel.objects.select_related("programme_year")
        super().__init__(
            queryset=levels.order_by("-programme_year__year", "rank"), label="结对层级", **kwargs
        )

    @property
    def field(self) -> Any:
        field = super().field
        field.label_from_instance = lambda level: f"{level.programme_year.year} {level.name}"
        return field


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


class ReviewedFilterSet(WagtailFilterSet):
    """What every register with a review can be asked."""

    review_state = any_of(enums.ReviewState, "审核状态")
    district = DistrictFilter()


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


class AssignmentFilterSet(WagtailFilterSet):
    role = any_of(enums.AssignmentRole, "角色")
    district = DistrictFilter()

    class Meta:
        model = Assignment
        fields: list[str] = []


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


class ReviewLevelFilterSet(WagtailFilterSet):
    subject = any_of(enums.ReviewSubject, "审核事项")

    class Meta:
        model = ReviewLevel
        fields: list[str] = []


class ProxyEntryFilterSet(WagtailFilterSet):
    answer = any_of(ProxyEntry.Answer, "本单位意见")

    class Meta:
        model = ProxyEntry
        fields: list[str] = []


class ChecklistFilterSet(WagtailFilterSet):
    programme_year = YearFilter()
    level = LevelFilter()
    division = django_filters.ModelChoiceFilter(label="适用范围", queryset=_places_with_items)

    class Meta:
        model = ChecklistItem
        fields: list[str] = []
