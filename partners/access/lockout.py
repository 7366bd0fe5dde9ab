"""Lockout after failed log-ins, as django-axes asks for it: from where, and what is answered."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.client_ip import client_ip
from portal.models import User

#: What one subscriber is given of IPv6: the addresses in it are all his.
_IPV6_PREFIX = 64


def network(request: HttpRequest) -> str | None:
    """What failures are counted by: the address, of IPv6 its network."""
    address = client_ip(request)
    if address is None:
        return None
    if not isinstance(ip_address(address), IPv6Address):
        return address
    return str(ip_network(f"{address}/{_IPV6_PREFIX}", strict=False).network_address)


def answer(request: HttpRequest, original: HttpResponse | None, credentials: Any) -> HttpResponse:
    """The page that says for how long nobody can log in by this name from here."""
    wait = settings.AXES_COOLOFF_TIME
    context = {"limit": settings.AXES_FAILURE_LIMIT, "minutes": round(wait.total_seconds() / 60)}
    response = render(request, "partners/access/locked.html", context, status=429)
    response["Retry-After"] = str(int(wait.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response


def is_locked_out(user: User) -> bool:
    """Whether log-ins by the person's name are locked now, from any address."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failures = AccessAttempt.objects.filter(username=user.username, attempt_time__gte=since)
    by_network = failures.order_by().values("ip_address")
    many = by_network.annotate(failed=Sum("failures_since_start"))
    return many.filter(failed__gte=settings.AXES_FAILURE_LIMIT).exists()


def unlock(user: User) -> None:
    """Forget the failed log-ins by the person's name, so that the next one counts as the first."""
    reset(username=user.username)
