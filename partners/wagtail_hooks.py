"""The screens of partners in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from partners.access.views.reset import ResetView, may_reset
from partners.choosers import CHOOSERS
from partners.held_texts import PAGE_ACTION
from partners.viewsets.groups import SETTINGS, ListsGroup, PairingsGroup, PlacesGroup
from portal.admin.account_bulk import BULK_ACTIONS
from portal.models import User


@hooks.register("register_admin_viewset")
def choosers() -> list[ViewSet]:
    """Windows in which records are looked up."""
    return CHOOSERS


@hooks.register("register_admin_viewset")
def registers() -> list[ModelViewSetGroup]:
    """One menu group a subject."""
    return [PairingsGroup(), PlacesGroup(), ListsGroup()]


@hooks.register("register_admin_viewset")
def settings() -> list[ViewSet]:
    """What is set up once a year, in the settings menu."""
    return SETTINGS


for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=10)  # after Wagtail's, in their place


@hooks.register("register_admin_urls")
def second_factor() -> list[URLPattern]:
    """Where an administrator resets a person's second factor."""
    reset = ResetView.as_view()
    return [path("second-factor/reset/<int:pk>/", reset, name="access_reset_factor")]


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> list[Button]:
    """Below 「更多」 of a person in the list of accounts."""
    if not may_reset(request_user, user):
        return []
    url = reverse("access_reset_factor", args=[user.pk])
    return [Button("重置二次验证", url=url, icon_name="lock", priority=40)]


@hooks.register("register_account_menu_item")
def own_password(request: HttpRequest) -> dict[str, str]:
    """On a person's own account."""
    return {
        "url": reverse("access:password"),
        "label": "修改密码",
        "help_text": "修改后，您在其他设备上的登录会退出。",
    }


@hooks.register("register_account_menu_item")
def own_factor(request: HttpRequest) -> dict[str, str]:
    """On a person's own account."""
    return {
        "url": reverse("access:set_up"),
        "label": "二次验证",
        "help_text": "设置或更改登录时的动态验证码，查看恢复码剩余数量。",
    }


@hooks.register("register_log_actions")
def releases_in_the_history_of_pages(actions: LogActionRegistry) -> None:
    """Who let which words of a page pass, and why."""

    @actions.register_action(PAGE_ACTION)
    class Release(LogFormatter):
        label = "放行文字"

        def format_message(self, entry: Any) -> str:
            """「放行“主要做法”中的 …138******00…，理由：…」"""
            said = entry.data
            return f"放行“{said['field']}”中的 {said['spot']}，理由：{said['reason']}"
