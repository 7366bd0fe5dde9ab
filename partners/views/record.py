"""What the pages of single records share: one public record, and the first rows of its lists."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.views.generic import DetailView

from partners.joint_work import activities, projects, stories
from portal.publicity import PUBLIC

STORIES_SHOWN = 3
#: How many rows of another register a record's page shows before it sends to the list.
FEW = 6


class RecordView(DetailView):
    """One record by its number; what the public may not see is not found."""

    slug_field = "number"
    slug_url_kwarg = "number"
    #: What the page shows of the rows the record points at.
    related: tuple[str, ...] = ()

    def get_queryset(self) -> QuerySet:
        model: Any = self.model
        return model.objects.visible_to(PUBLIC).select_related(*self.related)


@dataclass(frozen=True)
class Excerpt:
    """The first rows of a list, and the address of the whole when there are more."""

    rows: list[Any]
    url: str

    def __bool__(self) -> bool:
        return bool(self.rows)


def excerpt(rows: QuerySet, url: str = "", size: int = FEW) -> Excerpt:
    """The first `size` of `rows`, in one query."""
    found = list(rows[: size + 1])
    return Excerpt(found[:size], url if len(found) > size else "")


def public_projects(url: str = "", **origin: Model) -> Excerpt:
    """Public projects that grew out of one record: pairing=, alliance= or agreement=."""
    found = projects().visible_to(PUBLIC).with_origin(**origin)
    return excerpt(found.select_related("field", "division").order_by("-number"), url)


def public_activities(url: str = "", size: int = FEW, **owner: Model) -> Excerpt:
    """Public activities of one record, latest first: pairing=, alliance= or agreement=."""
    found = activities().visible_to(PUBLIC).filter(**owner)
    return excerpt(found.select_related("checklist_item").order_by("-date", "-number"), url, size)


def public_stories(url: str = "", **about: Model) -> Excerpt:
    """Published case stories about one record: pairing=, alliance= or agreement=."""
    found = stories().visible_to(PUBLIC).filter(**about)
    return excerpt(found.for_listing(), url, STORIES_SHOWN)


def public_assignments(record: Any) -> QuerySet:
    """Who answers for the record today, where the department switched the name on."""
    return record.assignments.visible_to(PUBLIC).in_force(timezone.localdate())
