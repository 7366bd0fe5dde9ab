"""Ids in addresses that can be nobody's: Wagtail's own screens ask the database all the same."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found
from wagtail.models import Page

#: Parameters that Wagtail uses as ids without looking at them, by the name of the address.
_BULK, _CHOSEN = "wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"
_IDS = {_BULK: ("id", "childOf"), _CHOSEN: ("id",), "wagtailadmin_workflows:edit": ("p",)}
_BEYOND = 2**63


class ImpossibleIdsMiddleware:
    """Answers 404 below the admin's address where an id is no number, or beyond the database's.

    Filters and bulk actions of Wagtail hand what stands in the address to the database; SQLite
    refuses numbers of more than 64 bits by an OverflowError.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Look at ids in the address. Raises Http404 where one is neither number nor all, or names
        the root, which is no page that could be chosen.
        """
        match = request.resolver_match
        name = match.view_name if match else ""
        given = [value for key in _IDS.get(name or "", ()) for value in request.GET.getlist(key)]
        if not all(is_id(value) or (value == "all" and name == _BULK) for value in given):
            raise Http404
        if name == _CHOSEN and Page.objects.filter(pk__in=given, depth=1).exists():
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A number too large for a column names no record, and one beyond the last page no page."""
        if isinstance(exception, OverflowError | InvalidPage) and request.path.startswith(
            f"/{settings.ADMIN_PATH}"
        ):
            return page_not_found(request, exception)
        return None


def is_id(value: str) -> bool:
    """Whether a database can be asked for it; nobody's number has more than twenty digits."""
    return value.isascii() and value.isdigit() and len(value) <= 20 and int(value) < _BEYOND
