"""How long a session lasts: so long without a request, and a working day at most."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from portal.next_page import is_own

from .addresses import is_by_itself, is_inside, is_page
from .signals import session_ended

#: Keys in the session: when the person logged in, and was last seen; seconds.
_SINCE, _SEEN = "logged_in_at", "seen_at"
#: A session is written again only this long after the last time; seconds.
_WRITE_EVERY = 60


@receiver(user_logged_in, dispatch_uid="partners.access.limits")
def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Every log-in, by whatever page, begins both limits."""
    request.session[_SINCE] = request.session[_SEEN] = _now()


class SessionLimitsMiddleware:
    """Ends sessions that lasted too long; who was inside is asked to log in again, and told why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            if reason := _over(request):
                return self._end(request, reason)
            _see(request)
        return self.get_response(request)

    def _end(self, request: HttpRequest, reason: str) -> HttpResponse:
        session_ended.send(type(self), user=request.user, by=None, reason=reason, request=request)
        logout(request)
        if is_inside(request.path_info) and is_page(request):
            query = urlencode({"why": reason, "next": _page_of(request)})
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
        return self.get_response(request)


def _over(request: HttpRequest) -> str:
    """Which limit is passed: "idle" or "limit"; empty for neither."""
    now, session = _now(), request.session
    if now - session.get(_SINCE, 0) >= settings.SESSION_COOKIE_AGE:
        return "limit"
    idle = settings.SESSION_IDLE.total_seconds()
    return "idle" if now - session.get(_SEEN, 0) >= idle else ""


def _see(request: HttpRequest) -> None:
    if is_by_itself(request.path_info):
        return
    if _now() - request.session[_SEEN] >= _WRITE_EVERY:
        request.session[_SEEN] = _now()


def _page_of(request: HttpRequest) -> str:
    """The page to come back to; of a form that was sent, the page it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    back = request.headers.get("referer", "")
    return back if is_own(request, back) else ""


def _now() -> int:
    return int(timezone.now().timestamp())
