"""「关怀版」: large type and high contrast, switched by a plain link, remembered in a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.next_page import next_page

COOKIE = "care"
REMEMBERED = 365 * 24 * 60 * 60  # seconds


def is_on(request: HttpRequest) -> bool:
    """Whether this reader has switched 「关怀版」 on."""
    return request.COOKIES.get(COOKIE) == "1"


@never_cache
@require_safe
def switch(request: HttpRequest) -> HttpResponse:
    """Turn it on (`on=1`) or off and go back to `next`, when that is a page of this site."""
    response = HttpResponseRedirect(next_page(request) or "/")
    if request.GET.get("on") == "1":
        response.set_cookie(
            COOKIE, "1", REMEMBERED, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
