"""The engine that answers visitors: the one in service, or the database while that one is down."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

from . import DATABASE, database_engine, public_engine
from .engine import Engine, EngineDown

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)

#: Seconds in which nobody waits again for an engine that did not answer.
REST = 15
DOWN = "search:engine-down"


class EngineRefused(EngineDown):
    """The engine is there, but does not answer this question: it is too long, or too deep."""


def answering(ask: Callable[[Engine], Answer], *, public: bool = True) -> tuple[Answer, bool]:
    """What `ask` finds out from the engine in service; True when the database stood in for it.

    What is not `public` is asked of the database, which alone holds it. The whole question is asked
    again of the database, so that no answer is made up of two engines'.
    """
    if not public or settings.SEARCH_ENGINE == DATABASE:
        return ask(database_engine()), False
    if not cache.get(DOWN):
        try:
            return ask(public_engine()), False
        except EngineDown as problem:
            _rest(problem)
    return ask(database_engine()), True


def _rest(problem: EngineDown) -> None:
    # A question the server refuses says nothing about the next one.
    if isinstance(problem, EngineRefused):
        logger.error("the search engine refused a question: %s", problem)
    elif cache.add(DOWN, True, REST):
        logger.warning("the search engine is down, the database answers: %s", problem)
