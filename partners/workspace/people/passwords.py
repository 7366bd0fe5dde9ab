"""A first password on its one way to the screen: kept in the session until it was shown."""

from django.http import HttpRequest
from django.urls import reverse

from portal.models import User

_KEPT = "first_password"


def keep(request: HttpRequest, person: User, password: str) -> str:
    """Keep a password to be shown once; returns the address that shows it."""
    request.session[_KEPT] = [person.pk, password]
    return reverse("workspace:first_password", args=[person.pk])


def take(request: HttpRequest, person: User) -> str:
    """The password kept for a person, which is gone with that; empty when there is none."""
    pk, password = request.session.get(_KEPT, (None, ""))
    if pk != person.pk:
        return ""
    del request.session[_KEPT]
    return password
