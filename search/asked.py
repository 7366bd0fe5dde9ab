"""A question with everything that narrows it, and the one address it has."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode

from partners.models import Division
from projects.models import ProjectField
from search.scope import Scope

#: The sorting that is not by relevance, as addresses write it.
NEWEST = "date"
#: What narrows the finds, in the order in which addresses and chips name it.
FILTERS = ("kind", "place", "year", "field")


@dataclass(frozen=True)
class Asked:
    """What a visitor asks: words, filters, sorting; `literal` asks for the words as typed."""

    question: str
    kind: str = ""
    place: Division | None = None
    year: int | None = None
    field: ProjectField | None = None
    newest: bool = False
    literal: bool = False

    @property
    def scope(self) -> Scope:
        """Where finds are looked for."""
        return Scope(
            kind=self.kind,
            place=self.place.path if self.place else "",
            year=self.year,
            field=self.field.pk if self.field else None,
        )

    @property
    def filters(self) -> dict[str, Any]:
        """The filters in force, by name."""
        chosen = {name: getattr(self, name) for name in FILTERS}
        return {name: value for name, value in chosen.items() if value}

    @property
    def is_plain(self) -> bool:
        """Whether nothing but words was asked, and nothing made of them before."""
        return not (self.filters or self.newest or self.literal)

    def but(self, **changes: Any) -> Self:
        """The same question with something changed."""
        return replace(self, **changes)

    def without_filters(self) -> Self:
        """The same question, everywhere."""
        return self.but(kind="", place=None, year=None, field=None)

    @property
    def url(self) -> str:
        """The address of its first page: the same parameters always stand in the same order."""
        written = {
            "q": self.question,
            "kind": self.kind,
            "place": self.place.code if self.place else "",
            "year": self.year or "",
            "field": self.field.slug if self.field else "",
            "sort": NEWEST if self.newest else "",
            "literal": "1" if self.literal else "",
        }
        query = urlencode({name: value for name, value in written.items() if value})
        return f"{_page(get_script_prefix())}?{query}"


@lru_cache(maxsize=8)
def _page(prefix: str) -> str:
    """The page of results where the portal lives below `prefix`; a page of finds has fifty."""
    return reverse("search:results")
