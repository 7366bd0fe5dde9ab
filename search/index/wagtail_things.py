"""What only Wagtail's own screens look for: other pages, images, documents; never public.

Title and text are what their own `search_fields` say.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, QuerySet
from wagtail.models import Page
from wagtail.search.index import AutocompleteField, RelatedFields, SearchField

from portal.publicity import PUBLIC, Audience
from search.index.kinds import Kind, nothing
from search.index.names import NameBook


class OtherKind(Kind):
    """A model of Wagtail's; nobody finds it but through Wagtail's screens."""

    def all_rows(self) -> Any:
        """Of a page, only the rows of exactly this type: each type is a kind of its own."""
        rows = self.model._base_manager.order_by("pk")
        if issubclass(self.model, Page):
            return rows.filter(content_type=ContentType.objects.get_for_model(self.model))
        return rows

    def prefetches(self) -> list[str | Prefetch]:
        """Tags, and whatever else is searched along with the record."""
        fields = self.model.get_search_fields()
        return [field.field_name for field in fields if isinstance(field, RelatedFields)]

    def rows(self, audience: Audience = PUBLIC) -> QuerySet:
        """Nothing: Wagtail's screens start from querysets of their own."""
        return self.model._base_manager.none()


def other_things(model: Any) -> Kind:
    """The kind of a model that Wagtail indexes."""
    return OtherKind(
        key="",
        label=str(model._meta.verbose_name),
        of=model._meta.label,
        title=lambda record, names: str(record),
        text=_searched,
        url=nothing,
        places=(),
    )


def _searched(record: Any, names: NameBook) -> str:
    """What the fields hold that are searched or completed, one a line."""
    return "\n".join(dict.fromkeys(_held(record, type(record).get_search_fields())))


def _held(record: Any, fields: Iterable[Any]) -> Iterator[str]:
    for field in fields:
        if isinstance(field, RelatedFields):
            for other in _related(field.get_value(record)):
                yield from _held(other, field.fields)
        elif isinstance(field, SearchField | AutocompleteField):
            yield from _lines(field.get_value(record))


def _related(value: Any) -> Iterable[Any]:
    if hasattr(value, "all"):
        return value.all()
    return [] if value is None else [value]


def _lines(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(line) for line in values if line]
