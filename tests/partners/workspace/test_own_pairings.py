"""The own pairings on the first screen: whose checklist is filled from it, how far, how long."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models.pairing import ENTERED_LATE
from tests.admin import words
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    PairingFactory,
    ProjectFactory,
    ProjectOriginFactory,
    ProjectParticipantFactory,
)

pytestmark = pytest.mark.django_db

HOME = "/workspace/"
TODAY = timezone.localdate()


@pytest.fixture
def pairing(own):
    """One in force whose term runs."""
    return PairingFactory(
        unit_side=own.unit, community_side=own.community, division=own.place, active=True,
        end_on=TODAY,
    )  # fmt: skip


def ticks(page: str) -> Iterator[tuple[str, ...]]:
    """Title and words of the ways of each item."""
    for tick in re.findall(r'<li class="tick.*?</li>', page, re.DOTALL):
        yield tuple(re.sub("<[^>]+>", " ", tick).split())


def test_what_is_under_way_is_not_asked_for_again(own, at_desk, pairing, items):
    logged = ActivityFactory(
        pairing=pairing, organisation=own.unit, checklist_item=items["联席会议"]
    )
    project = ProjectFactory(division=own.place)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectOriginFactory(project=project, record=pairing)
    page = at_desk("unit").get(HOME).content.decode()
    assert list(ticks(page)) == [
        ("联席会议", "待对方确认", "：联席会议"),
        ("志愿服务", "：未完成", "登记", "：志愿服务"),
        ("实事项目", "项目进行中", "：实事项目"),
    ]
    assert f'href="/workspace/activities/{logged.number}/"' in page
    assert f'href="/workspace/projects/{project.number}/"' in page
    assert "待我方确认" in words(at_desk("community").get(HOME))
    at_desk("community").post(f"/workspace/activities/{logged.number}/confirm/")
    assert ("联席会议", "：已确认") in ticks(at_desk("unit").get(HOME).content.decode())


def test_an_item_that_asks_for_two_invites_to_the_second(own, at_desk, pairing, items):
    item = items["联席会议"]
    item.quantity = 2
    item.save()
    ActivityFactory(pairing=pairing, organisation=own.unit, checklist_item=item)
    told = next(ticks(at_desk("unit").get(HOME).content.decode()))
    assert told == ("联席会议", "待对方确认", "：联席会议", "登记", "：联席会议")


@pytest.fixture
def item(cast):
    return ChecklistItemFactory(level=cast.world.one, division=cast.world.city)


@pytest.mark.parametrize(("late", "is_offered"), [(ENTERED_LATE, True), (ENTERED_LATE + 1, False)])
def test_a_checklist_is_filled_while_its_term_runs_and_a_while_after(
    cast, at_desk, item, late, is_offered
):
    pairing = PairingFactory(
        unit_side=cast.parties["own"].unit,
        expired=True,
        end_on=TODAY - timedelta(days=late),
    )
    page = at_desk("unit").get(HOME).content.decode()
    assert item.title in page
    assert (f"?pairing={pairing.number}&amp;item={item.pk}" in page) is is_offered


def test_the_pairing_that_runs_comes_first(cast, at_desk):
    own = cast.parties["own"].unit
    ended = PairingFactory(unit_side=own, expired=True)
    runs = PairingFactory(unit_side=own, active=True, end_on=TODAY)
    shown = at_desk("unit").get(HOME).context["pairings"]
    assert [one.pairing for one in shown] == [runs, ended]
