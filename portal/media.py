"""Uploaded files by their own address: scaled images only.

Originals, documents and private files have no address here; Wagtail's document view hands
documents out after asking for the collection's rights.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.static import serve

RENDITIONS = "images"  # the folder Wagtail's renditions are written to


@cache_control(public=True, max_age=7 * 24 * 60 * 60)
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out one scaled image; raises Http404 where there is none."""
    return serve(request, path, document_root=Path(settings.MEDIA_ROOT) / RENDITIONS)
