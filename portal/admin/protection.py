"""Records that others use are not deleted: said in words instead of an error page."""

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

#: Kinds of records named in a message; more would be a page of text.
_MOST_NAMED = 4


def blockers(record: models.Model) -> list[models.Model]:
    """The records that keep `record` from being deleted; empty when it may go."""
    try:
        Collector(using=router.db_for_write(type(record))).collect([record])
    except ProtectedError as error:
        return list(error.protected_objects)
    except RestrictedError as error:
        return list(error.restricted_objects)
    return []


def in_use_message(record: models.Model | None, uses: list[models.Model]) -> str:
    """「“甲”正被结对（3 条）使用，不能删除。」"""
    counted = Counter(str(use._meta.verbose_name) for use in uses)
    named = "、".join(f"{name}（{n} 条）" for name, n in counted.most_common(_MOST_NAMED))
    more = "等" if len(counted) > _MOST_NAMED else ""
    what = f"“{record}”" if record is not None else "所选内容"
    return f"{what}正被{named}{more}使用，不能删除。"


class ProtectedDeletionMiddleware:
    """Turns a deletion that the database protects against into a message on the page before.

    One place for every screen of the admin: users, images, documents, bulk actions, vocabulary.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseRedirect | None:
        """Answer a protected deletion below the admin's address; leave the rest alone."""
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        if isinstance(exception, ProtectedError):
            uses = exception.protected_objects
        elif isinstance(exception, RestrictedError):
            uses = exception.restricted_objects
        else:
            return None
        messages.error(request, in_use_message(None, list(uses)))
        return HttpResponseRedirect(page_before(request))


def page_before(request: HttpRequest) -> str:
    """Where the person came from, when that is a page of this site; else the admin's first."""
    back = request.headers.get("referer", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(back, hosts, require_https=request.is_secure()):
        return back
    return reverse("wagtailadmin_home")
