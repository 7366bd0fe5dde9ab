"""What the portal adds to Wagtail's admin everywhere."""

from django.http import Http404, HttpRequest
from wagtail import hooks

from portal.models import PortalDocument


@hooks.register("before_serve_document")
def serve_public_documents_only(document: PortalDocument, request: HttpRequest) -> None:
    """Evidence and other private files do not exist for the public."""
    if not (document.is_public or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
