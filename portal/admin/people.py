"""Who is at the keyboard."""

from typing import cast

from django.http import HttpRequest

from portal.models import User


def person(request: HttpRequest) -> User:
    """The person logged in; nobody else reaches a view of the admin."""
    return cast(User, request.user)
