"""People of every role at their browsers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from partners.models import ChecklistItem
from tests.admin import client_of
from tests.factories import ChecklistItemFactory
from tests.factories.cast import Cast, Parties


@pytest.fixture
def at_desk(cast: Cast) -> Callable[[str], Client]:
    """A browser in which somebody of that role is logged in."""
    return lambda role: client_of(cast.people[role])


@pytest.fixture
def own(cast: Cast) -> Parties:
    """The unit, the community and the place of those whose own rows these are."""
    return cast.parties["own"]


@pytest.fixture
def items(pairing: Any) -> dict[str, ChecklistItem]:
    """The checklist of the pairing of a test: two things to do together, and a project."""
    kinds = {"联席会议": "activity", "志愿服务": "activity", "实事项目": "project"}
    return {
        title: ChecklistItemFactory(
            level=pairing.level, division=pairing.division, title=title, fulfilled_by=kind
        )
        for title, kind in kinds.items()
    }
