"""What the portal adds to Wagtail's admin everywhere."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page
from wagtail.workflows import TASK_TYPES

from portal.admin.api import put_in_place
from portal.admin.ids import is_id
from portal.admin.page_editing import PortalPageViewSet
from portal.admin.protection import refuse_together
from portal.admin.unsaid import say_it
from portal.models import PortalDocument, ReviewTask
from portal.pages import BasePage


@hooks.register("before_serve_document")
def serve_public_documents_only(document: PortalDocument, request: HttpRequest) -> None:
    """Evidence and other private files do not exist for the public."""
    if not (document.is_public or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404


@hooks.register("after_create_page")
def remember_the_page(request: Any, page: Page) -> None:
    """A form of a page that is sent again leads to the page itself, not to the list it is in."""
    request.made_url = reverse("wagtailadmin_pages:edit", args=[page.pk])


@hooks.register("before_copy_page")
def ask_for_the_parent(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail looks the new parent up before its form does, and fails without one."""
    wanted = request.POST.get("new_parent_page", "")
    if request.method != "POST" or (is_id(wanted) and Page.objects.filter(pk=wanted).exists()):
        return None
    messages.error(request, "请选择新的上级页面。")
    return redirect("wagtailadmin_pages:copy", page.pk)


hooks.register("before_bulk_action", refuse_together)
hooks.register("construct_admin_api", put_in_place, order=10)
say_it()
#: The only kind of step a workflow is put together from.
TASK_TYPES[:] = [ReviewTask]
page_viewset_registry.register(BasePage, PortalPageViewSet())
