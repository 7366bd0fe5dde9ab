"""Case stories 「案例」: editorial pages whose facts and figures are read from the records."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from partners.models import Agreement, Alliance, Division, Pairing
from portal.pages import BasePage
from portal.reviewed_pages import ReviewedColumn, ReviewedPage
from projects.blocks import StoryBody
from projects.live_facts import LinkedRecords, public_record
from projects.querysets.story import CARD_PICTURE, StoryManager

from .project import Project, ProjectField

_RECORDS = ("project", "pairing", "alliance", "agreement")


class CaseIndexPage(ReviewedColumn, BasePage):
    """A column of stories: the cases of the city, or those of other places 「他山之石」."""

    subpage_types = ["projects.CaseStoryPage"]
    template = "projects/case_index_page.html"

    class Meta:
        verbose_name = "案例栏目"
        verbose_name_plural = "案例栏目"

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Below the front page, which says so; never beside it."""
        return bool(super().can_create_at(parent)) and not parent.is_root()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The list is a view, and views stand above models.
        from projects.views.story import case_list

        return super().get_context(request, *args, **kwargs) | case_list(request, self)


class CaseStoryPage(ReviewedPage, BasePage):
    """One story: place, parties, approach in fields; results come live from the linked records.

    A story of another city has no records: it says place and parties in words and names its
    source.
    """

    searched_fields = ("body",)

    division = models.ForeignKey(
        Division,
        models.SET_NULL,
        related_name="stories",
        null=True,
        blank=True,
        verbose_name="所在地",
        help_text="本市案例选择行政区划，外地案例不选。",
    )
    place_text = models.CharField(
        "地点（文字）", max_length=60, blank=True, help_text="例如「板桥街道向阳雅居小区」。"
    )
    field = models.ForeignKey(
        ProjectField,
        models.SET_NULL,
        related_name="stories",
        null=True,
        blank=True,
        verbose_name="领域",
    )
    year = models.PositiveSmallIntegerField(
        "年份",
        null=True,
        blank=True,
        validators=[MinValueValidator(1949), MaxValueValidator(2999)],
    )
    date_text = models.CharField(
        "时间（文字）", max_length=40, blank=True, help_text="例如「2024 年汛期之前」。"
    )
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        related_name="stories",
        null=True,
        blank=True,
        verbose_name="共建项目",
    )
    pairing = models.ForeignKey(
        Pairing,
        models.SET_NULL,
        related_name="stories",
        null=True,
        blank=True,
        verbose_name="结对",
    )
    alliance = models.ForeignKey(
        Alliance,
        models.SET_NULL,
        related_name="stories",
        null=True,
        blank=True,
        verbose_name="联盟（共同体）",
    )
    agreement = models.ForeignKey(
        Agreement,
        models.SET_NULL,
        related_name="stories",
        null=True,
        blank=True,
        verbose_name="协议",
    )
    parties_text = models.CharField(
        "参与方（文字）", max_length=120, blank=True, help_text="没有关联记录时填写。"
    )
    approach = models.TextField(
        "主要做法", max_length=600, blank=True, help_text="一句话一行，显示为要点。"
    )
    source = models.CharField(
        "资料来源", max_length=120, blank=True, help_text="所述事实的公开出处。"
    )
    body = StreamField(StoryBody(), verbose_name="正文", blank=True)

    objects = StoryManager()

    parent_page_types = ["projects.CaseIndexPage"]
    subpage_types: list[str] = []
    template = "projects/case_story_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("division"),
                FieldPanel("place_text"),
                FieldPanel("field"),
                FieldPanel("year"),
                FieldPanel("date_text"),
                FieldPanel("parties_text"),
                FieldPanel("approach"),
                FieldPanel("source"),
            ],
            heading="基本情况",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in _RECORDS],
            heading="关联记录",
            help_text="参与方、阶段、资金和成效从这里选择的记录中实时读取。未公开的记录不显示。",
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "案例"
        verbose_name_plural = "案例"

    @cached_property
    def records(self) -> LinkedRecords:
        """The linked records that are public, read once a page."""
        return LinkedRecords(**{name: public_record(getattr(self, name)) for name in _RECORDS})

    @property
    def place(self) -> str:
        """The place in words: as written, else the division's full name."""
        return self.place_text or (str(self.division) if self.division else "")

    @property
    def card_picture(self) -> SafeString | str:
        """The picture of a card as markup: it says nothing that the title does not."""
        if self.listing_image is None:
            return ""
        sized = get_rendition_or_not_found(self.listing_image, CARD_PICTURE)
        return sized.img_tag({"alt": "", "loading": "lazy"})

    @property
    def year_words(self) -> str:
        """The year as readers see it; empty without one."""
        return f"{self.year} 年" if self.year else ""

    @property
    def tells_figures(self) -> bool:
        """Whether the body itself shows live figures."""
        return any(block.block_type == "live_figures" for block in self.body)

    @property
    def approach_points(self) -> list[str]:
        """The approach, one point a line."""
        return [line.strip() for line in self.approach.splitlines() if line.strip()]

    def gather_text(self) -> str:
        """Approach, parties and time are read and searched like the body."""
        words = (self.approach, self.parties_text, self.date_text)
        return "\n".join([*filter(None, words), super().gather_text()])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # What stands beside the story is gathered above models.
        from projects.views.story import story_context

        return super().get_context(request, *args, **kwargs) | story_context(self)
