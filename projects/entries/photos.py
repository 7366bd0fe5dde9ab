"""Photos taken in with a record, drawn afresh, never demanded; and taken away again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.models import Collection

from partners.events import record_event, snapshot
from partners.workspace.writing.forms import EntryForm
from portal.admin.dependents import dependents
from portal.models import PortalImage, User
from portal.pictures import FORMATS
from portal.uploads import PictureField
from projects.photos import with_files

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


class HeldPhotosField(forms.MultipleChoiceField):
    """The photos a record holds, to be ticked where they are taken away."""

    #: Nothing of the record's own: two who save at once need not decide about it.
    says_nothing = True
    widget = forms.CheckboxSelectMultiple

    def __init__(self, photos: list[Any]) -> None:
        super().__init__(
            choices=[(str(photo.pk), photo.caption or "现场图片") for photo in photos],
            required=False,
            label="移除照片",
            error_messages={"invalid_choice": "有的照片已经移除，请重新打开本页后再试。"},
        )


class WithPhotos(EntryForm):
    """A form whose record has `photos`: new ones come with it, ticked ones are taken away."""

    photos = PhotosField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = list(with_files(self.instance.photos.all())) if self.instance.pk else []
        if self._held:
            self.fields["removed"] = HeldPhotosField(self._held)
            self.fields["photos"].label = "增加照片（可不传）"

    @property
    def held_photos(self) -> list[tuple[Any, Any]]:
        """The photos of the record, each with its box to tick."""
        return list(zip(self._held, self["removed"], strict=True)) if self._held else []

    def settle_photos(self, record: Any) -> bool:
        """Store the new ones and take away the others; whether there were any."""
        ticked = set(self.cleaned_data.get("removed") or [])
        pictures = self.cleaned_data.get("photos") or []
        if gone := [photo for photo in self._held if str(photo.pk) in ticked]:
            remove_photos(record, gone, self.writer.person)
        keep_photos(record.photos, pictures, str(record), self.writer.person)
        return bool(gone or pictures)


def keep_photos(rows: Any, pictures: list[Any], title: str, by: User) -> None:
    """Store the pictures and hang them on a record by its `photos`."""
    collection = Collection.get_first_root_node()
    for picture in pictures:
        image = PortalImage(title=title, file=picture, uploaded_by_user=by, collection=collection)
        image.full_clean(exclude=["tags"])
        image.save()
        rows.create(image=image)


def remove_photos(record: Any, photos: list[Any], by: User) -> None:
    """Take photos off a record and log it. The picture itself goes too where nothing else uses it
    and it came with the record: uploaded by its author, or by who removes it.
    """
    told = [{name: v for name, v in snapshot(photo).items() if v} for photo in photos]
    for photo in photos:
        image = photo.image
        photo.delete()
        is_theirs = image.uploaded_by_user_id in (by.pk, record.entered_by_id)
        if is_theirs and not dependents(image):
            image.delete()
    record_event(record, "remove_photos", "移除照片", by=by, changes={"photos": [told, []]})
