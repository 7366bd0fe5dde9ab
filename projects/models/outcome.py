"""Outcomes 「成效」: measured results of a project, alliance or agreement. Never money raised."""

from decimal import Decimal

from django.db import models

from partners.models import Agreement, Alliance
from portal.constraints import exactly_one

from .project import Project

_OWNERS = ("project", "alliance", "agreement")


class Measure(models.Model):
    """What is measured, in which unit, and whether values may be added up."""

    name = models.CharField("名称", max_length=20, unique=True)
    unit = models.CharField("单位", max_length=10)
    adds_up = models.BooleanField(
        "可以累加", default=True, help_text="不同记录的数值能否相加，例如人次可以，百分比不可以。"
    )

    class Meta:
        verbose_name = "成效指标"
        verbose_name_plural = "成效指标"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）"


class Outcome(models.Model):
    """A value of a measure as of a day, with its source; public with its owner."""

    project = models.ForeignKey(
        Project,
        models.CASCADE,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name="项目",
    )
    alliance = models.ForeignKey(
        Alliance,
        models.CASCADE,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name="联盟",
    )
    agreement = models.ForeignKey(
        Agreement,
        models.CASCADE,
        related_name="outcomes",
        null=True,
        blank=True,
        verbose_name="协议",
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="outcomes", verbose_name="指标"
    )
    value = models.DecimalField("数值", max_digits=14, decimal_places=2)
    as_of = models.DateField("截至日期", null=True, blank=True)
    source = models.CharField("数据来源", max_length=100)

    class Meta:
        verbose_name = "成效"
        verbose_name_plural = "成效"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*_OWNERS),
                name="outcome_exactly_one_owner",
                violation_error_message="成效须且只须属于一个项目、联盟或协议。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure.name} {self.plain_value} {self.measure.unit}"

    @property
    def is_draft(self) -> bool:
        """Whether it stands on a record that is still a draft; it is public with its owner."""
        owner = self.project or self.alliance or self.agreement
        return owner is not None and owner.is_draft

    @property
    def plain_value(self) -> Decimal:
        """The value without idle zeros after the point: 752000, 13.5."""
        return (
            self.value.quantize(Decimal(1))
            if self.value == int(self.value)
            else (self.value.normalize())
        )
