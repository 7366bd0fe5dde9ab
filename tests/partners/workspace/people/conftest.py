"""Who looks at people: the cast, with an organisation in each place, written once for a file."""

from collections.abc import Callable

import pytest
from django.test import Client

from partners.models import Organisation
from tests.admin import client_of
from tests.factories import OrganisationFactory
from tests.factories.cast import Cast
from tests.factories.world import World


@pytest.fixture
def world(cast: Cast) -> World:
    """The city they live in."""
    return cast.world


@pytest.fixture
def bodies(db: None, world: World) -> dict[str, Organisation]:
    """An organisation in each place, by the name of the place."""
    return {
        name: OrganisationFactory(name=f"{name}共建办公室", division=getattr(world, name))
        for name in ("city", "east", "street", "plum", "pine", "west", "village")
    }


@pytest.fixture
def at(cast: Cast) -> Callable[[str], Client]:
    """The browser of somebody of the cast."""
    return lambda role: client_of(cast.people[role])
