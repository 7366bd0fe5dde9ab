"""Alliances 「共同体/联盟/大工委/大党委」: many parties with roles."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from partners.enums import AllianceKind, AllianceRole, AllianceState
from partners.querysets.agreement import AllianceQuerySet
from portal.changes import TellingQuerySet

from .organisation import Organisation
from .programme import ProgrammeYear
from .review import Reviewed


class Alliance(Reviewed):
    """A standing body of many parties. Public once approved; a dissolved one stays readable."""

    number_prefix = "LM"

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=16, choices=AllianceKind)
    programme_year = models.ForeignKey(
        ProgrammeYear,
        models.PROTECT,
        related_name="alliances",
        null=True,
        blank=True,
        verbose_name="行动年度",
    )
    formed_on = models.DateField("成立日期", null=True, blank=True)
    summary = models.TextField("简介", max_length=2000, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=AllianceState, default=AllianceState.ACTIVE, editable=False
    )
    dissolved_on = models.DateField("解散日期", null=True, blank=True, editable=False)
    organisations = models.ManyToManyField(
        Organisation, through="AllianceMember", related_name="alliances"
    )

    objects = AllianceQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = "联盟（共同体）"
        verbose_name_plural = "联盟（共同体）"
        ordering = ["-number"]
        indexes = [models.Index(fields=["review_state", "kind"], name="alliance_public")]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=AllianceState.DISSOLVED, dissolved_on__isnull=False)
                | Q(state=AllianceState.ACTIVE, dissolved_on=None),
                name="alliance_dissolved_has_date",
                violation_error_message="已解散的联盟须有解散日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:alliance_detail", args=[self.number])


class AllianceMember(models.Model):
    """An organisation in an alliance, with its role."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="members", verbose_name="联盟"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="alliance_memberships", verbose_name="组织"
    )
    role = models.CharField(
        "角色", max_length=10, choices=AllianceRole, default=AllianceRole.MEMBER
    )

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "联盟成员"
        verbose_name_plural = "联盟成员"
        ordering = ["alliance", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "organisation"],
                name="alliance_member_unique",
                violation_error_message="该组织已是成员。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_role_display()}）"
