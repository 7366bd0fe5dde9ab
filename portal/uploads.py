"""Files that people upload are what their names say: told by their first bytes, or by reading them.

Forms of pictures and files everywhere in the admin are built upon these (settings).
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms import FileField
from django.utils.html import format_html
from wagtail.admin.forms.collections import BaseCollectionMemberForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.pictures import redrawn
from portal.text_guard import findings
from portal.text_guard.files import file_spots
from portal.text_guard.holding import check_form
from portal.text_guard.limits import NotRead
from portal.text_guard.records import own_spots
from portal.text_guard.spots import Spot

_ZIP = b"PK\x03\x04"
#: What a file begins with, by the ending of its name.
SIGNATURES = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "docx": _ZIP,
    "xlsx": _ZIP,
    "pptx": _ZIP,
}
#: Office files as they were until 2007: nobody can look through them.
OLD_OFFICE = ("doc", "xls", "ppt")
_SAVE_ANEW = "请另存为 xlsx、docx 或 pptx 后上传。"
_BEGINNINGS = (*SIGNATURES.values(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
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
        begins_otherwise = beginning.startswith(_BEGINNINGS)
        return not begins_otherwise and _NOT_IN_TEXT not in beginning
    return ending in SIGNATURES and beginning.startswith(SIGNATURES[ending])


def check_name(name: str | None) -> None:
    """Raises ValidationError when a name is not fit to be read: people see it as the title.

    The one place where names of uploaded files are looked at. Signs that cannot be seen can make
    「费用.pdf」 of a program.
    """
    if held := findings(name or ""):
        kind, masked = held[0].kind.label, held[0].masked
        # The screen that takes several files puts what is said into the page as it comes.
        said = format_html("文件名中有{}（{}），请改名后重新上传。", kind, masked)
        raise ValidationError(said, code="held")
    if any(category(sign) in ("Cc", "Cf") for sign in name or ""):
        raise ValidationError("文件名中有看不见的字符，请改名后重新上传。", code="name")


class GuardedForm(BaseCollectionMemberForm):
    """A file with words about it; both are looked through before it is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.uploader = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            check_form(self, self.spots(), self.uploader)

    def spots(self) -> Iterator[Spot]:
        """The words about the file."""
        yield from own_spots(self.instance)
        if "tags" in self.cleaned_data:
            yield Spot("tags", "标签", " ".join(map(str, self.cleaned_data["tags"])))


class DocumentForm(GuardedForm, BaseDocumentForm):
    """A file to be kept. What nobody can look through is not taken, or does not become public."""

    def clean_file(self) -> Any:
        """Raises ValidationError when a new file is not what its name says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_name(file.name)
            _check_age(file)
            if not is_what_its_name_says(file):
                message = "文件内容与文件名的后缀不符，请检查后重新上传。"
                raise ValidationError(message, code="mismatch")
        return file

    def spots(self) -> Iterator[Spot]:
        """The words about the file, and those in it when it is new or about to become public."""
        yield from super().spots()
        file, becomes_public = self.instance.file, self.instance.is_public
        if file and ("file" in self.changed_data or self._is_ticked):
            if becomes_public:
                _check_age(file)
            try:
                yield from file_spots(file, ending_of(file.name))
            except NotRead:
                if becomes_public:
                    raise
            finally:
                if "file" not in self.changed_data:
                    file.close()

    @property
    def _is_ticked(self) -> bool:
        return "is_public" in self.changed_data and self.instance.is_public


def _check_age(file: File) -> None:
    if ending_of(file.name) in OLD_OFFICE:
        raise ValidationError(_SAVE_ANEW, code="old")


class PictureField(WagtailImageField):
    """A picture, drawn afresh before anything else looks at it (portal.pictures)."""

    def to_python(self, data: Any) -> Any:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        check_name(file.name)
        return redrawn(file)


class PictureForm(GuardedForm, BaseImageForm):
    """A picture to be kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not declared above: it would stand in the forms that ask for the words alone, too.
        if plain := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=plain.label, required=plain.required, widget=plain.widget
            )
