"""Trees and scopes in Elasticsearch's words."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeAlias

from search.language.tree import EVERYWHERE, And, Phrase, Tree

from .engine import place_length, pruned
from .node import PLACE_CUTS

if TYPE_CHECKING:
    from search.scope import Scope

Query: TypeAlias = dict[str, Any]

NONE: Query = {"match_none": {}}
#: How many tokens a phrase's last word may go on as: all there are. The server's own limit of 50
#: would lose finds without a word.
ALL_WORDS = 1_000_000


def documents(tree: Tree, scope: "Scope | None" = None, without: Collection[int] = ()) -> Query:
    """Documents that match the tree, in the scope, but for the entries `without`."""
    asked: Query = {"filter": [matching(pruned(tree)), *(within(scope) if scope else [])]}
    if without:
        asked["must_not"] = [{"terms": {"entry": list(without)}}]
    return {"bool": asked}


def matching(tree: Tree) -> Query:
    """A pruned tree as a query without scores; the body stands for everywhere."""
    if isinstance(tree, Phrase):
        fields = EVERYWHERE if "body" in tree.fields else tree.fields
        return _any([_phrase(tree, field) for field in sorted(fields)])
    parts = [matching(part) for part in tree.parts]
    return {"bool": {"filter": parts}} if isinstance(tree, And) else _any(parts)


def within(scope: "Scope") -> list[Query]:
    """The choices of a scope as filters; a place includes what lies in it."""
    chosen = {
        "kind": scope.kind or None,
        "places": scope.place or None,
        "year": scope.year,
        "field": scope.field,
    }
    return [{"term": {name: value}} for name, value in chosen.items() if value is not None]


def place_field(scope: "Scope") -> str:
    """The field with places cut to the level below the scope's place."""
    return f"place{min(place_length(scope), PLACE_CUTS[-1])}"


def _any(parts: list[Query]) -> Query:
    if len(parts) < 2:
        return parts[0] if parts else NONE
    return {"bool": {"should": parts, "minimum_should_match": 1}}


def _phrase(phrase: Phrase, field: str) -> Query:
    if len(phrase.tokens) == 1:
        return {"prefix" if phrase.prefix else "term": {field: phrase.tokens[0]}}
    words = " ".join(phrase.tokens)
    if phrase.prefix:
        return {"match_phrase_prefix": {field: {"query": words, "max_expansions": ALL_WORDS}}}
    return {"match_phrase": {field: words}}
