"""Carries a creating form out once, in one transaction with its token."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.drafts import note_arrived
from portal.models import FormToken

from . import moments, tokens
from .asking import ask_again
from .views import creates

ALREADY = "内容已经保存过，没有重复保存。"


class OnceMiddleware:
    """Stands last, so that who is logged in and the CSRF token were looked at before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: list, kwargs: dict
    ) -> HttpResponse | None:
        """Give the form its token; carry it out when it comes back."""
        by_script = moments.sent_by_script(request.resolver_match)
        # Last who is there: a page that asks is no longer the same for everybody.
        if not ((by_script or creates(request.resolver_match)) and request.user.is_authenticated):
            return None
        act = partial(view, request, *args, **kwargs)
        if by_script:
            return moments.carry_out(request, act) if request.method == "POST" else None
        request.form_token = SimpleLazyObject(lambda: tokens.issue(request.user, request.path))
        if request.method != "POST":
            return None
        try:
            token = tokens.read(request.POST.get(tokens.FIELD, ""), request.user, request.path)
        except tokens.BadToken:
            return ask_again(request)
        return _carry_out(request, token, act)


def _carry_out(request: Any, token: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act and remember it; a form that comes back with mistakes is not remembered.

    A second sending waits here for the end of the first: on PostgreSQL at the unique token, on
    SQLite at the beginning of the transaction.
    """
    content = tokens.digest(request)
    with transaction.atomic():
        kept = FormToken.objects.keep(token, request.user, content)
        if kept is None:
            return _answer_again(request, FormToken.objects.kept(token).get(), content)
        response = act()
        if led_to := _led_to(response):
            kept.led_to = getattr(request, "made_url", "") or led_to
            kept.save(update_fields=["led_to"])
        else:
            kept.delete()
            request.form_token = request.POST[tokens.FIELD]  # still good: nothing was made
    return response


def _answer_again(request: Any, first: FormToken, content: str) -> HttpResponse:
    """Lead to what the first sending made; what was changed since is not thrown away."""
    if not request.accepts("text/html"):
        refusal = {"success": False, "error_code": "already_saved", "error_message": ALREADY}
        return JsonResponse(refusal, status=400)
    if first.content != content:
        return ask_again(request, saved_as=first.led_to)
    note_arrived(request)
    messages.info(request, ALREADY)
    return HttpResponseRedirect(first.led_to)


def _led_to(response: HttpResponse) -> str:
    """The address of what was made; empty when nothing was.

    Wagtail's admin sends a person it refuses to its first page or to the log-in.
    """
    if isinstance(response, HttpResponseRedirect):
        url = response.url
        away = (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
        return "" if url.partition("?")[0] in away else url
    if response.status_code == 200 and response.headers.get("Content-Type") == "application/json":
        made = json.loads(response.content)  # a page saved by itself while it is written
        return str(made.get("url", "")) if made.get("success") else ""
    return ""
