"""Assignments 「包联/挂包」: a post-holder answers for a place, alliance, pairing or need."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from partners.enums import AssignmentRole
from partners.querysets.register import RegisterQuerySet
from portal.constraints import exactly_one

from .alliance import Alliance
from .division import Division
from .list_item import ListItem
from .pairing import Pairing
from .register import Register

_TARGETS = ("place", "alliance", "pairing", "need")


class AssignmentQuerySet(RegisterQuerySet):
    #: Only where the department switched the name on.
    public_when = Q(is_public=True)
    parties = ("pairing__unit_side", "pairing__community_side", "need__organisation")
    many_parties = ("alliance__members__organisation",)

    def in_force(self, on: date) -> Self:
        """Who answers on that day, in the order of roles."""
        rows = self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
        return rows.order_by("role", "since", "pk")


class Assignment(Register):
    """Who (post, name) answers for what, since when. Private unless the department says so."""

    number_prefix = "BL"

    role = models.CharField("角色", max_length=16, choices=AssignmentRole)
    post = models.CharField("职务", max_length=60)
    name = models.CharField("姓名", max_length=40)
    since = models.DateField("起始日期")
    until = models.DateField("结束日期", null=True, blank=True)
    is_public = models.BooleanField("公开姓名和职务", default=False)
    place = models.ForeignKey(
        Division,
        models.PROTECT,
        related_name="assignments",
        null=True,
        blank=True,
        verbose_name="包联地区",
    )
    alliance = models.ForeignKey(
        Alliance,
        models.PROTECT,
        related_name="assignments",
        null=True,
        blank=True,
        verbose_name="挂包联盟",
    )
    pairing = models.ForeignKey(
        Pairing,
        models.PROTECT,
        related_name="assignments",
        null=True,
        blank=True,
        verbose_name="联系结对",
    )
    need = models.ForeignKey(
        ListItem,
        models.PROTECT,
        related_name="assignments",
        null=True,
        blank=True,
        verbose_name="包办需求",
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "包联"
        verbose_name_plural = "包联"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*_TARGETS),
                name="assignment_exactly_one_target",
                violation_error_message="包联地区、联盟、结对、需求须且只须填写一项。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="assignment_dates_in_order",
                violation_error_message="结束日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.get_role_display()}"

    @property
    def target(self) -> models.Model:
        """What the post-holder answers for."""
        return next(t for field in _TARGETS if (t := getattr(self, field)) is not None)
