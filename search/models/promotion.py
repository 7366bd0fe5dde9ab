"""Promoted results: what stands above the finds when a certain question is asked.

Not Wagtail's search_promotions: there a promotion belongs to one spelling, leads to pages or to
other sites, and knows neither days nor what the public may see of a register.
"""

from datetime import date
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from search.addresses import own_path, record_at
from search.wording.spelling import key_of, split_questions

LONGEST_QUESTION = 40


class PromotionQuerySet(models.QuerySet):
    def shown_on(self, day: date) -> Self:
        """Promotions that are switched on and in their days."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        not_over = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.filter(begun, not_over, is_active=True)


class Promotion(models.Model):
    """Questions and where they should lead."""

    questions = models.TextField(
        "搜索词",
        max_length=400,
        help_text="一行一个，写出常见的几种问法，例如“老年食堂”“老人在哪里吃饭”。"
        "公众输入的内容与其中之一相同时显示，大小写、标点和繁简不计。",
    )
    starts_on = models.DateField("起始日期", null=True, blank=True, help_text="不填则立即显示。")
    ends_on = models.DateField("截止日期", null=True, blank=True, help_text="不填则一直显示。")
    is_active = models.BooleanField("启用", default=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    #: Keys of the questions, each between line breaks: there are few promotions, so that looking
    #: through them is cheaper than one more table.
    keys = models.TextField(editable=False)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = "推荐结果"
        verbose_name_plural = "推荐结果"
        ordering = ["questions", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="promotion_days",
                violation_error_message="截止日期不能早于起始日期。",
            )
        ]

    def __str__(self) -> str:
        return "、".join(self.question_list)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the keys that questions are compared by."""
        self.keys = "\n".join(["", *map(key_of, self.question_list), ""])
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "keys"}
        super().save(*args, **kwargs)

    @property
    def question_list(self) -> list[str]:
        """The questions as typed, each once."""
        return split_questions(self.questions)

    def clean(self) -> None:
        """At least one question that holds a word; the days in order are said by the database."""
        super().clean()
        if not self.questions:
            return
        questions = self.question_list
        if not questions:
            raise ValidationError({"questions": "请至少填写一个搜索词。"})
        long = [question for question in questions if len(question) > LONGEST_QUESTION]
        if long:
            words = f"“{long[0][:LONGEST_QUESTION]}…”超过 {LONGEST_QUESTION} 个字，请改短。"
            raise ValidationError({"questions": words})
        self.questions = "\n".join(questions)


class PromotionTarget(models.Model):
    """One page or record of the portal that a promotion leads to."""

    promotion = models.ForeignKey(
        Promotion, models.CASCADE, related_name="targets", verbose_name="推荐结果"
    )
    address = models.CharField(
        "网址",
        max_length=300,
        help_text="本站任一页面或记录的网址，从浏览器地址栏复制即可。目前未公开的，公开后才会显示。",
    )
    title = models.CharField("显示标题", max_length=80, blank=True, help_text="不填则显示原标题。")
    text = models.CharField("说明", max_length=120, blank=True, help_text="一句话，可不填。")
    position = models.PositiveSmallIntegerField("顺序", default=0, help_text="数字小的排在前面。")
    #: The record that stands at the address; kept, as addresses of pages change.
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)

    class Meta:
        verbose_name = "推荐内容"
        verbose_name_plural = "推荐内容"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.address

    def clean(self) -> None:
        """The address is one of ours and leads to a record; what leads elsewhere is refused."""
        super().clean()
        if not self.address:
            return
        path = own_path(self.address)
        if path is None:
            raise ValidationError({"address": "只能填写本站的网址。"})
        record = record_at(path)
        if record is None:
            raise ValidationError({"address": "这个网址没有对应的页面或记录，请从浏览器重新复制。"})
        self.address = path
        self.content_type = ContentType.objects.get_for_model(record)
        self.object_id = record.pk
