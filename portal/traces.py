"""What of a request may be kept: who asks, from where, which address. No secrets, no numbers of
people: what was typed into an address stays out of the audit trail where it could be such.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from portal.client_ip import client_ip

if TYPE_CHECKING:
    from portal.models import User

#: Longest path kept; the rest of a longer one tells nothing more.
LONGEST_PATH = 300
MASK = "…"
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
#: Parts of names of parameters whose values open something.
_SECRET = re.compile(r"token|passw|secret|key|signature|session|uidb64|csrf|otp", re.IGNORECASE)
#: Mobile, identity-card and bank-card numbers.
_PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{15,19}[Xx]?)(?!\d)")


class TracesMiddleware:
    """Remembers the request that is being answered, for those who write down who did what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(before)


def current_request() -> HttpRequest | None:
    """The request being answered; None in commands and background tasks."""
    return _request.get()


def acting_person() -> "User | None":
    """Who is logged in at the request being answered, if anybody."""
    user = getattr(current_request(), "user", None)
    return user if user is not None and user.is_authenticated else None


def client_address() -> str:
    """The address the request comes from; empty where there is none."""
    request = current_request()
    return (client_ip(request) or "") if request else ""


def masked(text: str) -> str:
    """`text` without what looks like a number of a mobile, an identity card or a bank card."""
    return _PERSONAL.sub(MASK, text)


def path_of(request: HttpRequest, *, with_query: bool = False) -> str:
    """The path asked, without what its pattern calls a token or key; the query likewise."""
    path = request.path
    match = request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if _SECRET.search(name) and isinstance(value, str) and value:
            path = path.replace(value, MASK)
    query = _query_of(request) if with_query else ""
    return masked(f"{path}?{query}" if query else path)[:LONGEST_PATH]


def _query_of(request: HttpRequest) -> str:
    """What was asked, as read by people: no percent signs, no empty answers."""
    return "&".join(
        f"{name}={MASK if _SECRET.search(name) else value}"
        for name, values in request.GET.lists()
        for value in values
        if value
    )
