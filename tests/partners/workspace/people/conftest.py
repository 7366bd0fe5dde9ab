"""Who looks at people: the cast, with an organisation in each place, written once for a file."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from partners.models import Organisation
from tests.admin import client_of
from tests.factories import OrganisationFactory
from tests.factories.cast import Cast, build_cast
from tests.factories.world import World, build_world
from tests.lasting import lasting


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Everybody."""
    with lasting(django_db_blocker):
        yield build_cast(build_world())


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
