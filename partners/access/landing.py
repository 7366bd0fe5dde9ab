"""Where a person goes after getting in."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from partners.scope import memberships_of
from portal.models import User
from portal.next_page import next_page

from .addresses import ADMIN, on_the_way

ENTER_ADMIN = "wagtailadmin.access_admin"


def destination(request: HttpRequest, user: User) -> str:
    """The page the person was on the way to, where it is one for this person; else the own one."""
    wanted = next_page(request)
    path = urlsplit(wanted).path
    is_closed = path.startswith(ADMIN) and not user.has_perm(ENTER_ADMIN)
    return wanted if wanted and path not in on_the_way() and not is_closed else landing(user)


def landing(user: User) -> str:
    """The first page of the own work: the admin, the workspace, or else the front page."""
    if user.has_perm(ENTER_ADMIN):
        return reverse("wagtailadmin_home")
    return reverse("workspace:home") if memberships_of(user) else "/"
