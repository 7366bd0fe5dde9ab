"""Addresses of the portal and the records that stand at them."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.views.generic.detail import SingleObjectMixin
from wagtail.models import Page, Site


def own_path(address: str) -> str | None:
    """The path of an address of this portal, typed with or without its host; None for others."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or "\\" in address or "\0" in address:
        return None
    if (parts.scheme or parts.netloc) and not _is_ours(host):
        return None
    return parts.path if parts.path.startswith("/") else None


def _is_ours(host: str) -> bool:
    if not host:
        return False
    named = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    sites = Site.objects.values_list("hostname", flat=True)
    domain, _port = split_domain_port(host)
    return validate_host(domain, [*named, *filter(None, [base]), *sites])


def record_at(path: str) -> Model | None:
    """The page or record whose own public page stands at `path`, public now or not."""
    return _page_at(path) or _row_at(path)


def _page_at(path: str) -> Model | None:
    tail = path if path.endswith("/") else f"{path}/"
    roots = Site.objects.order_by("-is_default_site").values_list("root_page__url_path", flat=True)
    for root in roots:
        page = Page.objects.filter(url_path=f"{root.rstrip('/')}{tail}").first()
        if page is not None:
            return page.specific_deferred
    return None


def _row_at(path: str) -> Model | None:
    """The record of a register: public pages of one record all name it by one field."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    view: Any = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, SingleObjectMixin):
        return None
    if set(match.kwargs) != {view.slug_url_kwarg}:
        return None
    model = view.model or view().get_queryset().model
    named = {view.slug_field: match.kwargs[view.slug_url_kwarg]}
    return model._default_manager.filter(**named).first()
