"""The door of the admin: who works elsewhere is told so, and is not asked to log in again."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.refusals import note_refusal

from .addresses import ADMIN, is_page, on_the_way
from .landing import ENTER_ADMIN, landing


class AdminDoorMiddleware:
    """Answers 403 below the admin's address to people who may not enter it, with the way on.

    Wagtail would send them to the log-in, which sends them back. Visitors it may send there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN) or request.path_info in on_the_way():
            return self.get_response(request)
        if request.user.is_anonymous or request.user.has_perm(ENTER_ADMIN):
            return self.get_response(request)
        note_refusal("没有进入管理后台的权限")
        if not is_page(request):
            raise PermissionDenied
        way_on = landing(request.user)
        return render(request, "partners/access/closed.html", {"way_on": way_on}, status=403)
