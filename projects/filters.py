"""Filters of the admin's lists of projects and what belongs to them."""

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from partners.filters import DistrictFilter, ReviewedFilterSet, YearFilter, any_of, one_of
from projects import enums
from projects.models import Activity, FundEntry, Measure, Outcome, Project, ProjectField, Update
from projects.querysets.fund import FundEntryQuerySet
from projects.querysets.project import ProjectQuerySet


class ProjectFilterSet(ReviewedFilterSet):
    programme_year = YearFilter()
    field = one_of(ProjectField, "领域")
    stage = any_of(enums.ProjectStage, "阶段")
    origin = django_filters.ChoiceFilter(
        label="来源", choices=enums.OriginKind.choices, method="by_origin"
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def by_origin(self, rows: ProjectQuerySet, name: str, value: str) -> QuerySet:
        """Those that grew out of a record of that kind."""
        return rows.of_origin(value)


class UpdateFilterSet(ReviewedFilterSet):
    happened_on = django_filters.DateFromToRangeFilter(
        label="发生日期", widget=DateRangePickerWidget
    )

    class Meta:
        model = Update
        fields: list[str] = []


class ActivityFilterSet(WagtailFilterSet):
    state = any_of(enums.ActivityState, "状态")
    date = django_filters.DateFromToRangeFilter(label="日期", widget=DateRangePickerWidget)
    district = DistrictFilter()
    owner = django_filters.ChoiceFilter(
        label="属于",
        choices=[("pairing", "结对"), ("alliance", "联盟"), ("agreement", "协议")],
        method="by_owner",
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def by_owner(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Activities of a pairing, of an alliance, or of an agreement."""
        return rows.filter(**{f"{value}__isnull": False})


class FundEntryFilterSet(WagtailFilterSet):
    """Lines of the ledger, as people ask for them in the workspace."""

    kind = any_of(enums.FundKind, "性质")
    standing = django_filters.ChoiceFilter(
        label="核验情况",
        choices=enums.STANDINGS,
        method="by_standing",
    )
    date = django_filters.DateFromToRangeFilter(label="日期", widget=DateRangePickerWidget)
    district = DistrictFilter()

    class Meta:
        model = FundEntry
        fields: list[str] = []

    def by_standing(self, rows: FundEntryQuerySet, name: str, value: str) -> QuerySet:
        """Lines that wait, lines that were verified, or reversals."""
        return rows.by_standing(value)


class OutcomeFilterSet(WagtailFilterSet):
    measure = one_of(Measure, "指标")
    owner = django_filters.ChoiceFilter(
        label="属于",
        choices=[("project", "项目"), ("alliance", "联盟"), ("agreement", "协议")],
        method="by_owner",
    )

    class Meta:
        model = Outcome
        fields: list[str] = []

    def by_owner(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Outcomes of a project, of an alliance, or of an agreement."""
        return rows.filter(**{f"{value}__isnull": False})
