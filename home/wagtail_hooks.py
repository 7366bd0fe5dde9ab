"""The face of the admin: its style sheet and what a person meets on the first page."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from home.waiting import tasks_for


@hooks.register("insert_global_admin_css")
def style_sheet() -> SafeString:
    """Tags, record pages and lists of the registers."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin/admin.css"))


class WaitingPanel(Component):
    """What waits, for the person who looks."""

    template_name = "home/admin/waiting.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"tasks": tasks_for(self.request.user, timezone.localdate())}


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """Pages handed in for review come first, then what waits in the registers, then the rest."""
    for panel in panels:
        if isinstance(panel, WorkflowObjectsToModeratePanel):
            panel.order = WaitingPanel.order - 1
    panels.insert(0, WaitingPanel(request))


@hooks.register("construct_help_menu")
def help_within_reach(request: HttpRequest, items: list[MenuItem]) -> None:
    """Without pages elsewhere: the portal runs in closed networks."""
    items[:] = [item for item in items if not str(item.url).startswith("http")]
