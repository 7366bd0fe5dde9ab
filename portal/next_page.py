"""The page of this site somebody was on the way to, as the address says: `next`."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_ADDRESS = 2000


def next_page(request: HttpRequest) -> str:
    """The address in `next`; empty where there is none, or it would lead to another site."""
    target = request.POST.get("next") or request.GET.get("next", "")
    return target if is_own(request, target) else ""


def is_own(request: HttpRequest, address: str) -> bool:
    """Whether an address somebody handed in is one of this site."""
    return len(address) <= LONGEST_ADDRESS and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
