"""Evidence files of the ledger: what they may be, told by their content, and where they are kept.

Evidence is never public; `projects.wagtail_hooks` hands it out to readers of the ledger only.
"""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Collection

from portal.models import PortalDocument, User
from portal.uploads import ending_of, is_what_its_name_says

LARGEST_MEGABYTES = 10
#: Endings a name may have.
ENDINGS = ("pdf", "jpg", "jpeg", "png")
COLLECTION = "资金凭证"


def check_evidence(file: UploadedFile) -> None:
    """Raises ValidationError when the file is too large, empty, or not what its name says."""
    if not file.size:
        raise ValidationError("凭证文件是空的，请重新选择。")
    if file.size > LARGEST_MEGABYTES * 1024 * 1024:
        raise ValidationError(f"凭证文件超过 {LARGEST_MEGABYTES} MB，请压缩后上传。")
    promised = ending_of(file.name)
    if promised not in ENDINGS:
        raise ValidationError("凭证只能是 PDF、JPG 或 PNG 文件。")
    if not is_what_its_name_says(file):
        raise ValidationError(f"文件内容不是 {promised.upper()}，与文件名不符，请检查后重新上传。")


@transaction.atomic
def keep_evidence(file: UploadedFile, *, title: str, by: User) -> PortalDocument:
    """Store a checked file as a document of its own collection, never public."""
    document = PortalDocument(
        title=title[:255],
        file=file,
        is_public=False,
        uploaded_by_user=by,
        collection=evidence_collection(),
    )
    document._set_document_file_metadata()
    document.save()
    return document


def evidence_collection() -> Collection:
    """The collection of evidence, made when first needed."""
    found = Collection.objects.filter(name=COLLECTION, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)
