"""What is shown to somebody logged in is kept by no browser and no proxy: computers are shared."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class PrivateAnswersMiddleware:
    """Says so in every answer below the addresses of settings.PRIVATE_PATHS, whoever wrote it:
    screens, sheets, refusals and the way to the log-in. Back after a log-out shows nothing then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(settings.PRIVATE_PATHS):
            del response["Cache-Control"], response["Expires"]
            add_never_cache_headers(response)
        return response
