"""Acts on many accounts at once, within the own rights; the own account is left out of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from portal.models import User

from .people import person
from .ranks import groups_to_give, may_change_account


class _WithinOwnRightsMixin:
    """Passes over the own account and accounts with rights the person does not hold."""

    request: Any

    def check_perm(self, obj: User) -> bool:
        user = person(self.request)
        allowed = super().check_perm(obj)  # type: ignore[misc]
        return allowed and obj != user and may_change_account(user, obj)


class AssignRole(_WithinOwnRightsMixin, AssignRoleBulkAction):
    """Puts people into a group that is not above the own rights."""

    def get_execution_context(self) -> dict[str, Any]:
        """The group. Raises PermissionDenied for one the person may not give."""
        context = super().get_execution_context()
        if context["role"] not in groups_to_give(person(self.request)):
            raise PermissionDenied
        return context


class SetActiveState(_WithinOwnRightsMixin, SetActiveStateBulkAction):
    """Puts accounts out of use, or into use again."""


class Delete(_WithinOwnRightsMixin, DeleteBulkAction):
    """Deletes accounts that nothing depends on."""


BULK_ACTIONS = (AssignRole, SetActiveState, Delete)
