"""Site, front page and site settings of a request in one query instead of four."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site

from home.models import SiteSettings
from portal.pages import anything_restricted

#: Addresses whose answers show no frame of the site.
FRAMELESS = (f"/{settings.ADMIN_PATH}", "/workspace/", settings.STATIC_URL, settings.MEDIA_URL)
_RELATED = ("root_page__homepage", "sitesettings__logo", "sitesettings__emblem")


class SiteLookupMiddleware:
    """Leaves on the request what Wagtail would look up piece by piece.

    Nothing is kept between requests, so a change shows at once. Where several sites could be
    meant, or a site has no settings yet, Wagtail looks for itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(FRAMELESS):
            look_up(request)
        return self.get_response(request)


def look_up(request: HttpRequest) -> None:
    """Put site, front page and settings where Site.find_for_request and settings keep them."""
    # As Wagtail reads it, before ALLOWED_HOSTS is asked.
    hostname = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
    candidates = Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
    sites = list(candidates.select_related(*_RELATED).annotate(**anything_restricted())[:2])
    if len(sites) != 1:
        return
    site = sites[0]
    request._wagtail_site = site  # type: ignore[attr-defined]
    front = getattr(site.root_page, "homepage", None)
    if front is not None:
        front.nothing_is_restricted = not site.something_is_restricted
        site.root_page.specific = front
    identity = getattr(site, "sitesettings", None)
    if identity is not None:
        identity._request = request
        setattr(request, SiteSettings.get_cache_attr_name(), identity)
