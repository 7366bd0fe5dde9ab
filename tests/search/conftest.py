"""What the tests of the search share: fresh words, and the extra or a server for some of them."""

import os
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from search import meaning, vocabulary
from search.backends import mirror
from tests.search.backends.server import URL, OwnNode, in_service


@pytest.fixture(autouse=True)
def fresh_words() -> None:
    """No test is told of words that another kept: what is rolled back is not told of."""
    vocabulary.forget()


@pytest.fixture
def extra(settings: Any) -> None:
    """The extra, switched on; where the run is there for it, it must be installed."""
    settings.SEARCH_MEANING = True
    if not meaning.available():
        refuse = pytest.fail if os.environ.get("SEMANTIC") else pytest.skip
        refuse("needs the semantic extra (pip install -r requirements-semantic.txt)")


@pytest.fixture
def index_name() -> str:
    return f"test_{secrets.token_hex(4)}"


@pytest.fixture
def search_server(settings: Any, index_name: str, db: None) -> Iterator[None]:
    """The server of the run in service, with an index of the test's own that holds nothing yet."""
    cache.clear()
    with in_service(settings, URL, index_name):
        mirror.rebuild(say=lambda line: None)
        yield
    cache.clear()


@pytest.fixture(scope="module")
def own_node() -> Iterator[OwnNode]:
    """A node that may be killed, not started yet."""
    node = OwnNode()
    yield node
    node.wipe()
