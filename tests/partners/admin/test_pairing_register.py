"""The register of pairings: progress in list, filter and page, and pairing again."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from partners.models import Event, Pairing
from partners.progress import Progress
from portal.once import tokens
from tests.admin import client_of, editor, is_refused, rows_of, told, words
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    PairingFactory,
    ProjectFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)


@pytest.fixture
def city():
    """Four pairings with one item due in June: one of each progress, and one that was ended."""
    made = {
        "not_started": PairingFactory(signed=True),
        "late": PairingFactory(signed=True),
        "on_track": PairingFactory(signed=True),
        "done": PairingFactory(signed=True),
        "ended": PairingFactory(terminated=True),
    }
    level = made["late"].level
    june = ChecklistItemFactory(level=level, due_on=date(2024, 6, 30), title="走访")
    december = ChecklistItemFactory(level=level, due_on=date(2024, 12, 31), title="慰问")
    for name, items in (("on_track", [june]), ("late", [december]), ("done", [june, december])):
        for item in items:
            ActivityFactory(
                pairing=made[name], checklist_item=item, confirmed=True, date=date(2024, 6, 1)
            )
    ProjectFactory(completed=True, origin=made["done"])
    return made


@time_machine.travel(TODAY)
@pytest.mark.parametrize("progress", Progress.values)
def test_pairings_are_filtered_by_progress(client, city, progress):
    page = words(client.get(reverse("pairing:index"), {"progress": progress}))
    assert {name for name, pairing in city.items() if pairing.number in page} == {progress}


@time_machine.travel(TODAY)
def test_the_list_shows_progress_items_projects_and_the_last_day(client, city):
    _, *rows = rows_of(client.get(reverse("pairing:index"), {"export": "xlsx"}))
    told = {row[0]: row[-6:] for row in rows}
    assert told[city["done"].number][:5] == ("完成", 2, 1, 2, "办结 1")
    assert told[city["late"].number][:4] == ("滞后", 1, 1, 2)
    assert told[city["not_started"].number][0] == "未启动"
    assert told[city["ended"].number][0] in (None, "")
    assert told[city["on_track"].number][5] == date(2024, 6, 1)
    page = words(client.get(reverse("pairing:index")))
    for word in ("未启动", "滞后", "正常", "完成", "办结 1", "2/1，共 2", "2024-06-01"):
        assert word in page, word


@time_machine.travel(TODAY)
def test_the_page_of_a_pairing_shows_each_item_and_the_rule(client, city):
    page = words(client.get(reverse("pairing:inspect", args=[city["late"].pk])))
    assert "滞后" in page
    assert "走访（0/1，期限 2024-06-30）" in page
    assert "慰问（1/1，期限 2024-12-31）" in page
    assert "有事项已到期限仍未确认" in page


def test_overdue_pairings_wait_for_their_end(client):
    late = PairingFactory(active=True)
    future = PairingFactory(active=True, end_on=date(2999, 12, 31))
    page = words(client.get(reverse("pairing:index"), {"overdue": "yes"}))
    assert late.number in page
    assert future.number not in page


def renewal(pairing: Pairing, **changes) -> dict:
    return {
        "programme_year": pairing.programme_year.pk,
        "level": pairing.level.pk,
        "unit_side": pairing.unit_side.pk,
        "community_side": pairing.community_side.pk,
        "parent": "",
        "no_parent_reason": "",
        "start_on": "2025-01-01",
        "end_on": "2025-12-31",
    } | changes


def test_an_ended_pairing_is_followed_by_another_that_names_it(client):
    old = PairingFactory(terminated=True)
    url = reverse("pairing:renew", args=[old.pk])
    assert url in words(client.get(reverse("pairing:inspect", args=[old.pk])))
    unit = UnitFactory()
    response = client.post(url, renewal(old, unit_side=unit.pk))
    new = Pairing.objects.get(predecessor=old)
    assert response.url == reverse("pairing:inspect", args=[new.pk])
    assert (new.unit_side, new.status) == (unit, "proposed")
    assert Event.objects.of(new).get().label == "重新结对"


def test_a_renewal_sent_again_makes_no_second_pairing(client):
    old = PairingFactory(terminated=True)
    url = reverse("pairing:renew", args=[old.pk])
    form = renewal(old) | {tokens.FIELD: tokens.issue(client.user, url)}
    first, again = client.post(url, form), client.post(url, form)
    assert first.url == again.url
    assert "没有重复保存" in told(again)
    assert Pairing.objects.filter(predecessor=old).count() == 1


def test_a_running_pairing_is_not_followed_yet(client):
    running = PairingFactory(active=True)
    response = client.post(
        reverse("pairing:renew", args=[running.pk]), renewal(running, start_on="2024-06-01")
    )
    assert "原结对尚未结束" in words(response)
    assert Pairing.objects.count() == 1


def test_pairing_again_takes_the_right_to_add():
    old = PairingFactory(terminated=True)
    client = client_of(editor())
    assert is_refused(client.get(reverse("pairing:renew", args=[old.pk])))
    assert is_refused(client.post(reverse("pairing:renew", args=[old.pk]), renewal(old)))
    assert Pairing.objects.count() == 1
