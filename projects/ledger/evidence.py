"""Evidence files of the ledger: papers kept in a collection of their own.

Evidence is never public; `projects.holders` says who reads it.
"""

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from wagtail.models import Collection

from portal.models import PortalDocument, User
from portal.papers import (
    ENDINGS,
    LARGEST_MEGABYTES,
    as_kept,
    check_paper,
    collection_called,
    keep_paper,
)

__all__ = [
    "ENDINGS",
    "LARGEST_MEGABYTES",
    "as_kept",
    "check_evidence",
    "evidence_collection",
    "keep_evidence",
]

COLLECTION = "资金凭证"


def check_evidence(file: UploadedFile) -> None:
    """Raises ValidationError when the file is too large, empty, or not what its name says."""
    check_paper(file, "凭证")


def keep_evidence(file: File, *, title: str, by: User) -> PortalDocument:
    """Store a checked file as a document of its own collection, never public."""
    return keep_paper(file, title=title, collection=COLLECTION, by=by)


def evidence_collection() -> Collection:
    """The collection of evidence, made when first needed."""
    return collection_called(COLLECTION)
