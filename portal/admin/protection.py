"""Records that others use are not deleted: said in words, with what uses them, on every screen.

Single deletions are looked at here before their view (so that nobody confirms in vain), those of
many at once by the hook `before_bulk_action`, vocabulary by its own view.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.deletion import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Collection as Folder
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from portal.models import PortalDocument, PortalImage

from .dependents import MOST_READ, dependents

#: Records named in a message; more would be a page of text.
_MOST_NAMED = 10

#: Wagtail's own screens that delete one thing: address to its model and the name of its key.
SCREENS: dict[str, tuple[type[models.Model], str]] = {
    "wagtailadmin_collections:delete": (Folder, "pk"),
    "wagtailadmin_pages:delete": (Page, "page_id"),
    "wagtaildocs:delete": (PortalDocument, "document_id"),
    "wagtaildocs:delete_multiple": (PortalDocument, "doc_id"),
    "wagtailimages:delete": (PortalImage, "image_id"),
    "wagtailimages:delete_multiple": (PortalImage, "image_id"),
    "wagtailsites:delete": (Site, "pk"),
    "wagtailusers_groups:delete": (Group, "pk"),
    "wagtailusers_users:delete": (get_user_model(), "pk"),
}


def in_use_message(record: Any, uses: Collection[models.Model], user: Any) -> SafeString:
    """「“甲”正被使用，不能删除：结对“…”、…，等 23 项。」, linked where `user` may go."""
    what = f"“{record}”" if record is not None else "所选内容"
    named = format_html_join("、", "{}", ((_named(use, user),) for use in list(uses)[:_MOST_NAMED]))
    counted = f"{len(uses)} 项" if len(uses) < MOST_READ else f"{MOST_READ} 项以上"
    more = f" 等 {counted}" if len(uses) > _MOST_NAMED else ""
    instead = "可以改为停用该用户。" if isinstance(record, get_user_model()) else ""
    return format_html("{}正被使用，不能删除：{}{}。{}", what, named, more, instead)


def _named(use: models.Model, user: Any) -> str:
    """A record by kind and name; its name and address only for who may see it."""
    kind = str(use._meta.verbose_name)
    if isinstance(use, Page):
        kind = str(use.specific_class._meta.verbose_name) if use.specific_class else "页面"
    if not _may_see(use, user):
        return f"{kind}（您无权查看）"
    url = AdminURLFinder(user).get_edit_url(use)
    name = f"{kind}“{use}”"
    return format_html('<a href="{}">{}</a>', url, name) if url else name


def _may_see(use: Any, user: Any) -> bool:
    rows: Any = type(use)._default_manager
    if isinstance(use, Page):
        return bool(use.live or use.permissions_for_user(user).can_edit())
    if hasattr(rows, "visible_to"):
        return bool(rows.visible_to(user).filter(pk=use.pk).exists())
    policy = policy_registry.get(use)
    if policy is None:
        return bool(user.is_superuser)
    return bool(policy.user_has_any_permission(user, ["add", "change", "delete", "view"]))


def refuse_together(
    request: Any, kind: str, objects: list[models.Model], *rest: Any
) -> HttpResponse | None:
    """The hook of bulk actions: nothing of a selection goes when something depends on any of it."""
    if kind != "delete":
        return None
    for record in objects:
        if uses := dependents(record, besides=objects):
            messages.error(request, in_use_message(record, uses, request.user))
            return HttpResponseRedirect(page_before(request))
    # A page goes with the one above it; Wagtail would look for it again and fail.
    objects[:] = [record for record in objects if not _is_below_any(record, objects)]
    return None


def _is_below_any(record: Any, others: list[Any]) -> bool:
    return isinstance(record, Page) and any(record.is_descendant_of(other) for other in others)


class ProtectedDeletionMiddleware:
    """Says what depends before a screen of Wagtail deletes; and turns a deletion that the database
    refuses all the same into a message on the page before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        """Refuse where something depends; who has no right is told so by the view itself."""
        screen = SCREENS.get(request.resolver_match.view_name)
        if screen is None or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        model, key = screen
        record: Any = model._default_manager.filter(pk=kwargs[key]).first()
        if record is None or not _may_delete(request.user, record):
            return None
        uses = dependents(record)
        if not uses:
            return None
        words = in_use_message(record, uses, request.user)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"success": False, "error": str(words)}, status=409)
        messages.error(request, words)
        return HttpResponseRedirect(page_before(request))

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseRedirect | None:
        """Answer a protected deletion below the admin's address; leave the rest alone."""
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        if isinstance(exception, ProtectedError):
            uses = exception.protected_objects
        elif isinstance(exception, RestrictedError):
            uses = exception.restricted_objects
        else:
            return None
        messages.error(request, in_use_message(None, list(uses), request.user))
        return HttpResponseRedirect(page_before(request))


def _may_delete(user: Any, record: Any) -> bool:
    if isinstance(record, Page):
        return bool(record.permissions_for_user(user).can_delete())
    policy = policy_registry.get(record)
    return bool(policy and policy.user_has_permission_for_instance(user, "delete", record))


def page_before(request: HttpRequest) -> str:
    """Where the person came from, if that was another page of the portal."""
    back = request.headers.get("referer", "")
    hosts = {request.get_host()}
    if (
        url_has_allowed_host_and_scheme(back, hosts, require_https=request.is_secure())
        and request.path not in back
    ):
        return back
    return reverse("wagtailadmin_home")
