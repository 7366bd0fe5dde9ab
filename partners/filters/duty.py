"""Filters of who answers for what: assignments, levels of review, entries for others."""

from wagtail.admin.filters import WagtailFilterSet

from partners import enums
from partners.models import Assignment, ProxyEntry, ReviewLevel

from .choices import DistrictFilter, any_of


class AssignmentFilterSet(WagtailFilterSet):
    role = any_of(enums.AssignmentRole, "角色")
    district = DistrictFilter()

    class Meta:
        model = Assignment
        fields: list[str] = []


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
