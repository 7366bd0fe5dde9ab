"""Entries a department made for another organisation (上级代办), and what that one says to them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from partners.querysets.proxy_entry import ProxyEntryQuerySet

from .organisation import Organisation


class ProxyEntry(models.Model):
    """One record entered for `organisation` by somebody else, to be confirmed by it later.

    It holds nothing up: the record takes its own way. The answer says whether it is so.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", "待本单位确认"
        CONFIRMED = "confirmed", "本单位已确认"
        OBJECTED = "objected", "本单位有异议"

    record_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    number = models.CharField("编号", max_length=20)
    title = models.CharField("内容", max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="proxy_entries", verbose_name="代录单位"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)
    answer = models.CharField(
        "本单位意见", max_length=10, choices=Answer, default=Answer.WAITING, editable=False
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="确认人",
    )
    answered_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)
    remark = models.CharField("说明", max_length=200, blank=True)

    objects = ProxyEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "代录"
        verbose_name_plural = "代录"
        ordering = ["-entered_at"]
        indexes = [models.Index(fields=["organisation", "answer"], name="proxy_entry_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id"],
                name="proxy_entry_unique",
                violation_error_message="这条记录已登记为代办。",
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_by=None)
                | ~Q(answer="waiting") & Q(answered_by__isnull=False),
                name="proxy_entry_answered_has_person",
                violation_error_message="已确认的代录须有确认人。",
            ),
            models.CheckConstraint(
                condition=~Q(answer="objected") | ~Q(remark=""),
                name="proxy_entry_objected_has_remark",
                violation_error_message="有异议的代录须说明情况。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
