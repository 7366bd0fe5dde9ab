"""Wagtail's own screens (pages, images, documents) find as the search does, in our own index.

For WAGTAILSEARCH_BACKENDS. Rights, states and filters stay on the queryset that is searched.
"""

from collections import OrderedDict
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, FloatField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from modelsearch import query as asked
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
    SearchFieldError,
    get_model_root,
)
from modelsearch.index import get_indexed_models

from search.language.tree import EVERYWHERE, TITLE, Field, Tree, any_of, every, within

from .recalled import keys_matching, phrase_of, words_of

#: The fields that are an entry's title; all others are its text.
TITLES = frozenset({"title", "draft_title"})
IN_TITLE, IN_TEXT = 2.0, 1.0


class SearchQueryCompiler(BaseSearchQueryCompiler):
    """A question of Wagtail's as conditions on the queryset it is asked of."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    #: Whether the last word may be begun only.
    begun = False

    def check(self) -> None:
        """Refuse fields that are not searched; any filter and order will do, as they are SQL."""
        known = {field.field_name for field in self.queryset.model.get_searchable_search_fields()}
        for name in self.fields or ():
            if name not in known:
                raise SearchFieldError(f"{name} is not searched", field_name=name)

    def found(self) -> QuerySet:
        """The rows that match, best first."""
        rows = self.queryset.filter(self._condition(self.query, self._fields()))
        if self.order_by_relevance:
            order = rows.query.order_by or rows.model._meta.ordering or ("-pk",)
            return rows.order_by(self.score().desc(), *order)
        return rows if rows.ordered else rows.order_by("-pk")

    def score(self) -> Cast:
        """How well a row matches: by its title, or by its text."""
        in_title = self._condition(self.query, TITLE)
        score = Case(When(in_title, then=Value(IN_TITLE)), default=Value(IN_TEXT))
        # Where nothing is asked for it is a bare number, by which PostgreSQL orders only when cast.
        return Cast(score, FloatField())

    def _fields(self) -> frozenset[Field]:
        return TITLE if self.fields and TITLES.issuperset(self.fields) else EVERYWHERE

    def _condition(self, query: Any, fields: frozenset[Field]) -> Q:
        if isinstance(query, asked.And | asked.Or):
            join = and_ if isinstance(query, asked.And) else or_
            return reduce(join, (self._condition(part, fields) for part in query.subqueries))
        if isinstance(query, asked.Not):
            return ~self._condition(query.subquery, fields)
        if isinstance(query, asked.Boost):
            return self._condition(query.subquery, fields)
        if isinstance(query, asked.MatchAll):
            return ~Q(pk__in=[])
        return self._among(within(self._tree(query), fields))

    def _tree(self, query: Any) -> Tree:
        if isinstance(query, asked.Phrase):
            return phrase_of(query.query_string)
        if isinstance(query, asked.PlainText | asked.Fuzzy):
            words = words_of(query.query_string, begun=self.begun)
            return any_of(words) if query.operator == "or" else every(words)
        raise NotImplementedError(f"{type(query).__name__} is not understood")

    def _among(self, tree: Tree) -> Q:
        return Q(pk__in=keys_matching(tree, family(self.queryset.model)))


class AutocompleteQueryCompiler(SearchQueryCompiler):
    """The same while the last word is still being typed."""

    begun = True


class SearchResults(BaseSearchResults):
    """Rows of the queryset that was searched."""

    supports_facet = True

    def _rows(self) -> QuerySet:
        return self.query_compiler.found()

    def _do_search(self) -> Iterable[Model]:
        rows = self._rows()
        if self._score_field:
            rows = rows.annotate(**{self._score_field: self.query_compiler.score()})
        return rows[self.start : self.stop]

    def _do_count(self) -> int:
        return self._rows().order_by()[self.start : self.stop].count()

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many finds there are by the value of a field, most first."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(f"{field_name} is no FilterField", field_name=field_name)
        rows = self._rows().order_by().values(field_name).annotate(finds=Count("pk"))
        return OrderedDict(rows.order_by("-finds", field_name).values_list(field_name, "finds"))


class Index(BaseIndex):
    """Our own entries; search.index.watching keeps those of the public search's kinds itself."""

    def add_items(self, model: type[Model], items: Iterable[Model]) -> None:
        """Make the entries of records anew."""
        # The setting names this module, and the models are not read yet when it is imported.
        from search.index.refreshing import refresh

        by_type: dict[type[Model], list[int]] = {}
        for item in items:
            by_type.setdefault(type(item), []).append(item.pk)
        for kind, keys in by_type.items():
            refresh(kind, keys)

    def delete_item(self, item: Model) -> None:
        """Remove the entry of a record, whichever of its models it was read as."""
        from search.index.store import drop
        from search.models import Entry

        entries = Entry.objects.filter(content_type__in=family(type(item)), object_id=item.pk)
        drop(list(entries.values_list("pk", flat=True)))


class SearchBackend(BaseSearchBackend):
    """See WAGTAILSEARCH_BACKENDS in portal.settings.base."""

    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = SearchResults
    index_class = Index


def family(model: type[Model]) -> list[ContentType]:
    """The types that records of `model` may be of: of pages, all of them."""
    root = get_model_root(model)
    models = [other for other in get_indexed_models() if get_model_root(other) is root]
    return list(ContentType.objects.get_for_models(*models).values())
