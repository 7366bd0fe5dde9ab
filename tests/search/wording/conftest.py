"""A portal without words of its own, and who enters them."""

import pytest

from search.models import StopWord, Synonym
from tests.admin import client_of, editor


@pytest.fixture
def no_words():
    """Without the words a portal starts with."""
    Synonym.objects.all().delete()
    StopWord.objects.all().delete()


@pytest.fixture
def client(no_words):
    return client_of(editor())
