"""Filters that several lists share: by year, by place, by the words of an enum."""

from typing import Any

import django_filters
from django.db.models import Model, QuerySet, TextChoices
from django.forms import CheckboxSelectMultiple
from django_filters import Filter
from wagtail.admin.filters import WagtailFilterSet

from partners import enums
from partners.models import Division, PairingLevel, ProgrammeYear
from partners.querysets.register import RegisterQuerySet


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


class ReviewedFilterSet(WagtailFilterSet):
    """What every register with a review can be asked."""

    review_state = any_of(enums.ReviewState, "审核状态")
    district = DistrictFilter()
