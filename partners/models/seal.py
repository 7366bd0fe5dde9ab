"""Seals of the audit trail: a chain of digests in which every row depends on all before it."""

from django.db import models
from django.utils import timezone

from .event import Event


class EventSeal(models.Model):
    """One link of the chain, written once, right after the row it seals. Its key is its place.

    `content` is the digest of the row alone, `digest` that of the link before and `content`: so a
    row that was altered and a row that stands elsewhere can be told apart.
    """

    id = models.PositiveBigIntegerField("序号", primary_key=True)
    event = models.OneToOneField(
        Event, models.PROTECT, related_name="seal", verbose_name="审计记录"
    )
    content = models.CharField("内容摘要", max_length=64)
    digest = models.CharField("链上摘要", max_length=64)
    at = models.DateTimeField("封存时间", default=timezone.now)

    class Meta:
        verbose_name = "封存"
        verbose_name_plural = "封存"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.digest}"


class ChainHead(models.Model):
    """Where the chain ends: one row, held by whoever adds to it. An end cut off is missed here."""

    length = models.PositiveBigIntegerField("条数", default=0)
    digest = models.CharField("末端摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = "链端"
        verbose_name_plural = "链端"

    def __str__(self) -> str:
        return f"{self.length} {self.digest}"
