"""People of every role at their browsers, and the signed pairing of the own unit and community."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.admin import client_of
from tests.factories.cast import SHOWN, Cast, build_cast
from tests.factories.world import build_world


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(build_world())


@pytest.fixture
def at_desk(cast: Cast) -> Callable[[str], Client]:
    """A browser in which somebody of that role is logged in."""
    return lambda role: client_of(cast.people[role])


@pytest.fixture
def pairing(cast: Cast) -> Any:
    return SHOWN["pairing"](cast.parties["own"])
