"""Refusals: that somebody was not let do something, told once a request, after all was undone.

Who keeps them connects to `refused` (`user`, `path`, `reason`, `record`, `request`). It is sent
when the answer is made and every transaction of the request is over, so what is written about a
refusal stays, also where the refused act was taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.csrf import csrf_failure

from portal.traces import current_request, path_of

if TYPE_CHECKING:
    from portal.models import User

refused = Signal()

_NO_RIGHT = "没有权限"
_FORM_NOT_OURS = "表单校验未通过"


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a form without its token (settings.CSRF_FAILURE_VIEW), noted."""
    note_refusal(_FORM_NOT_OURS)
    return csrf_failure(request, reason)


@dataclass(frozen=True)
class _Refusal:
    """What was noted while the request was answered."""

    reason: str
    record: models.Model | None = None


def note_refusal(reason: str, record: models.Model | None = None) -> None:
    """Say that the act asked for was refused; told once the request is over.

    For refusals that are answered by a page with words. PermissionDenied and a 403 need no note.
    Outside a request nobody was refused anything.
    """
    request = current_request()
    if request is not None:
        _noted(request).append(_Refusal(reason, record))


class RefusalMiddleware:
    """Tells of what logged-in people were refused: what was noted, else the answer itself.

    It sees every 403 and the redirects by which Wagtail's admin answers instead of one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusal = _refusal_in(request, response)
        # Only then who it was: on a public page nobody else may want to know.
        user = getattr(request, "user", None) if refusal else None
        if refusal and user is not None and user.is_authenticated:
            self._tell(request, refusal, user)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Keep the words of a refusal, which the page made of it may not show."""
        if isinstance(exception, PermissionDenied):
            note_refusal(str(exception) or _NO_RIGHT)

    def _tell(self, request: HttpRequest, refusal: _Refusal, user: "User") -> None:
        refused.send(
            sender=type(self),
            user=user,
            path=path_of(request),
            reason=refusal.reason,
            record=refusal.record,
            request=request,
        )


def _refusal_in(request: HttpRequest, response: HttpResponse) -> _Refusal | None:
    """What was noted first while the request was answered, else what the answer itself says."""
    if noted := _noted(request):
        return noted[0]
    is_refusal = response.status_code == 403 or _sent_away_by_wagtail(request, response)
    return _Refusal(_NO_RIGHT) if is_refusal else None


def _noted(request: HttpRequest) -> list[_Refusal]:
    if not hasattr(request, "refusals"):
        request.refusals = []  # type: ignore[attr-defined]
    return request.refusals  # type: ignore[attr-defined]


def _sent_away_by_wagtail(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the admin answers with a redirect and its words that the person may not.

    It catches PermissionDenied itself. Its message waits in the request, unread.
    """
    if response.status_code != 302 or not request.path.startswith(f"/{settings.ADMIN_PATH}"):
        return False
    waiting: Any = getattr(request, "_messages", None)
    words = {
        gettext("Sorry, you do not have permission to access this area."),
        gettext("You do not have permission to access the admin."),
    }
    queued = [str(message) for message in getattr(waiting, "_queued_messages", ())]
    return any(word in message for message in queued for word in words)
