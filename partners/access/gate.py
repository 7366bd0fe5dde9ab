"""The gate: who has not taken every step of getting in is nobody yet, at every address."""

from collections.abc import Callable
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.next_page import next_page

from .addresses import is_inside, is_page, on_the_way
from .steps import Step, step_of


class GateMiddleware:
    """Stands between the session and every view, so that no log-in page is a way around a step.

    Inside, who lacks a step is sent to it. Everywhere else such a person is a visitor: public
    pages, pictures and files answer as they do to anybody. On the way in only the step's own
    address and the log-out are open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        path = request.path_info
        if is_inside(path) or path in on_the_way():
            step = step_of(request.user) if request.user.is_authenticated else None
            if step and path not in _open_for(step):
                return _send_to(step, request)
        else:
            whole = partial(_whole_person, request.user)
            # Asked only by views that want to know who is there.
            request.user = SimpleLazyObject(whole)  # type: ignore[assignment]
            request.auser = sync_to_async(whole)
        return self.get_response(request)


def _whole_person(user: Any) -> Any:
    """The person once no step is missing, a visitor until then."""
    return AnonymousUser() if user.is_authenticated and step_of(user) else user


def _open_for(step: Step) -> set[str]:
    return {step.address, reverse("access:logout"), reverse("wagtailadmin_logout")}


def _send_to(step: Step, request: HttpRequest) -> HttpResponse:
    """To the step, and from there on to where the person wanted to go."""
    if not is_page(request):
        raise PermissionDenied
    if is_inside(request.path_info):
        wanted = request.get_full_path() if request.method == "GET" else ""
    else:
        wanted = next_page(request)
    return redirect_to_login(wanted, step.address) if wanted else redirect(step.address)
