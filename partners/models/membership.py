"""Memberships: a person acts for an organisation in a role, from a day until a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partners.enums import MembershipRole
from partners.querysets.register import RegisterQuerySet
from partners.querysets.scoped import any_of
from partners.scope import Scope
from portal.publicity import NOTHING

from .organisation import Organisation
from .register import Register


class MembershipQuerySet(RegisterQuerySet):
    #: Who acts for whom is never public.
    public_when = NOTHING

    def reached_by(self, scope: Scope) -> Q:
        """The own ones, and those of the places a department or auditor reads."""
        own = Q(user=scope.person) if scope else NOTHING
        return any_of(q for q in (self.in_places(scope.read), own) if q != NOTHING)

    def changed_by(self, scope: Scope) -> Q:
        """Those of the places a department steers, but never the own ones."""
        return self.in_places(scope.steered) & ~Q(user=scope.person)

    def current(self, on: date) -> "MembershipQuerySet":
        """Those in force on the day `on`, both ends included."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class Membership(Register):
    """A person's right to act for an organisation; several a person, each with dates."""

    number_prefix = "RY"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name="人员",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="代表组织"
    )
    role = models.CharField("角色", max_length=20, choices=MembershipRole)
    since = models.DateField("起始日期")
    until = models.DateField("结束日期", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["-number"]
        indexes = [models.Index(fields=["user", "since", "until"], name="membership_current")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "since"],
                name="membership_unique",
                violation_error_message="该任职已登记。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_dates_in_order",
                violation_error_message="结束日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.organisation} {self.get_role_display()}"
