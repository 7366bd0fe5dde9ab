"""Who may do what with the registers, asked by every screen of the admin."""

from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class KeptPolicy(ModelPermissionPolicy):
    """Records that are never deleted: they end, are terminated or withdrawn, and stay readable."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the person's rights say, but nobody may delete."""
        return action != "delete" and super().user_has_permission(user, action)


def keep(*models: type[Model]) -> None:
    """Register the policy for registers; called by AppConfig.ready, before anybody asks."""
    for model in models:
        register_permission_policy(model, KeptPolicy(model), exact_class=True)
