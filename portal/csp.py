"""The content policy of the admin: Wagtail's own screens carry inline script and style."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Directives that replace those of settings.CONTENT_SECURITY_POLICY. No nonce may be added to
# them: where there is one, browsers ignore 'unsafe-inline'.
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class AdminPolicyMiddleware:
    """Relaxes the content policy below the admin's address; the public site stays strict."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            # Where django-csp looks for what a single response replaces.
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]
        return response
