"""Forms that arrive in pieces: screens of Wagtail read what they always send without asking."""

from collections.abc import Callable

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import bad_request


class TornFormsMiddleware:
    """Answers 400 below the admin's address where a field is missing or its seal is broken.

    No browser sends such a form; without this it would be an error page and a letter to whoever
    keeps the server.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A form that is not whole is the sender's mistake."""
        inside = request.method == "POST" and request.path.startswith(f"/{settings.ADMIN_PATH}")
        if inside and isinstance(exception, _torn(request)):
            return bad_request(request, exception)
        return None


def _torn(request: HttpRequest) -> tuple[type[Exception], ...]:
    """What a view raises over such a form; Wagtail's own look up what was not cleaned besides."""
    match = request.resolver_match
    if match is not None and match.func.__module__.startswith("wagtail."):
        return (KeyError, BadSignature)
    return (MultiValueDictKeyError, BadSignature)
