"""Questions about case stories."""

from typing import TYPE_CHECKING, Self

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When
from wagtail.images import get_image_model
from wagtail.models import PageManager

from partners.querysets.subtree import path_range
from portal.pages import PortalPageQuerySet

if TYPE_CHECKING:
    from partners.models import Division
    from projects.models import CaseStoryPage, ProjectField

#: The size of a picture on a card.
CARD_PICTURE = "fill-800x400"
#: Digits of a path down to the district: city and district.
DISTRICT_DEPTH = 8


class StoryQuerySet(PortalPageQuerySet):
    def in_place(self, place: "Division | None") -> Self:
        """Stories of `place` and everything in it; None leaves the list whole."""
        return self.filter(path_range(place.path, "division__path")) if place else self.all()

    def of_field(self, field: "ProjectField | None") -> Self:
        return self.filter(field=field) if field else self.all()

    def mentioning(self, text: str) -> Self:
        """Stories with `text` in title, summary or body."""
        return self.filter(
            Q(title__icontains=text) | Q(summary__icontains=text) | Q(search_text__icontains=text)
        )

    def beside(self, story: "CaseStoryPage") -> Self:
        """The others of its column, those of its district first, then those of its field."""
        near = [When(field=story.field_id, then=1)] if story.field_id else []
        if story.division:
            here = path_range(story.division.path[:DISTRICT_DEPTH], "division__path")
            near.insert(0, When(here, then=0))
        rank = Case(*near, default=Value(2), output_field=IntegerField()) if near else Value(2)
        others = self.sibling_of(story, inclusive=False)
        return others.annotate(distance=rank).order_by("distance", "-first_published_at", "-pk")

    def for_listing(self) -> Self:
        """With everything a card shows, the latest first."""
        sizes = get_image_model().get_rendition_model().objects.filter(filter_spec=CARD_PICTURE)
        pictures = Prefetch(
            "listing_image__renditions", queryset=sizes, to_attr="prefetched_renditions"
        )
        return (
            self.select_related("division", "field", "listing_image")
            .prefetch_related(pictures)
            .defer_streamfields()
            .order_by("-first_published_at", "-pk")
        )


StoryManager = PageManager.from_queryset(StoryQuerySet)
