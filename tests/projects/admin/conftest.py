"""Who sits at the admin in tests of its screens."""

import pytest

from tests.admin import administrator, client_of


@pytest.fixture
def person():
    """An administrator, who enters."""
    return administrator()


@pytest.fixture
def client(person):
    return client_of(person)


@pytest.fixture
def other():
    """Another administrator, who confirms, verifies and reverses."""
    return client_of(administrator())
