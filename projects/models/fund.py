"""The ledger 「资金台账」: one line a movement; from verification on it never changes.

The rules of a line stand here, as constraints and in `clean`; what is done to one stands in
projects.ledger.bookkeeping, the triggers that stop every other path in the first migration.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from partners.models import Organisation, Register
from portal.money import YuanField
from projects.enums import MOVED_KINDS, FundKind
from projects.querysets.fund import FundEntryQuerySet

from .project import Project

#: What a reversal takes over from the line it takes back; a trigger holds it to that as well.
_REPEATED = ("project_id", "kind", "amount", "provider_id", "receiver_id")


class EntryLocked(ValidationError):
    """The line is verified: it can be reversed, not corrected or discarded."""

    def __init__(self) -> None:
        super().__init__("该笔资金已核验，不能修改或删除；如有差错，请冲正。", code="locked")


class FundEntry(Register):
    """One movement of money or goods, in yuan. A reversal points at the line it takes back."""

    number_prefix = "ZJ"

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="fund_entries", verbose_name="项目"
    )
    kind = models.CharField("性质", max_length=10, choices=FundKind)
    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="funds_provided", verbose_name="提供方"
    )
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="funds_received", verbose_name="接收方"
    )
    amount = YuanField("金额（元）")
    date = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    evidence = models.ForeignKey(
        "portal.PortalDocument",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="凭证",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="核验人",
    )
    verified_at = models.DateTimeField("核验时间", null=True, blank=True, editable=False)
    #: While it waits for its author to correct it; why is told by the event.
    returned_at = models.DateTimeField("退回时间", null=True, blank=True, editable=False)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="reversal",
        null=True,
        blank=True,
        editable=False,
        verbose_name="冲正对象",
    )

    objects = FundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "资金台账"
        verbose_name_plural = "资金台账"
        ordering = ["-date", "-number"]
        indexes = [
            models.Index(fields=["kind", "date"], name="fund_entry_kind_date"),
            models.Index(fields=["verified_at"], name="fund_entry_verified"),
            models.Index(fields=["date"], name="fund_entry_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)),
                name="fund_entry_amount_positive",
                violation_error_message="金额须大于零。",
            ),
            models.CheckConstraint(
                condition=~Q(provider=F("receiver")),
                name="fund_entry_parties_differ",
                violation_error_message="提供方和接收方不能是同一组织。",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("entered_by")),
                name="fund_entry_verifier_not_author",
                violation_error_message="核验人不能是录入人。",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="fund_entry_verified_by_and_at",
                violation_error_message="核验人和核验时间须同时填写。",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reverses=F("id")),
                name="fund_entry_does_not_reverse_itself",
                violation_error_message="不能冲正自身。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()} {self.signed_amount:,.2f} 元"

    def get_absolute_url(self) -> str:
        return reverse("projects:fund_detail", args=[self.number])

    def number_year(self) -> int:
        return self.date.year

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_returned(self) -> bool:
        """Whether its author has to correct it before it can be verified."""
        return self.returned_at is not None

    @property
    def is_reversal(self) -> bool:
        return self.reverses_id is not None

    @property
    def signed_amount(self) -> Decimal:
        """What the line adds to a total: a reversal takes its amount away."""
        return -self.amount if self.is_reversal else self.amount

    def clean(self) -> None:
        """Money moved by today; a reversal repeats the line it takes back, by another person."""
        super().clean()
        if self.reverses and (why := self._reversal_flaw(self.reverses)):
            raise ValidationError(why)
        # A date that is none is still text here; its field says so.
        ahead = isinstance(self.date, date) and self.date > timezone.localdate()
        if ahead and self.kind in MOVED_KINDS:
            raise ValidationError({"date": "到账、支出和物资折价的日期不能晚于今天。"})

    def _reversal_flaw(self, original: "FundEntry") -> str:
        if not original.is_verified or original.is_reversal:
            return "只能冲正已核验的资金，且冲正不能再冲正。"
        if any(getattr(self, field) != getattr(original, field) for field in _REPEATED):
            return "冲正的项目、性质、金额和双方须与原笔一致。"
        if self.entered_by_id == original.entered_by_id:
            return "冲正须由录入人以外的人员办理。"
        if self.date and not original.date <= self.date <= timezone.localdate():
            return "冲正日期不能早于原笔日期，也不能晚于今天。"
        return ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save unless the stored line is verified (EntryLocked)."""
        self._refuse_if_locked()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete unless the stored line is verified (EntryLocked)."""
        self._refuse_if_locked()
        return super().delete(*args, **kwargs)

    def _refuse_if_locked(self) -> None:
        if self.pk and FundEntry.objects.verified().filter(pk=self.pk).exists():
            raise EntryLocked
