"""Uploaded files by their own address: scaled images and documents, each asked for by its rule.

Originals have no address. What everybody may fetch (portal.holders) says so to browsers and
proxies; what only some may is kept by nobody on the way; for others there is no such file. A web
server in front may send the bytes (MEDIA_ACCEL_PREFIX), but is told here which.
"""

import mimetypes
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from portal.holders import PortalFile, is_opened_to, is_public_file
from portal.models import PortalDocument, PortalRendition

RENDITIONS = "images"  # the folder Wagtail's renditions are written to
#: Seconds that a browser may show a public file without asking again. So long at most is a picture
#: seen after its record was withdrawn, by those alone who had fetched it before.
KEPT_FOR = 600
#: An answer that goes with a session may carry its cookie: no proxy may keep it for others.
PUBLIC, PUBLIC_TO_ONE = f"public, max-age={KEPT_FOR}", f"private, max-age={KEPT_FOR}"
PRIVATE = "private, no-store"

mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One scaled image; raises Http404 where there is none by this name for this person."""
    every = PortalRendition.objects.select_related("image__collection")
    scaled = get_object_or_404(every, file=f"{RENDITIONS}/{name}")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _handed_out(request, scaled.image, scaled.file, kind)


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """One document; raises Http404 where there is none by this key and name for this person."""
    every = PortalDocument.objects.select_related("collection")
    found = get_object_or_404(every, pk=pk)
    if found.filename != name:
        raise Http404
    response = _handed_out(request, found, found.file, found.content_type)
    response["Content-Disposition"] = found.content_disposition
    return response


def _handed_out(
    request: HttpRequest, owner: PortalFile, file: FieldFile, kind: str
) -> HttpResponseBase:
    """`file` of the picture or document that owns it, if its rule allows."""
    public = is_public_file(owner)
    if not public and not is_opened_to(request.user, owner):
        raise Http404
    response = _accelerated(file) if settings.MEDIA_ACCEL_PREFIX else _streamed(request, file)
    response["Cache-Control"] = _kept(request) if public else PRIVATE
    if response.status_code == 200:
        response["Content-Type"] = kind
        # Opened in a tab of its own, a file runs nothing and fetches nothing.
        response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _kept(request: HttpRequest) -> str:
    """Who may keep a public file."""
    return PUBLIC_TO_ONE if settings.SESSION_COOKIE_NAME in request.COOKIES else PUBLIC


def _accelerated(file: FieldFile) -> HttpResponse:
    """Without bytes: the web server in front sends those of the file it is told."""
    return HttpResponse(
        headers={"X-Accel-Redirect": settings.MEDIA_ACCEL_PREFIX + quote(str(file.name))}
    )


def _streamed(request: HttpRequest, file: FieldFile) -> HttpResponseBase:
    """The bytes, or 304 where the browser has them; raises Http404 where the file is lost."""
    try:
        changed = int(file.storage.get_modified_time(str(file.name)).timestamp())
        etag = quote_etag(f"{changed:x}-{file.size:x}")
        same = get_conditional_response(request, etag=etag, last_modified=changed)
        response = same or FileResponse(file.storage.open(str(file.name)))
    except OSError as error:
        raise Http404 from error
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    return response
