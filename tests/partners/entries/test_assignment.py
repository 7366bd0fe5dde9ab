"""Departments name who answers for what, and until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Assignment, Event
from tests.admin import words
from tests.factories import AllianceFactory, AssignmentFactory, ListItemFactory, PairingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NEW = reverse("workspace:new", args=["assignments"])
FILLED = {
    "role": "first_secretary",
    "name": "演示第一书记",
    "post": "局办公室副主任",
    "since": "2024-03-01",
}

#: What can be answered for: register of its page, name in the address, field, and what makes one.
TARGETS = {
    "pairing": ("pairings", "pairing", lambda place: PairingFactory(division=place)),
    "alliance": ("alliances", "alliance", lambda place: AllianceFactory(division=place)),
    "need": ("list-items", "item", lambda place: ListItemFactory(division=place)),
    "place": ("places", "place", lambda place: place),
}


def key_of(record) -> str:
    return getattr(record, "number", "") or record.code


@pytest.mark.parametrize("field", TARGETS)
def test_what_is_answered_for_leads_to_the_form_and_is_named_by_it(at_desk, cast, field):
    register, given, make = TARGETS[field]
    record = make(cast.world.street)
    client = at_desk("street")
    page = words(client.get(reverse("workspace:record", args=[register, key_of(record)])))
    url = f"{NEW}?{given}={key_of(record)}"
    assert url in page
    form = client.get(url).context["form"]
    assert [f.name for f in form.visible_fields()] == [
        "role", "name", "post", "since", "until", "is_public",
    ]  # fmt: skip
    assert str(record) in words(client.get(url))
    client.post(url, FILLED | {field: record.pk})
    made = Assignment.objects.get()
    assert (made.target, made.division) == (record, cast.world.street)
    assert (made.name, made.is_public) == ("演示第一书记", False)
    assert Event.objects.of(made).get().label == "录入"


@pytest.mark.parametrize("field", TARGETS)
def test_a_target_of_another_place_is_refused(at_desk, cast, field):
    _register, given, make = TARGETS[field]
    record = make(cast.world.street)
    client = at_desk("west")
    url = f"{NEW}?{given}={key_of(record)}"
    assert str(record) not in words(client.get(url))
    response = client.post(url, FILLED | {field: record.pk})
    assert "请从地区、联盟、结对或需求的页面进入登记" in words(response)
    assert not Assignment.objects.exists()


def test_a_resource_is_answered_for_by_nobody(at_desk, cast):
    item = ListItemFactory(resource=True, division=cast.world.street)
    client = at_desk("street")
    assert NEW not in words(
        client.get(reverse("workspace:record", args=["list-items", item.number]))
    )
    client.post(NEW, FILLED | {"need": item.pk})
    assert not Assignment.objects.exists()


def test_two_targets_at_once_are_refused(at_desk, cast):
    pairing = PairingFactory(division=cast.world.street)
    sent = FILLED | {"pairing": pairing.pk, "place": cast.world.street.pk}
    response = at_desk("street").post(NEW, sent)
    assert "须且只须填写一项" in words(response)


def test_without_a_target_the_page_says_where_it_begins(at_desk):
    page = at_desk("street").get(NEW)
    assert "先打开对应的记录" in words(page)
    assert NEW not in words(at_desk("street").get(reverse("workspace:home")))


@pytest.mark.parametrize("role", ["unit", "community", "auditor"])
def test_others_name_nobody(at_desk, cast, role):
    client = at_desk(role)
    assert client.post(NEW, FILLED | {"place": cast.world.street.pk}).status_code == 403
    assert not Assignment.objects.exists()


def test_an_assignment_is_changed_and_published(at_desk, cast):
    assignment = AssignmentFactory(place=cast.world.street, division=cast.world.street)
    url = reverse("workspace:edit", args=["assignments", assignment.number])
    client = at_desk("street")
    shown = client.get(url).context["form"]["shown"].value()
    sent = FILLED | {"place": cast.world.street.pk, "is_public": "on", "shown": shown}
    client.post(url, sent)
    assignment.refresh_from_db()
    assert assignment.is_public


def act(assignment) -> str:
    return reverse("workspace:act", args=["assignments", assignment.number, "end_assignment"])


def test_it_is_ended_with_a_day(at_desk, cast):
    assignment = AssignmentFactory(place=cast.world.street, division=cast.world.street)
    client = at_desk("street")
    assert client.get(act(assignment)).context["form"].fields["on"]
    client.post(act(assignment), {"on": "2024-06-30", "reason": "轮岗"})
    assignment.refresh_from_db()
    assert assignment.until == date(2024, 6, 30)
    event = Event.objects.of(assignment).get()
    assert (event.label, event.reason) == ("结束包联", "轮岗")
    assert "已经结束" in words(client.get(act(assignment), follow=True))


def test_it_does_not_end_before_it_began(at_desk, cast):
    assignment = AssignmentFactory(place=cast.world.street, division=cast.world.street)
    response = at_desk("street").post(act(assignment), {"on": "2023-12-31"})
    assert "结束日期不能早于起始日期" in words(response)


def test_another_department_does_not_end_it(at_desk, cast):
    assignment = AssignmentFactory(place=cast.world.street, division=cast.world.street)
    assert at_desk("west").post(act(assignment), {"on": "2024-06-30"}).status_code == 404
    assignment.refresh_from_db()
    assert assignment.until is None


def test_one_that_ends_later_can_be_ended_sooner(at_desk, cast):
    later = timezone.localdate() + timedelta(days=90)
    assignment = AssignmentFactory(place=cast.world.street, division=cast.world.street, until=later)
    at_desk("street").post(act(assignment), {"on": timezone.localdate()})
    assignment.refresh_from_db()
    assert assignment.until == timezone.localdate()
