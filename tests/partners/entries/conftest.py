"""People of every role at their browsers, and organisations that can be paired."""

from typing import Any

import pytest

from partners.enums import OrganisationKind, OrganisationLevel
from partners.models import Organisation
from tests.factories import PartyFactory, StreetOrganisationFactory, UnitFactory
from tests.factories.cast import Cast
from tests.partners.workspace.conftest import at_desk

__all__ = ["at_desk", "bodies"]


@pytest.fixture
def bodies(cast: Cast) -> dict[str, Organisation]:
    """The street and town above the communities of the cast, two units, a branch of one."""
    world, parties = cast.world, cast.parties
    made: dict[str, Any] = {
        "street": _street("梅园街道办事处", world.street),
        "town": _street("竹溪镇政府", world.town),
        "unit": UnitFactory(name="东区图书馆", division=world.east),
        "other": UnitFactory(name="东区文化馆", division=world.east),
        "plum": parties["own"].community,
        "pine": parties["near"].community,
        "village": parties["far"].community,
    }
    for name, above in (("plum", "street"), ("pine", "street"), ("village", "town")):
        made[name].parent = made[above]
        made[name].save()
    made["branch"] = PartyFactory(name="东区图书馆党支部", parent=made["unit"], division=world.east)
    return made


def _street(name: str, place: Any) -> Organisation:
    level = OrganisationLevel.STREET
    kind = OrganisationKind.STREET
    return StreetOrganisationFactory(name=name, division=place, kind=kind, level=level)
