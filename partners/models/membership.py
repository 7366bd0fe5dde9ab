"""Memberships: a person acts for an organisation in a role, from a day until a day."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partners.enums import MembershipRole
from partners.people.delegation import beyond_memberships, given_by
from partners.querysets.register import RegisterQuerySet
from partners.querysets.scoped import any_of
from partners.scope import Scope
from portal.publicity import NOTHING, Audience

from .organisation import Organisation
from .register import Register


class MembershipQuerySet(RegisterQuerySet):
    #: Who acts for whom is never public.
    public_when = NOTHING
    #: Where the organisation stands: a membership opens that place, whatever is written beside it.
    place_path = "organisation__division__path"
    why_unchangeable = "本人的、本级组织部门和督导的、有后台权限人员的，由上级办理"

    def reached_by(self, scope: Scope) -> Q:
        """The own ones, and those of the places a department or auditor reads."""
        own = Q(user=scope.person) if scope else NOTHING
        return any_of(q for q in (self.in_places(scope.read), own) if q != NOTHING)

    def editable_by(self, user: Audience) -> Self:
        """Nobody's own: not an administrator's either."""
        return super().editable_by(user).exclude(user=user.pk)

    def changed_by(self, scope: Scope) -> Q:
        """Those a department may give (people.delegation), of people without further rights."""
        if not scope.steered:
            return NOTHING
        staff = get_user_model().objects.filter(beyond_memberships())
        return given_by(scope.steered) & ~Q(user__in=staff.values("pk"))

    def current(self, on: date) -> "MembershipQuerySet":
        """Those in force on the day `on`, both ends included."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def overlapping(self, since: date, until: date | None) -> "MembershipQuerySet":
        """Those with a day in common with the term given."""
        rows = self.filter(Q(until=None) | Q(until__gte=since))
        return rows.filter(since__lte=until) if until else rows


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

    def clean(self) -> None:
        """The same role for the same organisation is held once at a time."""
        super().clean()
        if None in (self.user_id, self.organisation_id, self.since) or not self.role:
            return  # said at the field
        alike = Membership.objects.filter(
            user=self.user_id, organisation=self.organisation_id, role=self.role
        )
        if alike.exclude(pk=self.pk).overlapping(self.since, self.until).exists():
            raise ValidationError("同一人在同一组织的同一角色，任期不能重叠：该任职已登记。")

    def is_current(self, on: date) -> bool:
        """Whether it is in force on the day `on`, both ends included."""
        return self.since <= on and (self.until is None or self.until >= on)

    def __str__(self) -> str:
        return f"{self.user} {self.organisation} {self.get_role_display()}"
