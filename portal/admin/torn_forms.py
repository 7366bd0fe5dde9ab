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
        if inside and isinstance(exception, MultiValueDictKeyError | BadSignature):
            return bad_request(request, exception)
        return None
