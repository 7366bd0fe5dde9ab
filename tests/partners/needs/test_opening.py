"""A need leaves its window, is given to an organisation, and is told of while unclaimed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Claim, Event, ListItem, ProxyEntry
from partners.needs.opening import unclaimed
from tests.admin import client_of, told, words
from tests.factories import ClaimFactory, ListItemFactory, UnitFactory
from tests.factories.cast import build_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def cast(world):
    return build_cast(world)


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def need(cast, **facts):
    facts = {"approved": True, "stage": "accepted"} | facts
    return ListItemFactory(organisation=cast.parties["own"].community, **facts)


def act(item, name: str) -> str:
    return reverse("workspace:act", args=["list-items", item.number, name])


def test_the_department_of_the_place_opens_a_need_to_everybody(cast):
    item = need(cast, priority_until=today(10))
    client = client_of(cast.people["street"])
    assert act(item, "open_to_all") in words(
        client.get(reverse("workspace:record", args=["list-items", item.number]))
    )
    client.post(act(item, "open_to_all"))
    item.refresh_from_db()
    assert item.priority_until is None
    event = Event.objects.of(item).get()
    assert event.changes == {"priority_until": [str(today(10)), None]}


@pytest.mark.parametrize("role", ["unit", "community", "auditor", "west"])
def test_others_do_not_open_it(cast, role):
    item = need(cast, priority_until=today(10))
    response = client_of(cast.people[role]).post(act(item, "open_to_all"))
    assert response.status_code == 403
    item.refresh_from_db()
    assert item.priority_until == today(10)


@pytest.mark.parametrize(
    "facts",
    [
        {"priority_until": None},
        {"priority_until": today(-1)},
        {"priority_until": today(10), "stage": "collected"},
        {"priority_until": today(10), "stage": "claimed"},
        {"priority_until": today(10), "approved": False},
    ],
)
def test_only_an_accepted_need_within_its_window_is_opened(cast, facts):
    item = need(cast, **facts)
    response = client_of(cast.people["street"]).post(act(item, "open_to_all"))
    assert "不在优先认领期内" in told(response)
    item.refresh_from_db()
    assert item.priority_until == facts["priority_until"]


def test_a_need_is_given_to_an_organisation_that_answers_later(cast):
    item, unit = need(cast, deadline=today(3)), UnitFactory(division=cast.world.street)
    client = client_of(cast.people["street"])
    url = f"{reverse('workspace:new', args=['claims'])}?item={item.number}"
    assert url in words(client.get(reverse("workspace:home")))  # it waits, and leads there
    client.post(url, {"item": item.pk, "assignee": unit.name, "promise": "两周内修好"})
    claim = Claim.objects.get()
    assert (claim.organisation, claim.on_behalf_of, claim.state) == (unit, unit, "active")
    item.refresh_from_db()
    assert item.stage == "claimed"
    entry = ProxyEntry.objects.get()
    assert (entry.record, entry.organisation, entry.answer) == (claim, unit, "waiting")
    assert url not in words(client.get(reverse("workspace:home")))


def test_needs_nobody_claimed_are_told_of_once_their_window_is_over_or_their_day_is_near(cast):
    due = {
        "window over": need(cast, priority_until=today(-1), title="窗口已过"),
        "deadline near": need(cast, deadline=today(14), title="期限将到"),
        "given up": need(cast, deadline=today(3), title="已撤回"),
    }
    ClaimFactory(item=due["given up"], state="withdrawn")
    need(cast, priority_until=today(), title="窗口未过")
    need(cast, deadline=today(15), title="期限尚远")
    need(cast, deadline=today(3), stage="collected", title="未受理")
    need(cast, deadline=today(3), approved=False, title="未审核")
    ClaimFactory(item=need(cast, deadline=today(3), title="已认领"))
    assert set(unclaimed(ListItem.objects.all())) == set(due.values())
    home = words(client_of(cast.people["street"]).get(reverse("workspace:home")))
    assert "到期无人认领的需求" in home
    for role in ("west", "unit", "community", "auditor"):
        other = words(client_of(cast.people[role]).get(reverse("workspace:home")))
        assert "到期无人认领的需求" not in other
