"""What tests of the projects share."""

import pytest

from tests.factories.cast import Cast, build_cast
from tests.factories.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """A small city with a programme year."""
    return build_world()


@pytest.fixture
def cast(world: World) -> Cast:
    """A person of every role in it."""
    return build_cast(world)
