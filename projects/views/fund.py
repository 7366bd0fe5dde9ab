"""The public ledger: verified lines of public projects. Never evidence, notes or persons."""

from typing import Any, cast

from django.db.models import QuerySet

from partners.views.record import RecordView
from portal.lists import FilteredListView
from portal.publicity import PUBLIC
from projects.forms import FundFilterForm
from projects.ledger.totals import totals_of
from projects.models import FundEntry
from projects.querysets.fund import FundEntryQuerySet


class FundListView(FilteredListView):
    """Lines with their totals; a reversal stands as a line of its own with its sign."""

    narrowing = {
        "q": lambda rows, text: rows.mentioning(text),
        "year": lambda rows, year: rows.of_year(year),
        "place": lambda rows, place: rows.in_place(place),
        "kind": lambda rows, kinds: rows.filter(kind__in=kinds),
        "project": lambda rows, project: rows.filter(project=project),
        "provider": lambda rows, organisation: rows.filter(provider=organisation),
        "receiver": lambda rows, organisation: rows.filter(receiver=organisation),
    }
    form_class = FundFilterForm
    template_name = "projects/fund_list.html"
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet:
        return FundEntry.objects.visible_to(PUBLIC).for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = cast(FundEntryQuerySet, self.object_list)
        return super().get_context_data(totals=totals_of(lines), **kwargs)


class FundDetailView(RecordView):
    """One line, with the line it takes back or that took it back."""

    template_name = "projects/fund_detail.html"
    context_object_name = "line"

    def get_queryset(self) -> QuerySet:
        lines = FundEntry.objects.visible_to(PUBLIC).for_listing()
        return lines.select_related("provider__division", "receiver__division")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reversals = FundEntry.objects.visible_to(PUBLIC).filter(reverses=self.object)
        return super().get_context_data(reversal=reversals.first(), **kwargs)
