"""Pages in the tree of a freshly migrated site: `story(title=...)`, published as they come."""

import json
from collections.abc import Iterable
from typing import Any

from wagtail.models import Page, PageViewRestriction, Site

from home.models import HomePage, NoticeIndexPage, NoticePage, SiteSettings, StandardPage
from portal.models import PortalImage
from projects.models import CaseIndexPage, CaseStoryPage


def front() -> HomePage:
    """The root of the site."""
    return HomePage.objects.get()


def column(slug: str = "cases") -> CaseIndexPage:
    """A column of stories: cases or elsewhere."""
    return CaseIndexPage.objects.get(slug=slug)


def notice_column() -> NoticeIndexPage:
    """The column of notices."""
    return NoticeIndexPage.objects.get()


def story(title: str = "示例案例", *, parent: Page | None = None, **fields: Any) -> CaseStoryPage:
    """A story of the city's column."""
    return (parent or column()).add_child(instance=CaseStoryPage(title=title, **fields))


def notice(title: str = "示例公告", **fields: Any) -> NoticePage:
    """A notice."""
    return notice_column().add_child(instance=NoticePage(title=title, **fields))


def standard(title: str = "示例页面", **fields: Any) -> StandardPage:
    """A standard page below the front page."""
    return front().add_child(instance=StandardPage(title=title, **fields))


def restrict(page: Page) -> None:
    """Let only people who log in read `page` and what is below it."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hidden_stories(title: str) -> Iterable[CaseStoryPage]:
    """One story of each kind that the public must not see, all of that title.

    Never published, published with a private view, taken back.
    """
    draft = story(title, slug="hidden-draft", live=False)
    private = story(title, slug="hidden-private")
    restrict(private)
    taken_back = story(title, slug="hidden-taken-back")
    taken_back.unpublish()
    return [draft, private, taken_back]


def site_settings(**fields: Any) -> SiteSettings:
    """The settings of the site with these values."""
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def with_picture(image: PortalImage) -> str:
    """A body of one picture, as a StreamField keeps it."""
    shown = {"image": image.pk, "alt_text": "", "decorative": True}
    return json.dumps([{"type": "picture", "value": {"image": shown, "caption": "", "credit": ""}}])
