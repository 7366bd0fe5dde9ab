"""Pairings 「结对」: a unit's side and a community's side, for one programme year."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from partners.enums import PairingStatus, Side
from partners.querysets.pairing import PairingQuerySet
from partners.rules import check_pairing

from .organisation import Organisation
from .programme import PairingLevel, ProgrammeYear
from .register import Register

#: Days after its last one in which it is usual to enter what was done in a pairing.
ENTERED_LATE = 90

_UNSIGNED = [PairingStatus.PROPOSED, PairingStatus.TERMINATED]


class Pairing(Register):
    """Two different sides, one programme year. `status` moves only through partners.moves."""

    number_prefix = "JD"

    programme_year = models.ForeignKey(
        ProgrammeYear, models.PROTECT, related_name="pairings", verbose_name="行动年度"
    )
    level = models.ForeignKey(
        PairingLevel, models.PROTECT, related_name="pairings", verbose_name="结对层级"
    )
    unit_side = models.ForeignKey(
        Organisation, models.PROTECT, related_name="pairings_as_unit", verbose_name="单位一方"
    )
    community_side = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="pairings_as_community",
        verbose_name="社区（街镇）一方",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name="上级结对",
    )
    no_parent_reason = models.CharField("无上级结对的理由", max_length=200, blank=True)
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="successors",
        null=True,
        blank=True,
        verbose_name="前一次结对",
    )
    start_on = models.DateField("起始日期")
    end_on = models.DateField("截止日期")
    signed_on = models.DateField("签约日期", null=True, blank=True)
    summary = models.TextField("结对内容", max_length=2000, blank=True)
    status = models.CharField(
        "状态",
        max_length=10,
        choices=PairingStatus,
        default=PairingStatus.PROPOSED,
        editable=False,
    )
    ended_on = models.DateField("终止日期", null=True, blank=True, editable=False)
    end_reason = models.CharField("终止理由", max_length=200, blank=True, editable=False)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = "结对"
        verbose_name_plural = "结对"
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["programme_year", "status", "level"], name="pairing_year_status"),
            models.Index(fields=["programme_year", "number"], name="pairing_year_number"),
            models.Index(fields=["status", "end_on"], name="pairing_term"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit_side=F("community_side")),
                name="pairing_sides_differ",
                violation_error_message="结对双方不能是同一组织。",
            ),
            models.UniqueConstraint(
                fields=["programme_year", "level", "unit_side", "community_side"],
                condition=~Q(status=PairingStatus.TERMINATED),
                name="pairing_unique",
                violation_error_message="双方在本年度已有同一层级的结对。",
            ),
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")),
                name="pairing_term_in_order",
                violation_error_message="截止日期不能早于起始日期。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_UNSIGNED) | Q(signed_on__isnull=False),
                name="pairing_signed_has_date",
                violation_error_message="已签约的结对须有签约日期。",
            ),
            models.CheckConstraint(
                condition=Q(status=PairingStatus.TERMINATED, ended_on__isnull=False)
                & ~Q(end_reason="")
                | ~Q(status=PairingStatus.TERMINATED) & Q(ended_on=None),
                name="pairing_terminated_has_date_and_reason",
                violation_error_message="终止的结对须有终止日期和理由。",
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=F("id")),
                name="pairing_not_its_own_predecessor",
                violation_error_message="前一次结对不能是自身。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_side} — {self.community_side}"

    def get_absolute_url(self) -> str:
        return reverse("partners:pairing_detail", args=[self.number])

    def number_year(self) -> int:
        return self.programme_year.year

    @property
    def is_draft(self) -> bool:
        """Whether it is not signed, and not public; signing looks its words through."""
        return self.status in _UNSIGNED

    @property
    def first_day(self) -> date:
        """The first day of what is done in it: both sides may sign, and begin, before its start."""
        return min(self.start_on, self.signed_on or self.start_on)

    @property
    def last_day(self) -> date:
        """The end of its term, or the earlier day on which it was ended."""
        return min(self.end_on, self.ended_on or self.end_on)

    def covers(self, day: date) -> bool:
        """Whether what was done on that day can be of this pairing."""
        return self.first_day <= day <= self.last_day

    def nearest_day(self, day: date) -> date:
        """That day, or the one of the term that lies next to it."""
        return max(self.first_day, min(day, self.last_day))

    def is_entered_on(self, day: date) -> bool:
        """Whether activities are still asked for on that day: it runs, or ended a while ago."""
        return day <= self.last_day + timedelta(days=ENTERED_LATE)

    def clean(self) -> None:
        """The sides fit the level and the parent stands above both; see partners.rules."""
        super().clean()
        check_pairing(self)


class PairingContact(models.Model):
    """Whom to call on a side. Private: the public sees name and post only where allowed."""

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="contacts", verbose_name="结对"
    )
    side = models.CharField("所属一方", max_length=10, choices=Side)
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    is_public = models.BooleanField(
        "公开姓名和职务", default=False, help_text="联系电话在任何情况下都不公开。"
    )

    class Meta:
        verbose_name = "结对联系人"
        verbose_name_plural = "结对联系人"
        ordering = ["pairing", "-side", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A name of nothing but blanks is no name."""
        super().clean()
        if not self.name.strip():
            raise ValidationError({"name": "请填写姓名。"})
