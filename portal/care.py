"""「关怀版」: large type and high contrast, switched by a plain link, remembered in a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

COOKIE = "care"
REMEMBERED = 365 * 24 * 60 * 60  # seconds
LONGEST_ADDRESS = 2000


def is_on(request: HttpRequest) -> bool:
    """Whether this reader has switched 「关怀版」 on."""
    return request.COOKIES.get(COOKIE) == "1"


@never_cache
@require_safe
def switch(request: HttpRequest) -> HttpResponse:
    """Turn it on (`on=1`) or off and go back to `next`, when that is a page of this site."""
    target = request.GET.get("next", "")
    own = len(target) <= LONGEST_ADDRESS and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if own else "/")
    if request.GET.get("on") == "1":
        response.set_cookie(
            COOKIE, "1", REMEMBERED, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
