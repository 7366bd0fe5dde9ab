"""Where a request comes from, also behind a proxy."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """The visitor's address; None where the server does not know one (a local socket).

    A header is believed only where settings.CLIENT_IP_HEADER names it, and of it only the entry
    that the outermost of our own proxies wrote: those before it come from the visitor.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.CLIENT_IP_HEADER:
        return _valid(peer)
    entries = request.headers.get(settings.CLIENT_IP_HEADER, "").split(",")
    if len(entries) < settings.CLIENT_IP_PROXIES:
        return _valid(peer)
    return _valid(entries[-settings.CLIENT_IP_PROXIES]) or _valid(peer)


def _valid(address: str) -> str | None:
    try:
        return str(ip_address(address.strip()))
    except ValueError:
        return None
