"""Standard pages: about the portal, privacy, accessibility and the like."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import StandardBody
from portal.pages import BasePage
from portal.publicity import PUBLIC


class StandardPage(BasePage):
    """A page of text with pages below it."""

    searched_fields = ("body",)

    body = StreamField(StandardBody(), verbose_name="正文", blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = "普通页面"
        verbose_name_plural = "普通页面"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        below = StandardPage.objects.visible_to(PUBLIC).child_of(self).order_by("path")
        return super().get_context(request, *args, **kwargs) | {"below": below}
