"""The event log: one row for every move of state and every change of record, never altered."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class EventQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> "EventQuerySet":
        """The history of one record, newest first."""
        record_type = ContentType.objects.get_for_model(record)
        return (
            self.filter(record_type=record_type, record_id=record.pk)
            .select_related("actor", "on_behalf_of", "record_type")
            .order_by("-at", "-pk")
        )


class Event(models.Model):
    """Who did what to which record, for whom, from which state to which, why and when."""

    record_type = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name="登记簿"
    )
    record_id = models.PositiveBigIntegerField("记录")
    record_number = models.CharField("编号", max_length=40, blank=True)
    action = models.CharField("动作", max_length=40)
    label = models.CharField("事项", max_length=40)
    field = models.CharField("状态字段", max_length=40, blank=True)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    changes = models.JSONField(
        "改动", default=dict, blank=True, help_text="字段 → [改前, 改后]；不含联系方式。"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    on_behalf_of = models.ForeignKey(
        "partners.Organisation",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="代办对象",
    )
    at = models.DateTimeField("时间", default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "事件"
        verbose_name_plural = "事件"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "at"], name="event_record"),
            models.Index(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.record_number} {self.label}"

    @property
    def from_label(self) -> str:
        """The words of the state before, as the record's field shows them."""
        return self._state_label(self.from_state)

    @property
    def to_label(self) -> str:
        """The words of the state after."""
        return self._state_label(self.to_state)

    def _state_label(self, value: str) -> str:
        model = self.record_type.model_class()
        if not (value and self.field and model):
            return value
        return state_words(model, self.field).get(value, value)


def state_words(model: type[models.Model], field: str) -> dict[str, str]:
    """The words on a screen for each value of a state field."""
    choices: Any = model._meta.get_field(field)
    return {value: str(words) for value, words in choices.flatchoices}
