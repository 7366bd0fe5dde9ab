"""What tests of the public pages share: walking a list, and counting queries."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.enums import ParticipantRole
from projects.models import Project
from tests.factories import (
    CommunityOrganisationFactory,
    OrganisationNameFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UnitFactory,
)
from tests.factories.world import World
from tests.projects.counted_city import CountedCity, build_counted_city

#: Long enough to be no search and no number, short enough for a test.
MEGABYTE = "长" * 350_000


@pytest.fixture
def city(db: None) -> CountedCity:
    """A city with everything that counts and everything that must not."""
    return build_counted_city()


@pytest.fixture
def project(world: World) -> Project:
    """A public project in the east, led by a unit, for a community."""
    made = ProjectFactory(
        public=True,
        name="向阳雅居小区排水涵闸维修改造",
        summary="汛期前恢复排水，并建立巡查机制。",
        place_text="向阳雅居小区",
        division=world.plum,
    )
    unit = UnitFactory(name="示例排水中心")
    OrganisationNameFactory(organisation=unit, name="排水处")
    ProjectParticipantFactory(project=made, organisation=unit)
    community = CommunityOrganisationFactory(name="红梅社区", division=world.plum)
    ProjectParticipantFactory(
        project=made, organisation=community, role=ParticipantRole.BENEFICIARY
    )
    return made


@pytest.fixture
def rows_behind(client: Client) -> Callable[[str], list[Any]]:
    """A function that opens a list and turns its pages, as a visitor would; returns its rows."""

    def walk(url: str) -> Iterator[Any]:
        response = client.get(url)
        while True:
            assert response.status_code == 200, url
            assert not response.context["form"].errors, url
            page = response.context["page_obj"]
            yield from page.object_list
            if not page.has_next():
                return
            response = client.get(f"{url}&page={page.next_page_number()}")

    return lambda url: list(walk(url))


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """A function that opens a page once to warm what is kept, then counts its queries."""

    def count(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        return len(queries)

    return count
