"""The texts of a record that people type: its own fields and those of its child rows."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from .spots import Spot

#: Private by design: never shown to the public, so a number may stand there.
PRIVATE = frozenset({"phone"})
#: What is shown of a picture or file along with the record.
_TOLD_OF_FILES = ("title", "description", "credit")
_FILES = frozenset({"portal.PortalImage", "portal.PortalDocument"})


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """Fields of words that people type; codes, choices and private ones left out."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField)
        and field.editable
        and not field.choices
        and field.name not in PRIVATE
    ]


def record_spots(record: models.Model) -> Iterator[Spot]:
    """Every text of a record and its child rows; a query per kind of child."""
    yield from own_spots(record)
    for relation in _children(type(record)):
        rows = getattr(record, relation.get_accessor_name())
        files = [field.name for field in _file_fields(relation.related_model)]
        title = relation.related_model._meta.verbose_name
        for number, row in enumerate(rows.select_related(*files), 1):
            if getattr(row, "is_public", True):
                yield from own_spots(row, f"{relation.name}.", f"{title}第 {number} 行：")


def own_spots(record: models.Model, path: str = "", where: str = "") -> Iterator[Spot]:
    """The texts of a record itself, and those of the pictures and files it names."""
    for field in text_fields(type(record)):
        if text := getattr(record, field.attname):
            yield Spot(path + field.name, f"{where}{field.verbose_name}", str(text))
    for file_field in _file_fields(type(record)):
        file = getattr(record, file_field.name)
        if file is not None and getattr(file, "is_public", True):
            label = f"{where}{file_field.verbose_name}"
            yield from file_words(file, f"{path}{file_field.name}.", label)


def file_words(file: models.Model, path: str, where: str) -> Iterator[Spot]:
    """What is told of a picture or a file: its title, description and source."""
    for name in _TOLD_OF_FILES:
        if text := getattr(file, name, ""):
            field: Any = file._meta.get_field(name)
            yield Spot(path + name, f"{where}（{field.verbose_name}）", text)


def _file_fields(model: type[models.Model]) -> list[Any]:
    keys = (field for field in model._meta.concrete_fields if field.is_relation)
    return [key for key in keys if _label_of(key) in _FILES]


def _label_of(key: Any) -> str:
    return key.related_model._meta.label


def _children(model: type[models.Model]) -> list[Any]:
    """Relations to rows that belong to the record and hold words."""
    return [
        relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and not relation.hidden
        and (text_fields(relation.related_model) or _file_fields(relation.related_model))
    ]
