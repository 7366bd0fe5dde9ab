"""Photos of updates and activities as pages show them: scaled, with words for those who listen."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from wagtail.images.shortcuts import get_rendition_or_not_found

from projects.models import ActivityPhoto, UpdatePhoto

SIZE = "fill-720x540"


class Photo(NamedTuple):
    """A scaled picture."""

    url: str
    width: int
    height: int
    alt: str
    caption: str


def with_renditions(model: type[ActivityPhoto | UpdatePhoto]) -> Prefetch:
    """`photos` of many records with their images and scaled files, in two queries."""
    return Prefetch("photos", with_files(model._default_manager.all()))


def with_files(rows: QuerySet) -> QuerySet:
    """Photos with their images and scaled files."""
    return rows.select_related("image").prefetch_related("image__renditions")


def shown(photos: Iterable[ActivityPhoto | UpdatePhoto]) -> list[Photo]:
    """The photos whose files are there."""
    found = ((photo, get_rendition_or_not_found(photo.image, SIZE)) for photo in photos)
    return [
        Photo(scaled.url, scaled.width, scaled.height, photo.caption or "现场图片", photo.caption)
        for photo, scaled in found
        if scaled.width
    ]
