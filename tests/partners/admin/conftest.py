"""Who sits at the admin in tests of its screens."""

import pytest

from tests.admin import administrator, client_of


@pytest.fixture
def person():
    """An administrator."""
    return administrator()


@pytest.fixture
def client(person):
    return client_of(person)


@pytest.fixture
def other():
    """Somebody else at the same record."""
    return client_of(administrator())
