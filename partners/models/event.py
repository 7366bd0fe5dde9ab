"""The audit trail: one row for every move, change, log-in, refusal, export, never altered."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from partners.enums import EventKind
from partners.querysets.scoped import any_of
from partners.querysets.subtree import STEP, path_range
from partners.scope import Scope

#: Acts that put a record in.
ENTERING = ("create", "enter")
#: Records of a person looked at for what was decided about them.
_LATEST = 50


class EventQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> Self:
        """The history of one record, newest first."""
        record_type = ContentType.objects.get_for_model(record)
        return (
            self.filter(record_type=record_type, record_id=record.pk)
            .exclude(kind__in=(EventKind.EXPORT, EventKind.REFUSAL, EventKind.LOGIN))
            .select_related("actor", "on_behalf_of", "record_type")
            .order_by("-at", "-pk")
        )

    def for_listing(self) -> Self:
        """With all a row of a list shows."""
        return self.select_related("actor", "on_behalf_of", "record_type", "division")

    def read_by(self, scope: Scope) -> Self:
        """Rows of the places a department or auditor reads. Those without a place (a log-in of
        somebody who acts for nobody) are read by whoever reads a whole city.
        """
        read = any_of(path_range(path, "division__path") for path in sorted(scope.read))
        if any(len(path) == STEP for path in scope.read):
            read |= models.Q(division=None)
        return self.filter(read)

    def decided_for(self, user: Any) -> Self:
        """What others decided about the latest records that `user` entered, newest first."""
        entered = (
            self.model._default_manager.filter(actor=user, action__in=ENTERING)
            .exclude(record_number="")
            .order_by("-at")
            .values("record_number")[:_LATEST]
        )
        return (
            self.filter(
                kind__in=(EventKind.MOVE, EventKind.VERIFICATION), record_number__in=entered
            )
            .exclude(actor=user)
            .select_related("actor", "record_type")
            .order_by("-at", "-pk")
        )

    def unsealed(self) -> Self:
        """Rows that are not (or not yet) in the chain, in the order they were written."""
        return self.filter(seal=None).order_by("pk")


class Event(models.Model):
    """Who did what to which record, for whom, from which state to which, why, when, from where.

    Rows about no record (a log-in, an export) have a `subject` in words instead. `division` is
    the place of the record, else of the actor's membership: it decides who reads the row.
    """

    kind = models.CharField("类别", max_length=12, choices=EventKind, default=EventKind.CHANGE)
    record_type = models.ForeignKey(
        ContentType,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="登记簿",
    )
    record_id = models.PositiveBigIntegerField("记录", null=True, blank=True)
    record_number = models.CharField("编号", max_length=40, blank=True)
    subject = models.CharField("对象", max_length=120, blank=True)
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
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,  # event_actor begins with it
        verbose_name="经办人",
        help_text="空：系统，或登录失败时尚不知是谁。",
    )
    on_behalf_of = models.ForeignKey(
        "partners.Organisation",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="代办对象",
    )
    division = models.ForeignKey(
        "partners.Division",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,  # event_division begins with it
        verbose_name="所在地",
    )
    address = models.CharField("来源地址", max_length=45, blank=True)
    path = models.CharField("访问路径", max_length=300, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "at"], name="event_record"),
            models.Index(fields=["at"], name="event_at"),
            models.Index(fields=["kind", "at"], name="event_kind"),
            models.Index(fields=["actor", "at"], name="event_actor"),
            models.Index(fields=["division", "at"], name="event_division"),
            models.Index(fields=["record_number", "at"], name="event_number"),
        ]

    def __str__(self) -> str:
        return f"{self.record_number or self.subject} {self.label}".strip()

    @property
    def from_label(self) -> str:
        """The words of the state before, as the record's field shows them."""
        return self._state_label(self.from_state)

    @property
    def to_label(self) -> str:
        """The words of the state after."""
        return self._state_label(self.to_state)

    def _state_label(self, value: str) -> str:
        model = self.record_type.model_class() if self.record_type else None
        if not (value and self.field and model):
            return value
        return state_words(model, self.field).get(value, value)


def state_words(model: type[models.Model], field: str) -> dict[str, str]:
    """The words on a screen for each value of a state field."""
    choices: Any = model._meta.get_field(field)
    return {value: str(words) for value, words in choices.flatchoices}
