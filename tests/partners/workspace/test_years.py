"""Liaisons open the years that are public, and those alone."""

import pytest

from tests.admin import words
from tests.factories import ChecklistItemFactory, ProgrammeYearFactory

pytestmark = pytest.mark.django_db


def page_of(client, year):
    return client.get(f"/workspace/programme-years/{year.number}/")


@pytest.mark.parametrize("role", ["unit", "community"])
def test_what_the_list_shows_a_liaison_opens(cast, at_desk, role):
    item = ChecklistItemFactory(level=cast.world.one, division=cast.world.city)
    hidden = ProgrammeYearFactory(year=2023, is_public=False, division=cast.world.city)
    client = at_desk(role)
    listed = words(client.get("/workspace/programme-years/"))
    assert cast.world.year.number in listed
    assert hidden.number not in listed
    page = page_of(client, cast.world.year)
    assert page.status_code == 200
    assert item.title in words(page)
    assert page_of(client, hidden).status_code == 404
    assert client.get(f"/workspace/programme-years/{cast.world.year.number}/edit/").status_code in (
        403, 404,
    )  # fmt: skip
