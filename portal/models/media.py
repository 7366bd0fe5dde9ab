"""Own image and document models, so that fields can be added later without a data move."""

from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage

from portal.pictures import redrawn


def unguessable(folder: str, filename: str) -> str:
    """A path under `folder` that nobody can guess from the name of the file uploaded.

    A picture of a record that is not public yet must not be found by trying names.
    """
    return f"{folder}/{uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class PictureFile(WagtailImageFieldFile):
    """The file of a picture: whatever is handed in, only what was drawn afresh is stored."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the picture in `content`; raises portal.pictures.NotAPicture where it is none."""
        picture = redrawn(content, name)
        super().save(str(picture.name), picture, save)

    save.alters_data = True  # type: ignore[attr-defined]


class PictureField(WagtailImageField):
    """A column that names a picture's file."""

    attr_class = PictureFile


class PortalImage(AbstractImage):
    """A picture with the name of its source."""

    file = PictureField("文件", upload_to=get_upload_to, width_field="width", height_field="height")
    credit = models.CharField("图片来源", max_length=80, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file first, so that width, height, size and hash are those of what is kept.

        Raises portal.pictures.NotAPicture, before anything is stored, where it is no picture.
        """
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        return unguessable("original_images", filename)

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"


class PortalRendition(AbstractRendition):
    """One size and format of an image, made on demand."""

    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "图片尺寸"
        verbose_name_plural = "图片尺寸"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique"
            )
        ]
        # Asked for by the name of the file, with every picture that is shown.
        indexes = [models.Index(fields=["file"], name="rendition_file")]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"


def document_path(document: models.Model, filename: str) -> str:
    """Where an uploaded file is kept."""
    return unguessable("documents", filename)


class PortalDocument(AbstractDocument):
    """A file. Who may fetch it, portal.holders says; the tick alone opens nothing."""

    file = models.FileField("文件", upload_to=document_path)
    is_public = models.BooleanField(
        "对外公开",
        default=False,
        help_text="勾选后，公众可以在使用该文件的公开页面、协议和清单上下载；没有公开页面或记录使用，"
        "或页面、记录撤回后，公众即不能下载。资金凭证一律不公开，勾选无效。",
    )

    admin_form_fields = (*WagtailDocument.admin_form_fields, "is_public")

    class Meta(AbstractDocument.Meta):
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def clean(self) -> None:
        """Check the ending of a new file; one that is kept already may have an older one."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            super().clean()
