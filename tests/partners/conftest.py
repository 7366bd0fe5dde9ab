"""What tests of the partners share."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.factories.cast import Cast, build_cast
from tests.factories.world import World, build_world
from tests.lasting import lasting


@pytest.fixture
def world(db: None) -> World:
    """A small city with a programme year."""
    return build_world()


@pytest.fixture(scope="module")
def lasting_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast as it was written, for all tests of a file."""
    with lasting(django_db_blocker):
        yield build_cast(build_world())


@pytest.fixture
def cast(lasting_cast: Cast) -> Cast:
    """A person of every role in the small city; each test has copies of its own.

    Written once for a file. Tests that commit (`transaction=True`) stand in another one and build
    their own.
    """
    return deepcopy(lasting_cast)
