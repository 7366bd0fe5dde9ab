"""What is new, as RSS: notices and case stories."""

import re
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from home.models import NoticePage, SiteSettings
from portal.pages import BasePage
from portal.publicity import PUBLIC
from projects.models import CaseStoryPage

NEWEST = 20
# Characters XML cannot hold; one of them would spoil the whole feed.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class PageFeed(Feed):
    """The newest pages of a type."""

    word: str
    path: str

    def get_object(self, request: HttpRequest) -> SiteSettings:
        return SiteSettings.for_request(request)

    def title(self, site: SiteSettings) -> str:
        return f"{_CONTROL.sub('', site.portal_name)} · {self.word}"

    def link(self) -> str:
        return self.path

    def description(self, site: SiteSettings) -> str:
        return _CONTROL.sub("", site.seo_description)

    def item_title(self, item: Page) -> str:
        return _CONTROL.sub("", item.title)

    def item_description(self, item: BasePage) -> str:
        return _CONTROL.sub("", item.summary)

    def item_link(self, item: Page) -> str:
        return item.get_url() or self.path


class NoticeFeed(PageFeed):
    """The newest notices by their official date."""

    word, path = "公告", "/notices/"

    def items(self) -> QuerySet[NoticePage]:
        return NoticePage.objects.visible_to(PUBLIC).order_by("-date", "-pk")[:NEWEST]

    def item_pubdate(self, item: NoticePage) -> datetime:
        return timezone.make_aware(datetime.combine(item.date, time()))


class CaseFeed(PageFeed):
    """The newest stories, those of other places included."""

    word, path = "案例", "/cases/"

    def items(self) -> QuerySet[CaseStoryPage]:
        return CaseStoryPage.objects.visible_to(PUBLIC).for_listing()[:NEWEST]

    def item_pubdate(self, item: CaseStoryPage) -> datetime | None:
        return item.first_published_at
