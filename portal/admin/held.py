"""Texts stopped in a request: written down for good, and said where there is no form to say it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portal.text_guard.holding import TextHeld, kept_in_the_end

from .protection import page_before


class HeldTextMiddleware:
    """Turns a stopped text into messages on the page before; nothing was published."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with kept_in_the_end():
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseRedirect | None:
        """Answer a stopped text below the admin's address; leave the rest alone."""
        if not isinstance(exception, TextHeld) or not request.path.startswith(
            f"/{settings.ADMIN_PATH}"
        ):
            return None
        messages.error(request, f"“{exception.subject}”未能发布。")
        for message in exception.messages:
            messages.error(request, message)
        return HttpResponseRedirect(page_before(request))
