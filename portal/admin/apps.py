"""Wagtail's app of people, with our own screens for accounts and groups."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """`wagtail.users` under its own name and label."""

    user_viewset = "portal.admin.accounts.AccountViewSet"
    group_viewset = "portal.admin.groups.GroupViewSet"
