"""The list of notices, and what machines read at the root of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.models import NoticeIndexPage, NoticePage
from portal.lists import page_of
from portal.publicity import PUBLIC

NOTICES_PER_PAGE = 20


def notice_list(request: HttpRequest, index: NoticeIndexPage) -> dict[str, Any]:
    """One page of the column's notices. Raises Http404 for a page out of range."""
    notices = NoticePage.objects.visible_to(PUBLIC).child_of(index).order_by("-date", "-pk")
    return {"page_obj": page_of(notices, NOTICES_PER_PAGE, request.GET.get("page", "1"))}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers may go: everywhere public; nowhere in a demo, whose records are made up."""
    closed = ["/"] if settings.DEMO else [f"/{settings.ADMIN_PATH}", reverse("search:results")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('home:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
