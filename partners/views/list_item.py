"""Needs and resources in public: what a community asks for, what a unit offers, who answers."""

from typing import Any

from django.db.models import Q, QuerySet

from partners.forms import ListItemFilterForm
from partners.models import ListItem, Organisation
from partners.needs.stages import road
from portal.holders import is_public_file
from portal.lists import FilteredListView
from portal.publicity import PUBLIC

from .record import RecordView, public_assignments


class ListItemListView(FilteredListView):
    """Approved list items, by text, kind, category, stage and place."""

    form_class = ListItemFilterForm
    narrowing = {
        "q": lambda rows, text: rows.filter(_asked_for(text)),
        "place": lambda rows, place: rows.in_place(place),
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "category": lambda rows, category: rows.filter(category=category),
        "stage": lambda rows, stage: rows.filter(stage=stage),
    }

    def get_base_queryset(self) -> QuerySet:
        return ListItem.objects.visible_to(PUBLIC).for_listing()


def _asked_for(text: str) -> Q:
    named = Organisation.objects.visible_to(PUBLIC).named(text).order_by().values("pk")
    return (
        Q(title__icontains=text)
        | Q(description__icontains=text)
        | Q(number=text.upper())
        | Q(organisation__in=named)
    )


class ListItemDetailView(RecordView):
    """One need or resource; the file of a deliberation only where it was made public."""

    model = ListItem
    context_object_name = "item"
    related = ("organisation__division", "category", "division", "deliberation_file__collection")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.object
        file = item.deliberation_file
        claims = item.claims.visible_to(PUBLIC).select_related("organisation__division")
        answering = item.projects.visible_to(PUBLIC).select_related("field", "division")
        return super().get_context_data(
            stages=road(item, public=True),
            file=file if file and is_public_file(file) else None,
            claims=claims.order_by("claimed_on", "pk"),
            projects=answering.order_by("-number"),
            assignments=public_assignments(item),
            **kwargs,
        )
