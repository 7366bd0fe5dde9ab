"""Activities 「结对活动」: they count once the other side has confirmed them."""

from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from partners.models import Agreement, Alliance, ChecklistItem, Organisation, Pairing, Register
from portal.constraints import exactly_one
from projects.enums import ActivityState
from projects.querysets.activity import ActivityQuerySet

from .project import Project


class Activity(Register):
    """Something done together on a day, under exactly one pairing, alliance or agreement."""

    number_prefix = "HD"

    pairing = models.ForeignKey(
        Pairing,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name="所属结对",
    )
    alliance = models.ForeignKey(
        Alliance,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name="所属联盟",
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name="所属协议",
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name="相关项目",
    )
    checklist_item = models.ForeignKey(
        ChecklistItem,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name="清单事项",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="activities_reported",
        null=True,
        blank=True,
        verbose_name="填报组织",
        help_text="由另一方确认；结对活动不填时为单位一方。",
    )
    title = models.CharField("活动名称", max_length=60)
    date = models.DateField("日期")
    place_text = models.CharField("地点", max_length=80, blank=True)
    attendance = models.PositiveIntegerField("参加人数", default=0)
    volunteers = models.PositiveIntegerField("志愿服务人次", default=0)
    volunteer_hours = models.DecimalField(
        "志愿服务时长（小时）", max_digits=8, decimal_places=1, default=0
    )
    text = models.TextField("活动内容", max_length=2000, blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ActivityState,
        default=ActivityState.PENDING,
        editable=False,
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="确认人",
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)
    dispute_reason = models.CharField("异议理由", max_length=200, blank=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "结对活动"
        verbose_name_plural = "结对活动"
        ordering = ["-date", "-number"]
        indexes = [
            models.Index(fields=["state", "date"], name="activity_counted"),
            models.Index(fields=["pairing", "state", "checklist_item"], name="activity_checklist"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("pairing", "alliance", "agreement"),
                name="activity_exactly_one_owner",
                violation_error_message="活动须且只须属于一个结对、联盟或协议。",
            ),
            models.CheckConstraint(
                condition=Q(state=ActivityState.CONFIRMED, confirmed_by__isnull=False)
                | ~Q(state=ActivityState.CONFIRMED) & Q(confirmed_by=None),
                name="activity_confirmed_has_person",
                violation_error_message="已确认的活动须有确认人。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="activity_confirmer_not_author",
                violation_error_message="确认人不能是录入人。",
            ),
            models.CheckConstraint(
                condition=~Q(state=ActivityState.DISPUTED) | ~Q(dispute_reason=""),
                name="activity_disputed_has_reason",
                violation_error_message="有异议的活动须说明理由。",
            ),
            models.CheckConstraint(
                condition=Q(volunteer_hours__gte=0),
                name="activity_hours_not_negative",
                violation_error_message="志愿服务时长不能为负。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:activity_detail", args=[self.number])

    def number_year(self) -> int:
        return self.date.year

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An activity of a pairing is its unit's to report, unless somebody else is named."""
        if self.organisation_id is None and self.pairing is not None:
            self.organisation_id = self.pairing.unit_side_id
        super().save(*args, **kwargs)

    @property
    def owner(self) -> Pairing | Alliance | Agreement:
        """The pairing, alliance or agreement it belongs to; none while it is being filled in."""
        return cast(Pairing | Alliance | Agreement, self.pairing or self.alliance or self.agreement)

    def clean(self) -> None:
        """A checklist item is of the level of its pairing, its day of the pairing's term."""
        super().clean()
        errors = {}
        item = self.checklist_item
        if item and self.owner and getattr(self.owner, "level_id", None) != item.level_id:
            errors["checklist_item"] = "请选择该结对所属层级的清单事项。"
        if self.pairing and self.date and self._is_outside_term(self.pairing):
            errors["date"] = outside_term(self.pairing)
        if errors:
            raise ValidationError(errors)

    def _is_outside_term(self, pairing: Pairing) -> bool:
        """Asked where day or pairing are new: what was entered before the rule stays as it is."""
        if pairing.covers(self.date):
            return False
        stored = type(self)._base_manager.filter(pk=self.pk)
        return not stored.filter(pairing=pairing, date=self.date).exists()


def outside_term(pairing: Pairing) -> str:
    """What is said of a day on which the pairing did not run."""
    return (
        f"活动日期须在结对期限之内：{pairing.first_day:%Y-%m-%d} 至 {pairing.last_day:%Y-%m-%d}。"
        "期限之后开展的活动，请登记在重新结对的记录下。"
    )


class ActivityPhoto(models.Model):
    """A photo of an activity; never mandatory, shown in public only with it."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="photos", verbose_name="活动"
    )
    image = models.ForeignKey(
        "portal.PortalImage", models.PROTECT, related_name="+", verbose_name="图片"
    )
    caption = models.CharField("说明", max_length=80, blank=True)

    class Meta:
        verbose_name = "活动图片"
        verbose_name_plural = "活动图片"
        ordering = ["activity", "pk"]

    def __str__(self) -> str:
        return self.caption or str(self.image)
