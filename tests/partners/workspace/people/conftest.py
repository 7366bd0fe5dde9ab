"""Who looks at people: the cast, with an organisation in each place."""

import pytest

from tests.admin import client_of
from tests.factories import OrganisationFactory


@pytest.fixture
def bodies(world):
    """An organisation in each place, by the name of the place."""
    return {
        name: OrganisationFactory(name=f"{name}共建办公室", division=getattr(world, name))
        for name in ("city", "east", "street", "plum", "pine", "west", "village")
    }


@pytest.fixture
def at(cast):
    """The browser of somebody of the cast."""
    return lambda role: client_of(cast.people[role])
