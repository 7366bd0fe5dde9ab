"""Tokens of forms that were carried out, so that none is carried out again."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

#: For how long a form may be open; after that its token is worth nothing and needs no memory.
LIFETIME = timedelta(days=7)
_PRUNED_AT_ONCE = 100


class FormTokenQuerySet(models.QuerySet):
    def prune(self) -> int:
        """Forget some of the tokens that are over; called as new ones are kept."""
        over = self.filter(used_at__lt=timezone.now() - LIFETIME).order_by("used_at")
        return self.filter(
            pk__in=list(over.values_list("pk", flat=True)[:_PRUNED_AT_ONCE])
        ).delete()[0]

    def keep(self, token: str, person: Any, content: str = "") -> Any:
        """The new row of a token; None where it was used before. Within a transaction."""
        try:
            with transaction.atomic():
                kept = self.create(token=token, person=person, content=content)
        except IntegrityError:
            return None
        self.prune()
        return kept

    def kept(self, token: str) -> Self:
        """The row of a token, if there is one."""
        return self.filter(token=token)


class FormToken(models.Model):
    """A form that was carried out: whose it was, what it said, where it led."""

    token = models.CharField("标识", max_length=40, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="提交人"
    )
    used_at = models.DateTimeField("提交时间", default=timezone.now, db_index=True)
    content = models.CharField("内容摘要", max_length=64)
    led_to = models.CharField("结果地址", max_length=500, blank=True)

    objects = FormTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "表单标识"
        verbose_name_plural = "表单标识"

    def __str__(self) -> str:
        return f"{self.token} → {self.led_to}"
