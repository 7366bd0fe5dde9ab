"""The front page. Its figures, projects and notices come from the records by themselves."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from portal.pages import BasePage
from projects.models import CaseStoryPage

MOST_STORIES = 3


class HomePage(BasePage):
    """The root of the site."""

    hero_title = models.CharField(
        "主标题",
        max_length=40,
        default="结对共建，把事办在群众家门口",
        help_text="首页最大的一行字。",
    )
    lead = models.CharField("导语", max_length=160, blank=True)
    quick_words = models.CharField(
        "常用搜索词", max_length=80, blank=True, help_text="用空格隔开，显示在搜索框下方。"
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["projects.CaseIndexPage", "home.NoticeIndexPage", "home.StandardPage"]
    max_count = 1
    template = "home/home_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("lead"),
        FieldPanel("quick_words"),
        InlinePanel(
            "featured_stories",
            heading="推荐案例",
            label="案例",
            max_num=MOST_STORIES,
            help_text="不足时由最新的案例补足。",
        ),
    ]

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"

    @property
    def quick_searches(self) -> list[str]:
        """The words offered below the search box."""
        return self.quick_words.split()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # What is shown is chosen above the models.
        from home.highlights import highlights

        return super().get_context(request, *args, **kwargs) | {"show": highlights(self)}


class HomeStory(Orderable):
    """A story chosen for the front page; one that is not published is passed over."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_stories")
    story = models.ForeignKey(CaseStoryPage, models.CASCADE, related_name="+", verbose_name="案例")

    panels = [FieldPanel("story")]

    class Meta(Orderable.Meta):
        verbose_name = "推荐案例"
        verbose_name_plural = "推荐案例"

    def __str__(self) -> str:
        return str(self.story)
