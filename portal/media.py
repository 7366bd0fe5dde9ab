"""Uploaded files by their own address: scaled images only.

Originals, documents and private files have no address here; Wagtail's document view hands
documents out after asking for the collection's rights.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.static import serve

RENDITIONS = "images"  # the folder Wagtail's renditions are written to


@cache_control(public=True, max_age=7 * 24 * 60 * 60)
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand out one scaled image; raises Http404 where there is none by this name."""
    folder = Path(settings.MEDIA_ROOT) / RENDITIONS
    try:
        return serve(request, name, document_root=str(folder))
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        # A name too long for a file, one that climbs out of the folder, one with a NUL in it.
        raise Http404 from error
