"""The portal's addresses and one more: the view by which tests/benchmark.py measures the others."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

TEXT = "共" * 10_000


def bare(request: HttpRequest) -> HttpResponse:
    """Return 30 kB of text and do nothing else."""
    return HttpResponse(TEXT)


urlpatterns = [path("a-bare-view-of-30-kilobytes/", bare), path("", include("portal.urls"))]
