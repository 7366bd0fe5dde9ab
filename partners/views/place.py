"""Places in public: the tree of divisions, and one page for a place and its organisation."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.views.generic import DetailView

from partners.forms import PlaceFilterForm
from partners.models import Division, ProgrammeYear
from partners.querysets.subtree import STEP
from portal.lists import FilteredListView
from portal.publicity import PUBLIC
from portal.rows import Choice

from .organisation import money_figures, other_names
from .place_contents import (
    children_of,
    figures_of,
    joint_work_in,
    lists_of,
    organisation_of,
    pairings_by_place,
    partners_in,
)
from .record import public_assignments


class PlaceIndexView(FilteredListView):
    """The places at the top with those right below them; places by name when asked."""

    form_class = PlaceFilterForm
    narrowing = {
        "q": lambda rows, text: rows.filter(_asked_for(text)),
        "level": lambda rows, level: rows.filter(level=level),
    }
    template_name = "partners/place_index.html"

    def get_base_queryset(self) -> QuerySet:
        return Division.objects.visible_to(PUBLIC)

    def narrow(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        return super().narrow(rows, **chosen) if chosen else rows.filter(parent=None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.form.is_valid() and not any(self.form.cleaned_data.values()):
            year = ProgrammeYear.objects.featured()
            context["trees"] = _trees(list(context["object_list"]), year)
            context["year"] = year
        return context


def _asked_for(text: str) -> Q:
    return Q(full_name__icontains=text) | Q(name__icontains=text) | Q(code=text)


def _trees(
    tops: list[Division], year: ProgrammeYear | None
) -> list[tuple[Division, list[tuple[str, int, str]]]]:
    """Each top place with a tile for every place right below it: its pairings of the year."""
    below = list(Division.objects.visible_to(PUBLIC).filter(parent__in=tops))
    counts = pairings_by_place(year, STEP * 2)
    return [
        (
            top,
            [
                (place.display_name, counts.get(place.path, 0), place.get_absolute_url())
                for place in below
                if place.parent_id == top.pk
            ],
        )
        for top in tops
    ]


class PlaceDetailView(DetailView):
    """A place, its organisation if it has one, and everything in it, for one year."""

    model = Division
    slug_field = slug_url_kwarg = "code"
    template_name = "partners/place_detail.html"
    context_object_name = "place"

    def get_queryset(self) -> QuerySet:
        return Division.objects.visible_to(PUBLIC)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.object
        years = list(ProgrammeYear.objects.visible_to(PUBLIC).select_related("programme"))
        year = self._chosen(years)
        organisation = organisation_of(place)
        return super().get_context_data(
            organisation=organisation,
            names=other_names(organisation) if organisation else [],
            money=money_figures(organisation) if organisation else [],
            ancestors=Division.objects.filter(path__in=place.ancestor_paths[:-1]),
            year=year,
            years=[Choice(f"{y.year}", f"?year={y.key}", y == year) for y in years],
            figures=figures_of(place, year),
            children=children_of(place, year),
            children_note=f"{year.year} 年度结对数" if year else "",
            lists=lists_of(place),
            assignments=public_assignments(place),
            **partners_in(place, organisation, year),
            **joint_work_in(place, year),
            **kwargs,
        )

    def _chosen(self, years: list[ProgrammeYear]) -> ProgrammeYear | None:
        """The year asked for, else the featured one. Raises Http404 for an unknown one."""
        asked = self.request.GET.get("year")
        if not asked:
            return ProgrammeYear.objects.featured()
        year = next((year for year in years if year.key == asked), None)
        if year is None:
            raise Http404("没有这一年度。")
        return year
