"""Who may enter the workspace, and for which of the memberships in force a person acts.

Everything a person may open is decided by all memberships together (partners.scope). The one
chosen here narrows what lists show, and later whom entries are made for.
"""

from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic.base import TemplateResponseMixin, View

from partners.models import Membership
from partners.scope import NO_SCOPE, Scope, memberships_of, scope_from
from portal.models import User

from .navigation import Desk

#: Under this name the session keeps which membership was chosen.
ACTING = "acting_membership"

NO_MEMBERSHIP = (
    "您的账号目前没有在任的任职，不能进入工作台。任职由组织部门登记，如有疑问请与组织部门联系。"
)


class WayOn(NamedTuple):
    """A link that leads on from a page without a frame."""

    words: str
    url: str


class WorkspaceMixin(TemplateResponseMixin, View):
    """A screen of the workspace: for people with a membership in force, and administrators."""

    is_first_screen = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask who it is before anything is looked up. Raises PermissionDenied with the reason."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.way_on = self._way_on()  # type: ignore[attr-defined]  # read by a refusal's page
        if not (self.memberships or self.sees_all):
            raise PermissionDenied(NO_MEMBERSHIP)
        if why := self.refusal():
            raise PermissionDenied(why)
        return super().dispatch(request, *args, **kwargs)

    def _way_on(self) -> WayOn | None:
        """Where a person goes from a page that says no: where they work, else the public site."""
        if self.memberships or self.sees_all:
            return WayOn("回到工作台", reverse("workspace:home"))
        if self.person.has_perm("wagtailadmin.access_admin"):
            return WayOn("前往管理后台", reverse("wagtailadmin_home"))
        return None

    def refusal(self) -> str:
        """Why the person may not use this screen, in words; empty for who may."""
        return ""

    @property
    def person(self) -> User:
        """Who is at the keyboard."""
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def memberships(self) -> list[Membership]:
        """The person's memberships in force."""
        return memberships_of(self.request.user)

    @cached_property
    def sees_all(self) -> bool:
        """Whether the person is an administrator, who needs no membership to look at things."""
        return self.person.has_perm("partners.change_membership")

    @cached_property
    def acting(self) -> Membership | None:
        """The membership the person chose to act by, else the first; none for administrators."""
        chosen = self.request.session.get(ACTING)
        found = [m for m in self.memberships if m.pk == chosen] or self.memberships
        return found[0] if found else None

    @cached_property
    def scope(self) -> Scope:
        """What that membership reaches; lists show it."""
        return scope_from([self.acting]) if self.acting else NO_SCOPE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the frame around every screen shows."""
        return {"view": self, "desk": Desk(self), **kwargs}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data())


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Act by another of the own memberships from now on. Raises Http404 for one of others."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("workspace:home"))
    wanted = request.POST.get("membership", "")
    mine = next((m for m in memberships_of(request.user) if str(m.pk) == wanted), None)
    if mine is None:
        raise Http404
    request.session[ACTING] = mine.pk
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target if safe else reverse("workspace:home"))
