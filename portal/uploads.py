"""Files that people upload are what their names say: told by their first bytes, or by reading them.

Forms of pictures and files everywhere in the admin are built upon these (settings).
"""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms import FileInput
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
#: What a file begins with, by the ending of its name.
SIGNATURES = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "doc": _OLD_OFFICE,
    "xls": _OLD_OFFICE,
    "ppt": _OLD_OFFICE,
    "docx": _ZIP,
    "xlsx": _ZIP,
    "pptx": _ZIP,
}
#: Plain text begins with anything, but holds none of these.
_TEXT, _NOT_IN_TEXT = ("csv", "txt"), b"\x00"
_LOOKED_AT = 4096  # bytes


def ending_of(name: str | None) -> str:
    """The ending of a file's name, in small letters and without the dot."""
    return PurePath(name or "").suffix.lower().lstrip(".")


def is_what_its_name_says(file: File) -> bool:
    """Whether the file begins as files of its ending do; one of an unknown ending does not."""
    file.seek(0)
    beginning = file.read(_LOOKED_AT)
    file.seek(0)
    ending = ending_of(file.name)
    if ending in _TEXT:
        begins_otherwise = beginning.startswith(tuple(SIGNATURES.values()))
        return not begins_otherwise and _NOT_IN_TEXT not in beginning
    return ending in SIGNATURES and beginning.startswith(SIGNATURES[ending])


class DocumentForm(BaseDocumentForm):
    """A file to be kept."""

    def clean_file(self) -> Any:
        """Raises ValidationError when a new file is not what its name says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file and not is_what_its_name_says(file):
            raise ValidationError("文件内容与文件名的后缀不符，请检查后重新上传。", code="mismatch")
        return file


class PictureField(WagtailImageField):
    """A picture that can be read to its end: one that breaks off would break every page with it."""

    def to_python(self, data: Any) -> Any:
        try:
            picture = super().to_python(data)
            if picture is not None:
                _read_through(picture)
        except (OSError, SyntaxError, ValueError, RuntimeError, EOFError) as error:
            message = self.error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error
        return picture


def _read_through(picture: File) -> None:
    picture.seek(0)
    with Image.open(BytesIO(picture.read())) as opened:
        opened.load()
    picture.seek(0)


class PictureForm(BaseImageForm):
    """A picture to be kept."""

    file = PictureField(label="文件", widget=FileInput)
