"""What was asked: one row a day and question, without anything about who asked."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Max, OuterRef, Subquery, Sum
from django.db.models.functions import TruncMonth

LONGEST_QUESTION = 80


class AskedQuestionQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> Self:
        """Questions asked from one day to another, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def by_question(self) -> "models.QuerySet[Any, dict[str, Any]]":
        """One row (a dict) for each question: sums over its days, and what it found last.

        `share` is the part of the times that found nothing, from 0 to 1.
        """
        latest = AskedQuestion.objects.filter(question=OuterRef("question")).order_by("-day")
        return (
            self.order_by()
            .values("question")
            .annotate(
                asked=Sum("times"),
                unanswered=Sum("empty_times"),
                share=Sum("empty_times") * 1.0 / Sum("times"),
                last_day=Max("day"),
                found=Subquery(latest.values("results")[:1]),
                reached=Subquery(latest.values("tier")[:1]),
            )
        )

    def by_day(self) -> list[tuple[date, int, int]]:
        """(day, times asked, of these without result), in order; days without any left out."""
        sums = self.order_by("day").values("day").annotate(n=Sum("times"), e=Sum("empty_times"))
        return [(row["day"], row["n"], row["e"]) for row in sums]

    def by_month(self) -> list[tuple[date, int, int]]:
        """As `by_day`, by the first day of each month."""
        months = self.annotate(month=TruncMonth("day")).order_by("month").values("month")
        sums = months.annotate(n=Sum("times"), e=Sum("empty_times"))
        return [(row["month"], row["n"], row["e"]) for row in sums]

    def totals(self) -> tuple[int, int]:
        """Times asked, and of these without result."""
        sums = self.aggregate(n=Sum("times"), e=Sum("empty_times"))
        return sums["n"] or 0, sums["e"] or 0


class AskedQuestion(models.Model):
    """A question on one day: how often, and what the last asking found.

    Written by search.log only, which masks numbers of people; changed by nobody.
    """

    question = models.CharField("问题", max_length=LONGEST_QUESTION)
    day = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=1)
    empty_times = models.PositiveIntegerField("无结果次数", default=0)
    #: Results proper when it was asked last; what is only related is not among them.
    results = models.PositiveIntegerField("结果数", default=0)
    #: The last tier that found something (search.language.planner); 0 when none did.
    tier = models.PositiveSmallIntegerField("层次", default=0)

    objects = AskedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "搜索日志"
        verbose_name_plural = "搜索日志"
        ordering = ["-day", "question"]
        constraints = [
            models.UniqueConstraint(fields=["question", "day"], name="asked_question_of_day"),
            models.CheckConstraint(
                condition=models.Q(empty_times__lte=F("times")), name="asked_question_empty"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="asked_question_day")]

    def __str__(self) -> str:
        return self.question
