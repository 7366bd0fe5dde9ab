"""Documents made into pages of the site: case stories, notices, standing pages."""

from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.html import format_html_join
from wagtail.models import Page

from projects.models import CaseStoryPage
from search.yardstick.files import Document

from .desk import Desk
from .naming import year_and_month


def story(desk: Desk, document: Document) -> CaseStoryPage:
    """A published story; what its division leaves unsaid of place and parties is told in words."""
    year = year_and_month(f"{document.title} {document.body}")
    page = CaseStoryPage(
        title=document.title,
        division=desk.places.where(document.places) if document.places else None,
        place_text=desk.places.in_words(document.places)[:60],
        parties_text="、".join(document.orgs)[:120],
        year=year[0] if year else None,
    )
    return _publish(page, desk.stories, document.body)


def notice(desk: Desk, document: Document) -> Page:
    """A published notice of the first organisation named."""
    # By name, as home and search do not import each other.
    page = apps.get_model("home.NoticePage")(
        title=document.title,
        date=desk.day(document),
        issuer=document.orgs[0][:60] if document.orgs else "",
    )
    column = apps.get_model("home.NoticeIndexPage").objects.order_by("path")[0]
    return _publish(page, column, document.body)


def standing(desk: Desk, document: Document) -> Page:
    """A published page below the front page."""
    front = apps.get_model("home.HomePage").objects.order_by("path")[0]
    page = apps.get_model("home.StandardPage")(title=document.title)
    return _publish(page, front, document.body)


def _publish(page: Any, column: Page, body: str) -> Any:
    lines = ((line.strip(),) for line in body.splitlines() if line.strip())
    text = str(format_html_join("", "<p>{}</p>", lines))
    stream = page._meta.get_field("body").stream_block
    page.body = stream.to_python([{"type": "paragraph", "value": text}] if text else [])
    page.first_published_at = page.last_published_at = timezone.now()
    return column.add_child(instance=page)
