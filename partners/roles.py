"""Which roles a person holds: groups for the admin, memberships in force for everything else."""

from django.contrib.auth.models import Group
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from partners.enums import StaffRole
from partners.models import Membership, RolePolicy
from portal.models import User


def policies_of(user: User) -> QuerySet[RolePolicy]:
    """The row of each role the person holds now; a superuser is an administrator."""
    memberships = Membership.objects.current(timezone.localdate()).filter(user=user)
    held = Q(role__in=memberships.order_by().values("role"))
    for role in StaffRole:
        held |= Q(Exists(Group.objects.filter(user=user, name=role.label)), role=role)
    if user.is_superuser:
        held |= Q(role=StaffRole.ADMINISTRATOR)
    return RolePolicy.objects.filter(held)


def roles_of(user: User) -> frozenset[str]:
    """The person's roles, values of StaffRole and MembershipRole."""
    return frozenset(policies_of(user).values_list("role", flat=True))
