"""Agreements 「协议」: a signed paper, its parties and what they promised."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from partners.enums import AgreementKind, AgreementState, AgreementStatus, CommitmentState
from partners.querysets.agreement import AgreementQuerySet
from portal.changes import TellingQuerySet

from .alliance import Alliance
from .organisation import Organisation
from .pairing import Pairing
from .programme import ProgrammeYear
from .review import Reviewed


class Agreement(Reviewed):
    """A paper under a pairing, under an alliance, or alone. Only 终止 is stored as a state."""

    number_prefix = "XY"

    title = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=12, choices=AgreementKind)
    programme_year = models.ForeignKey(
        ProgrammeYear,
        models.PROTECT,
        related_name="agreements",
        null=True,
        blank=True,
        verbose_name="行动年度",
    )
    pairing = models.ForeignKey(
        Pairing,
        models.PROTECT,
        related_name="agreements",
        null=True,
        blank=True,
        verbose_name="所属结对",
    )
    alliance = models.ForeignKey(
        Alliance,
        models.PROTECT,
        related_name="agreements",
        null=True,
        blank=True,
        verbose_name="所属联盟",
    )
    signed_on = models.DateField("签订日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    summary = models.TextField("内容概要", max_length=2000, blank=True)
    file = models.ForeignKey(
        "portal.PortalDocument",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="协议文本",
    )
    renews = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="renewed_by",
        null=True,
        blank=True,
        verbose_name="续签的协议",
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=AgreementState,
        default=AgreementState.SIGNED,
        editable=False,
    )
    terminated_on = models.DateField("终止日期", null=True, blank=True, editable=False)
    organisations = models.ManyToManyField(
        Organisation, through="AgreementParty", related_name="agreements"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = "协议"
        verbose_name_plural = "协议"
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["programme_year", "kind"], name="agreement_year_kind"),
            models.Index(fields=["state", "valid_until"], name="agreement_expiry"),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(signed_on=None)
                | Q(valid_until__gte=F("signed_on")),
                name="agreement_valid_until_after_signing",
                violation_error_message="有效期不能早于签订日期。",
            ),
            models.CheckConstraint(
                condition=Q(pairing=None) | Q(alliance=None),
                name="agreement_one_owner_at_most",
                violation_error_message="协议只能属于一个结对或一个联盟。",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.TERMINATED, terminated_on__isnull=False)
                | Q(state=AgreementState.SIGNED, terminated_on=None),
                name="agreement_terminated_has_date",
                violation_error_message="终止的协议须有终止日期。",
            ),
            models.CheckConstraint(
                condition=Q(renews=None) | ~Q(renews=F("id")),
                name="agreement_does_not_renew_itself",
                violation_error_message="不能续签自身。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:agreement_detail", args=[self.number])

    def number_year(self) -> int:
        return self.signed_on.year if self.signed_on else super().number_year()

    def status_on(self, day: date) -> AgreementStatus:
        """Whether the paper binds on `day`; the querysets of the same names agree."""
        if self.state == AgreementState.TERMINATED:
            return AgreementStatus.TERMINATED
        if self.signed_on is None or self.signed_on > day:
            return AgreementStatus.UPCOMING
        if self.valid_until is not None and self.valid_until < day:
            return AgreementStatus.EXPIRED
        return AgreementStatus.IN_FORCE


class AgreementParty(models.Model):
    """An organisation that signed."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="parties", verbose_name="协议"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreement_parties", verbose_name="签约方"
    )

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "签约方"
        verbose_name_plural = "签约方"
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                name="agreement_party_unique",
                violation_error_message="该组织已是签约方。",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Commitment(models.Model):
    """One thing promised in an agreement, and whether it was kept."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="commitments", verbose_name="协议"
    )
    text = models.CharField("承诺事项", max_length=200)
    due_on = models.DateField("履行期限", null=True, blank=True)
    state = models.CharField(
        "履行情况", max_length=10, choices=CommitmentState, default=CommitmentState.PENDING
    )
    done_on = models.DateField("履行日期", null=True, blank=True)

    class Meta:
        verbose_name = "承诺事项"
        verbose_name_plural = "承诺事项"
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CommitmentState.DONE, done_on__isnull=False)
                | ~Q(state=CommitmentState.DONE) & Q(done_on=None),
                name="commitment_done_has_date",
                violation_error_message="已履行的事项须填写履行日期，其他情况不填。",
            )
        ]

    def __str__(self) -> str:
        return self.text
