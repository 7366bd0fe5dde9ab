"""What every register has: number, division, who entered it for whom, and a version."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from .number import take_numbers

#: The year in a number; anything else is a slip of the hand such as 0024 for 2024.
FIRST_YEAR, LAST_YEAR = 1949, 2100


class StaleRecord(Exception):
    """The record was saved by somebody else since it was read; `record` is the stale copy."""

    def __init__(self, record: "Tracked") -> None:
        super().__init__(f"{record._meta.label} {record.pk} is no longer at v{record.version}")
        self.record = record


class Tracked(models.Model):
    """Who entered the record for whom, when it changed, and the version it stands at."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    on_behalf_of = models.ForeignKey(
        "partners.Organisation",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="代录单位",
        help_text="代其他单位录入时填写（上级代办）。",
    )
    created_at = models.DateTimeField("录入时间", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("更新时间", auto_now=True)
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an existing row only if nobody saved it in between (else StaleRecord)."""
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version", "changed_at"}
        before = self.version
        try:
            with transaction.atomic():
                self._claim_version()
                super().save(*args, **kwargs)
        except Exception:
            self.version = before  # nothing was kept, so that a second try is not stale
            raise

    def _claim_version(self) -> None:
        mine = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not mine.update(version=self.version + 1):
            raise StaleRecord(self)
        self.version += 1


class Register(Tracked):
    """A record with a public number and a place of its own."""

    number_prefix: ClassVar[str]

    number = models.CharField("编号", max_length=14, unique=True, blank=True, editable=False)
    division = models.ForeignKey(
        "partners.Division", models.PROTECT, related_name="+", verbose_name="所在地"
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new record its number, then save as `Tracked` does."""
        if not self.number:
            self.number = take_numbers(self.number_prefix, self.number_year())[0]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The year of the record is one that a number can carry."""
        super().clean()
        try:
            year = self.number_year()
        except AttributeError:  # the field it is read from was left empty: said there
            return
        if year is None:  # a year of its own, left empty
            return
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(
                f"年份 {year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，请核对日期。"
            )

    def number_year(self) -> int:
        """The year in the number; registers with a year or date of their own override this."""
        return timezone.localdate().year
