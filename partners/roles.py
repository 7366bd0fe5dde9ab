"""Which roles a person holds: groups for the admin, memberships in force for everything else."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from partners.enums import StaffRole
from partners.models import Membership, RolePolicy
from portal.models import User


def policies_of(user: User) -> QuerySet[RolePolicy]:
    """The row of each role the person holds now; a superuser is an administrator, and so is who
    may enter the admin by another group than those of the roles: one of its own, or renamed.
    """
    memberships = Membership.objects.current(timezone.localdate()).filter(user=user)
    held = Q(role__in=memberships.order_by().values("role"))
    for role in StaffRole:
        held |= Q(Exists(Group.objects.filter(user=user, name=role.label)), role=role)
    held |= Q(Exists(_other_ways_in(user)), role=StaffRole.ADMINISTRATOR)
    if user.is_superuser:
        held |= Q(role=StaffRole.ADMINISTRATOR)
    return RolePolicy.objects.filter(held)


def _other_ways_in(user: User) -> QuerySet[Permission]:
    by_group = Exists(
        Group.objects.filter(user=user, permissions=OuterRef("pk")).exclude(
            name__in=[role.label for role in StaffRole]
        )
    )
    own = Exists(User.user_permissions.through.objects.filter(user=user, permission=OuterRef("pk")))
    enters = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    return enters.filter(by_group | own)


def roles_of(user: User) -> frozenset[str]:
    """The person's roles, values of StaffRole and MembershipRole."""
    return frozenset(policies_of(user).values_list("role", flat=True))
