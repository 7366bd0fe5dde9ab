"""Notices 「公告」: one page type for all of them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import NoticeBody
from portal.pages import BasePage
from portal.reviewed_pages import ReviewedColumn, ReviewedPage
from portal.wording import day_text


class NoticeIndexPage(ReviewedColumn, BasePage):
    """The list of notices, the newest date first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NoticePage"]
    template = "home/notice_index_page.html"

    class Meta:
        verbose_name = "公告栏目"
        verbose_name_plural = "公告栏目"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The list is a view, and views stand above models.
        from home.views import notice_list

        return super().get_context(request, *args, **kwargs) | notice_list(request, self)


class NoticePage(ReviewedPage, BasePage):
    """One notice. Its date is the official one, whenever it was put on the site."""

    searched_fields = ("body",)

    date = models.DateField("发布日期", default=timezone.localdate)
    issuer = models.CharField("发布单位", max_length=60, blank=True)
    body = StreamField(NoticeBody(), verbose_name="正文", blank=True)

    parent_page_types = ["home.NoticeIndexPage"]
    subpage_types: list[str] = []
    template = "home/notice_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("issuer"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "公告"
        verbose_name_plural = "公告"
        indexes = [models.Index(fields=["date"], name="notice_date")]

    @property
    def day_words(self) -> str:
        """The date as readers see it."""
        return day_text(self.date)
