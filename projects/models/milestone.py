"""What is due in a project while it is built, and after it is handed over."""

from django.db import models
from django.db.models import Q

from partners.models import Organisation

from .project import Project


class Milestone(models.Model):
    """A step of a project with the day it is due and the day it was done."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="milestones", verbose_name="项目"
    )
    title = models.CharField("节点", max_length=60)
    due_on = models.DateField("计划日期")
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "里程碑"
        verbose_name_plural = "里程碑"
        ordering = ["project", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class AfterCare(models.Model):
    """A check after hand-over 「长效管护」: due, done, result, by whom."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="after_care", verbose_name="项目"
    )
    task = models.CharField("管护事项", max_length=60)
    due_on = models.DateField("计划日期")
    done_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("结果", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="管护组织",
    )

    class Meta:
        verbose_name = "长效管护"
        verbose_name_plural = "长效管护"
        ordering = ["project", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(result=""),
                name="after_care_done_has_result",
                violation_error_message="已完成的管护须填写结果。",
            )
        ]

    def __str__(self) -> str:
        return self.task
