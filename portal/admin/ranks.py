"""Never above the own rights: whose account somebody may change in the admin, what groups give."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from portal.models import User


def may_change_account(user: User, subject: User) -> bool:
    """Whether nothing is to be had by the account of `subject` that `user` may not do as well.

    Who sets a password or takes a second factor away could log in by it.
    """
    if user.is_superuser:
        return True
    held = user.get_all_permissions()
    return not subject.is_superuser and held.issuperset(_rights_of(subject))


def groups_to_give(user: User) -> QuerySet[Group]:
    """The groups all whose rights `user` holds; a superuser gives every group."""
    groups = Group.objects.prefetch_related("permissions__content_type").order_by("name")
    if user.is_superuser:
        return groups
    held = user.get_all_permissions()
    within = [group.pk for group in groups if held.issuperset(_names_of(group))]
    return groups.filter(pk__in=within)


def _rights_of(subject: User) -> set[str]:
    """Those of an account out of use too: it may come into use again."""
    names = {_name(right) for right in subject.user_permissions.select_related("content_type")}
    groups = subject.groups.prefetch_related("permissions__content_type")
    return names.union(*(_names_of(group) for group in groups))


def _names_of(group: Group) -> set[str]:
    return {_name(right) for right in group.permissions.all()}


def _name(right: Permission) -> str:
    return f"{right.content_type.app_label}.{right.codename}"
