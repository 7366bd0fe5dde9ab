"""Files that nobody may meet by accident, and where they are fetched."""

from typing import Any

from django.core.files.base import ContentFile

from portal.models import PortalDocument, PortalImage
from tests.factories import DocumentFactory, ImageFactory


def picture() -> PortalImage:
    return ImageFactory(title="CANARY")


def paper(**fields: Any) -> PortalDocument:
    return DocumentFactory(file=ContentFile(b"CANARY", name="a.pdf"), **fields)


def address(file: PortalImage | PortalDocument) -> str:
    """Where the file is fetched; a picture's sizes are made as a page would make them."""
    return file.get_rendition("width-30").url if isinstance(file, PortalImage) else file.url
