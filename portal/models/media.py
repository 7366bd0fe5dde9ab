"""Own image and document models, so that fields can be added later without a data move."""

from pathlib import PurePath
from uuid import uuid4

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


def unguessable(folder: str, filename: str) -> str:
    """A path under `folder` that nobody can guess from the name of the file uploaded.

    A picture of a record that is not public yet must not be found by trying names.
    """
    return f"{folder}/{uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class PortalImage(AbstractImage):
    """A picture with the name of its source."""

    credit = models.CharField("图片来源", max_length=80, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

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

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"


def document_path(document: models.Model, filename: str) -> str:
    """Where an uploaded file is kept."""
    return unguessable("documents", filename)


class PortalDocument(AbstractDocument):
    """A file. Private until somebody makes it public: evidence never is."""

    file = models.FileField("文件", upload_to=document_path)
    is_public = models.BooleanField(
        "对外公开",
        default=False,
        help_text="勾选后公众可以下载。资金凭证、议事记录等一律不公开。",
    )

    admin_form_fields = (*WagtailDocument.admin_form_fields, "is_public")

    class Meta(AbstractDocument.Meta):
        verbose_name = "文件"
        verbose_name_plural = "文件"
