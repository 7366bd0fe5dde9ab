"""Programmes 「行动」, their years, the levels of their pairings and the yearly checklist."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partners.enums import Fulfilment, OrganisationKind
from partners.querysets.register import RegisterQuerySet
from partners.querysets.scoped import any_of
from partners.querysets.settings import ChecklistItemQuerySet, holding_in
from partners.scope import Scope
from portal.changes import TellingQuerySet
from portal.publicity import NOTHING

from .register import Register


class Programme(models.Model):
    """A lasting undertaking such as 「双结对、双促进」."""

    name = models.CharField("名称", max_length=40, unique=True)
    summary = models.TextField("简介", max_length=2000, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "行动"
        verbose_name_plural = "行动"

    def __str__(self) -> str:
        return self.name


class ProgrammeYearQuerySet(RegisterQuerySet):
    public_when = Q(is_public=True)

    def reached_by(self, scope: Scope) -> Q:
        """The years that hold in the places of a department or auditor; for liaisons what is
        public.
        """
        own = self.public_when if scope.organisations else NOTHING
        return any_of(q for q in (holding_in(self, scope), own) if q != NOTHING)

    def featured_first(self) -> "ProgrammeYearQuerySet":
        """The year marked for it at the head, then the latest."""
        return self.order_by("-is_featured", "-year", "key")

    def featured(self) -> "ProgrammeYear | None":
        """The public year that pages show unless asked for another; None without any."""
        return self.public().featured_first().first()


class ProgrammeYear(Register):
    """One year of a programme. Dates bound what its money and activities are counted by."""

    number_prefix = "XD"

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="years", verbose_name="行动"
    )
    year = models.PositiveSmallIntegerField("年度")
    key = models.SlugField(
        "网址中的名称",
        max_length=20,
        unique=True,
        help_text="公开网址里用来区分年度，一般就是年份，例如 2024；只用字母、数字和短横线。",
    )
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    checklist_name = models.CharField("清单名称", max_length=20, default="五个一")
    is_public = models.BooleanField("对外公开", default=False)
    is_featured = models.BooleanField(
        "首页和成果展示默认年度",
        default=False,
        help_text="至多一个；都不勾选时显示最近的公开年度。",
    )

    objects = ProgrammeYearQuerySet.as_manager()

    class Meta:
        verbose_name = "行动年度"
        verbose_name_plural = "行动年度"
        ordering = ["-year", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                name="programme_year_unique",
                violation_error_message="该行动已设置这一年度。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programme_year_dates_in_order",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=["is_featured"],
                condition=Q(is_featured=True),
                name="programme_year_one_featured",
                violation_error_message="默认年度只能有一个，请先取消原来的默认年度。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"

    def number_year(self) -> int:
        return self.year


class PairingLevel(models.Model):
    """A level of pairing: its name, who may stand on each side, whether it needs a parent."""

    programme_year = models.ForeignKey(
        ProgrammeYear, models.CASCADE, related_name="levels", verbose_name="行动年度"
    )
    rank = models.PositiveSmallIntegerField("层次", help_text="1 为最高一级。")
    name = models.CharField("名称", max_length=20)
    unit_kinds = models.JSONField("单位一方允许的组织类别", default=list)
    community_kinds = models.JSONField("社区（街镇）一方允许的组织类别", default=list)
    parent_required = models.BooleanField(
        "须有上级结对", default=False, help_text="没有上级结对时须填写理由。"
    )

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "结对层级"
        verbose_name_plural = "结对层级"
        ordering = ["programme_year", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "rank"],
                name="pairing_level_unique",
                violation_error_message="该年度已有同一层次。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Kinds are kinds of organisation."""
        super().clean()
        for field in ("unit_kinds", "community_kinds"):
            if unknown := _unknown_kinds(getattr(self, field)):
                raise ValidationError({field: f"未知的组织类别：{'、'.join(unknown)}。"})


def _unknown_kinds(kinds: object) -> list[str]:
    if not isinstance(kinds, Iterable) or isinstance(kinds, str):
        return [str(kinds)]
    return [str(kind) for kind in kinds if kind not in OrganisationKind.values]


class ChecklistItem(models.Model):
    """One thing each pairing of a level does in the year, in `division` and everything in it."""

    programme_year = models.ForeignKey(
        ProgrammeYear, models.CASCADE, related_name="checklist", verbose_name="行动年度"
    )
    level = models.ForeignKey(
        PairingLevel, models.PROTECT, related_name="checklist", verbose_name="结对层级"
    )
    division = models.ForeignKey(
        "partners.Division",
        models.PROTECT,
        related_name="+",
        verbose_name="适用范围",
        help_text="适用于该地及其下属各地。",
    )
    title = models.CharField("事项", max_length=60)
    fulfilled_by = models.CharField("完成方式", max_length=10, choices=Fulfilment)
    quantity = models.PositiveSmallIntegerField("数量", default=1)
    due_on = models.DateField("完成期限")
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = "清单事项"
        verbose_name_plural = "清单事项"
        ordering = ["programme_year", "level", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="checklist_item_quantity_positive",
                violation_error_message="数量至少为 1。",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """The level belongs to the same year."""
        super().clean()
        if self.level_id and self.level.programme_year_id != self.programme_year_id:
            raise ValidationError({"level": "请选择同一行动年度的结对层级。"})
