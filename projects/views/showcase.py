"""The showcase 「成果展示」: the figures of a year, each opening the list behind it."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from partners.models import ProgrammeYear
from portal.figures import Figure
from portal.publicity import PUBLIC
from portal.rows import Choice
from portal.wording import money_short
from projects.showcase import showcase_of


class ShowcaseView(TemplateView):
    """`?year=key` shows that year, otherwise the featured one."""

    template_name = "projects/showcase.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = list(
            ProgrammeYear.objects.visible_to(PUBLIC).featured_first().select_related("programme")
        )
        year = chosen_year(years, self.request.GET.get("year", ""))
        shown = showcase_of(PUBLIC, year) if year else None
        return super().get_context_data(
            year=year,
            years=year_choices(years, year),
            showcase=shown,
            money=money_rows(shown.by_kind) if shown else [],
            **kwargs,
        )


def chosen_year(years: list[ProgrammeYear], key: str) -> ProgrammeYear | None:
    """The one of `years` asked for, the first unless asked, None when there is none at all.

    Raises Http404 for a key that none of them has.
    """
    if not key:
        return years[0] if years else None
    for year in years:
        if year.key == key:
            return year
    raise Http404("没有这一年度。")


def money_rows(figures: list[Figure]) -> list[tuple]:
    """Rows of a chart, the amounts written short."""
    return [(f.label, f.value, f.url, money_short(f.value)) for f in figures]


def year_choices(years: list[ProgrammeYear], shown: ProgrammeYear | None) -> list[Choice]:
    """The switch between years, latest first; the programme is named where there are several."""
    several = len({year.programme_id for year in years}) > 1
    address = reverse("projects:showcase")
    return [
        Choice(
            f"{year.programme} {year.year} 年" if several else f"{year.year} 年",
            f"{address}?year={year.key}",
            year == shown,
        )
        for year in sorted(years, key=lambda year: (-year.year, year.key))
    ]
