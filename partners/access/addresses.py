"""Which addresses are whose: those inside, for people who got in, and those on the way in."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

ADMIN = f"/{settings.ADMIN_PATH}"
WORKSPACE = "/workspace/"
#: Nothing below these is for visitors.
INSIDE = (ADMIN, WORKSPACE)
#: Asked by an open page of the admin every few seconds, whether somebody is there or not.
_BY_ITSELF = f"{ADMIN}editing-sessions/"


@cache
def on_the_way() -> frozenset[str]:
    """The addresses of getting in and out."""
    names = ("login", "logout", "password", "verify", "set_up", "change_factor")
    own = {reverse(f"access:{name}") for name in names}
    return frozenset(own | {reverse("wagtailadmin_login"), reverse("wagtailadmin_logout")})


def is_inside(path: str) -> bool:
    """Whether an address is for people who got in."""
    return path.startswith(INSIDE)


def is_by_itself(path: str) -> bool:
    """Whether a request says nothing about somebody being there."""
    return path.startswith(_BY_ITSELF)


def is_page(request: HttpRequest) -> bool:
    """Whether a person waits for the answer, and not a script of a page."""
    return request.headers.get("x-requested-with") != "XMLHttpRequest"
