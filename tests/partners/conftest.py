"""What tests of the partners share."""

import pytest

from tests.factories.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """A small city with a programme year."""
    return build_world()
