"""Texts that were stopped on their way to the public, and who let which of them pass."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.querysets.subtree import path_range
from partners.scope import Scope, scope_of
from portal.text_guard import Kind

from .division import STEP


class HeldTextQuerySet(models.QuerySet):
    """Held texts of a subject, and those that wait for a department."""

    def of(self, subject: models.Model) -> "HeldTextQuerySet":
        """Those of one record, page or file."""
        return self._like(subject).filter(record_id=subject.pk)

    def unsaved(self, subject: models.Model, by: Any) -> "HeldTextQuerySet":
        """Those `by` met in something of that kind that could not be stored."""
        return self._like(subject).filter(record_id=None, tried_by=by)

    def in_scope(self, scope: Scope) -> "HeldTextQuerySet":
        """What a scope knows of: its places (what has none belongs to the city), own tries."""
        found = Q(tried_by=scope.person)
        for path in scope.read:
            found |= path_range(path, "division__path")
            if len(path) == STEP:
                found |= Q(division=None)
        return self.filter(found)

    def reached_by(self, user: Any) -> "HeldTextQuerySet":
        """What all memberships of a person let them know of."""
        return self.in_scope(scope_of(user))

    def for_listing(self) -> "HeldTextQuerySet":
        """With what a list shows of each."""
        return self.select_related(
            "record_type", "division", "tried_by", "released_by"
        ).prefetch_related("also_tried_by")

    def _like(self, subject: models.Model) -> "HeldTextQuerySet":
        return self.filter(record_type=ContentType.objects.get_for_model(subject))

    def waiting(self) -> "HeldTextQuerySet":
        """Neither released nor taken out of the text."""
        return self.filter(released_at=None, removed_at=None)


class HeldText(models.Model):
    """One finding in one field. What was found is never kept, only a keyed digest and a mask."""

    record_type = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name="登记簿"
    )
    record_id = models.PositiveBigIntegerField(
        "记录", null=True, blank=True, help_text="尚未保存的内容没有记录。"
    )
    record_number = models.CharField("编号", max_length=40, blank=True)
    record_label = models.CharField("记录名称", max_length=120, blank=True)
    division = models.ForeignKey(
        "partners.Division",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="所在地",
    )
    field = models.CharField("字段", max_length=80)
    field_label = models.CharField("位置", max_length=120)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    digest = models.CharField("摘要", max_length=64)
    before = models.CharField("前文", max_length=40, blank=True)
    masked = models.CharField("遮盖后的内容", max_length=60)
    after = models.CharField("后文", max_length=40, blank=True)
    tried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提交人"
    )
    also_tried_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name="其他提交人"
    )
    tried_at = models.DateTimeField("提交时间", default=timezone.now)
    removed_at = models.DateTimeField("删改时间", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="放行人",
    )
    released_at = models.DateTimeField("放行时间", null=True, blank=True)
    reason = models.CharField("放行理由", max_length=200, blank=True)

    objects = HeldTextQuerySet.as_manager()

    class Meta:
        verbose_name = "待核查文字"
        verbose_name_plural = "文字核查"
        ordering = ["-tried_at", "-pk"]
        indexes = [
            models.Index(fields=["division", "released_at"], name="held_text_place"),
            models.Index(fields=["tried_at"], name="held_text_tried_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "digest"],
                name="held_text_unique",
                violation_error_message="这处文字已登记待核查。",
            ),
            models.UniqueConstraint(
                fields=["record_type", "tried_by", "digest"],
                condition=Q(record_id=None),
                name="held_text_unique_unsaved",
                violation_error_message="这处文字已登记待核查。",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None, reason="")
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(reason=""),
                name="held_text_released_whole",
                violation_error_message="放行须同时写明放行人、时间和理由。",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=models.F("tried_by")),
                name="held_text_not_released_by_who_tried",
                violation_error_message="放行人不能是提交人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_label} {self.field_label}"

    @property
    def is_waiting(self) -> bool:
        """Whether a department may still decide."""
        return self.released_at is None and self.removed_at is None
