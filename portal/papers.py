"""Papers taken in with a record: a PDF or a photo of one, told by its content, never public."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Collection

from portal.models import PortalDocument, User
from portal.pictures import redrawn
from portal.uploads import check_name, ending_of, is_what_its_name_says

LARGEST_MEGABYTES = 10
#: Endings a name may have.
ENDINGS = ("pdf", "jpg", "jpeg", "png")
#: A photo of a paper keeps every point: small print is what it was taken for.
_LONGEST, _QUALITY = 12_000, 92


def check_paper(file: UploadedFile, called: str) -> None:
    """Raises ValidationError when the file, `called` so, is too large, empty, or not what its name
    says.
    """
    if not file.size:
        raise ValidationError(f"{called}文件是空的，请重新选择。")
    if file.size > LARGEST_MEGABYTES * 1024 * 1024:
        raise ValidationError(f"{called}文件超过 {LARGEST_MEGABYTES} MB，请压缩后上传。")
    check_name(file.name)
    promised = ending_of(file.name)
    if promised not in ENDINGS:
        raise ValidationError(f"{called}只能是 PDF、JPG 或 PNG 文件。")
    if not is_what_its_name_says(file):
        raise ValidationError(f"文件内容不是 {promised.upper()}，与文件名不符，请检查后重新上传。")


def as_kept(file: File) -> File:
    """The file as it is kept; raises ValidationError for a picture that breaks off.

    A paper stays what was given: a PDF byte by byte, as it may be signed. A photo of one also says
    where and by whose phone it was taken, often at somebody's home, which is no part of the paper;
    so pictures are drawn afresh, all their points kept.
    """
    if ending_of(file.name) == "pdf":
        return file
    return redrawn(file, longest=_LONGEST, quality=_QUALITY)


@transaction.atomic
def keep_paper(file: File, *, title: str, collection: str, by: User) -> PortalDocument:
    """Store a checked file as a document of the collection of that name, never public."""
    document = PortalDocument(
        title=title[:255],
        file=as_kept(file),
        is_public=False,
        uploaded_by_user=by,
        collection=collection_called(collection),
    )
    document._set_document_file_metadata()
    document.save()
    return document


def collection_called(name: str) -> Collection:
    """The collection of that name below the root, made when first needed."""
    found = Collection.objects.filter(name=name, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=name)
