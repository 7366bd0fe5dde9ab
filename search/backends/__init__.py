"""Engines: they find what matches a tree of tokens (search.language.tree), and rank nothing.

`public_engine()` is the one that the setting SEARCH_ENGINE picks for the public search; the admin
always asks `database_engine()`, which holds what is not public too.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from .engine import Engine

DATABASE, ELASTICSEARCH = "database", "elasticsearch"


def public_engine() -> "Engine":
    """The engine of the public search."""
    if settings.SEARCH_ENGINE == ELASTICSEARCH:
        return _elasticsearch_engine()
    return database_engine()


@cache
def database_engine() -> "Engine":
    """The engine in the portal's own database."""
    # Not above: Wagtail imports this package while the models are still being read.
    from .database import DatabaseEngine

    return DatabaseEngine()


def _elasticsearch_engine() -> "Engine":
    # Only where it is asked for: its client is an optional requirement. A new one for every
    # question, as each has a budget of time.
    from .elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine()
