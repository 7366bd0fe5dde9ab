"""Which department decides what: a setting by area and subject."""

from django.db import models

from partners.enums import ReviewRank, ReviewSubject
from partners.querysets.settings import ReviewLevelQuerySet


class ReviewLevel(models.Model):
    """In `division` and everything in it, `subject` is decided by a department of `rank` or above.

    The nearest setting at or above a place holds; without any, each department decides what
    stands in its own places.
    """

    division = models.ForeignKey(
        "partners.Division",
        models.PROTECT,
        related_name="+",
        verbose_name="适用范围",
        help_text="适用于该地及其下属各地；下级另有设置的，以下级的为准。",
    )
    subject = models.CharField("审核事项", max_length=12, choices=ReviewSubject)
    rank = models.PositiveSmallIntegerField(
        "审核层级", choices=ReviewRank, help_text="由这一级或更高一级的组织部门审核。"
    )

    objects = ReviewLevelQuerySet.as_manager()

    class Meta:
        verbose_name = "审核层级"
        verbose_name_plural = "审核层级"
        ordering = ["subject", "division__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "subject"],
                name="review_level_unique",
                violation_error_message="该范围已设置这一事项的审核层级。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}（{self.division}）"
