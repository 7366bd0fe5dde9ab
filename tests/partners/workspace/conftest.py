"""People of every role at their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.admin import client_of
from tests.factories.cast import Cast


@pytest.fixture
def at_desk(cast: Cast) -> Callable[[str], Client]:
    """A browser in which somebody of that role is logged in."""
    return lambda role: client_of(cast.people[role])
