"""Every public address, for search engines: pages and records, each kind in files of its own."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Model, QuerySet
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.models import Page

from partners.enums import PLACE_KINDS
from partners.models import Agreement, Alliance, Division, ListItem, Organisation, Pairing
from portal.publicity import PUBLIC
from projects.models import Activity, Project

#: Addresses in one file; an index lists the files.
LIMIT = 2_000
LISTS = (
    "projects:showcase",
    "projects:project_list",
    "projects:activity_list",
    "projects:fund_list",
    "partners:pairing_list",
    "partners:alliance_list",
    "partners:agreement_list",
    "partners:organisation_list",
    "partners:list_item_list",
    "partners:place_index",
    "site_map",
)


class ListSitemap(Sitemap):
    """The lists of registers."""

    def items(self) -> list[str]:
        return [reverse(name) for name in LISTS]

    def location(self, item: str) -> str:
        return item


class RecordSitemap(Sitemap):
    """The public records of one register."""

    limit = LIMIT

    def __init__(self, rows: Callable[[], QuerySet]) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        return self.rows().order_by("pk")

    def lastmod(self, item: Model) -> datetime:
        return item.changed_at  # type: ignore[attr-defined]

    def get_latest_lastmod(self) -> datetime | None:
        """The latest change, without loading every record as Django would."""
        return self.rows().order_by().aggregate(latest=Max("changed_at"))["latest"]


class PublishedPageSitemap(PageSitemap):
    """Published pages open to everybody."""

    limit = LIMIT

    def get_latest_lastmod(self) -> datetime | None:
        """The latest publication, without loading every page as Django would."""
        root = self.get_wagtail_site().root_page
        pages = Page.objects.live().public().descendant_of(root, inclusive=True)
        return pages.aggregate(latest=Max("last_published_at"))["latest"]


def _organisations() -> QuerySet:
    # A street or community has the page of its place, listed there.
    return Organisation.objects.visible_to(PUBLIC).exclude(kind__in=PLACE_KINDS)


SITEMAPS: dict[str, Sitemap | type[Sitemap]] = {
    "pages": PublishedPageSitemap,
    "lists": ListSitemap(),
    "projects": RecordSitemap(lambda: Project.objects.visible_to(PUBLIC)),
    "pairings": RecordSitemap(lambda: Pairing.objects.visible_to(PUBLIC)),
    "alliances": RecordSitemap(lambda: Alliance.objects.visible_to(PUBLIC)),
    "agreements": RecordSitemap(lambda: Agreement.objects.visible_to(PUBLIC)),
    "organisations": RecordSitemap(_organisations),
    "places": RecordSitemap(lambda: Division.objects.visible_to(PUBLIC)),
    "activities": RecordSitemap(lambda: Activity.objects.visible_to(PUBLIC)),
    "list-items": RecordSitemap(lambda: ListItem.objects.visible_to(PUBLIC)),
}
