"""Photos taken in with a record: drawn afresh, at most so many, never demanded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.models import Collection

from portal.models import PortalImage, User
from portal.pictures import FORMATS
from portal.uploads import PictureField

MOST = 9
LARGEST_MEGABYTES = 12


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several pictures of a phone or camera."""

    def __init__(self, **kwargs: Any) -> None:
        endings = ",".join(f".{ending}" for ending in FORMATS)
        super().__init__(
            label="照片（可不传）",
            required=False,
            widget=_ManyFiles(attrs={"accept": f"image/*,{endings}", "multiple": True}),
            help_text=f"至多 {MOST} 张，每张不超过 {LARGEST_MEGABYTES} MB；"
            "拍摄地点等信息会自动去除。",
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The pictures as they will be kept. Raises ValidationError naming the file in the way."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST:
            raise ValidationError(f"一次至多上传 {MOST} 张照片。")
        return [self._one(file) for file in given]

    def _one(self, file: Any) -> Any:
        if file.size > LARGEST_MEGABYTES * 1024 * 1024:
            raise ValidationError(f"“{file.name}”超过 {LARGEST_MEGABYTES} MB，请压缩后再传。")
        try:
            return PictureField(required=True).clean(file)
        except ValidationError as error:
            raise ValidationError(f"“{file.name}”：{error.messages[0]}") from error


def keep_photos(rows: Any, pictures: list[Any], title: str, by: User) -> None:
    """Store the pictures and hang them on a record by its `photos`."""
    collection = Collection.get_first_root_node()
    for picture in pictures:
        image = PortalImage(title=title, file=picture, uploaded_by_user=by, collection=collection)
        image.full_clean(exclude=["tags"])
        image.save()
        rows.create(image=image)
