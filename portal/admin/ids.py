"""Ids in addresses that can be nobody's: Wagtail's own screens ask the database all the same."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found

#: Parameters of bulk actions that Wagtail uses as ids without looking at them.
_BULK_IDS = ("id", "childOf")
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
        """Look at the ids of a bulk action. Raises Http404 where one is neither number nor all."""
        match = request.resolver_match
        if match is None or match.url_name != "wagtail_bulk_action":
            return
        given = [value for name in _BULK_IDS for value in request.GET.getlist(name)]
        if not all(value == "all" or _is_id(value) for value in given):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A number too large for a column names no record."""
        if isinstance(exception, OverflowError) and request.path.startswith(
            f"/{settings.ADMIN_PATH}"
        ):
            return page_not_found(request, exception)
        return None


def _is_id(value: str) -> bool:
    """Whether a database can be asked for it; nobody's number has more than twenty digits."""
    return value.isascii() and value.isdigit() and len(value) <= 20 and int(value) < _BEYOND
