"""Departments keep the checklist of their own places; what stands above them is not theirs."""

from datetime import date

import pytest
from django.urls import reverse

from partners.models import ChecklistItem, Event
from tests.admin import words
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    LevelOneFactory,
    PairingFactory,
    ProgrammeYearFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LIST = reverse("workspace:register", args=["checklist"])
NEW = reverse("workspace:new", args=["checklist"])


def of(item, name: str = "") -> str:
    if name == "edit":
        return reverse("workspace:edit", args=["checklist", item.pk])
    if name:
        return reverse("workspace:act", args=["checklist", item.pk, name])
    return reverse("workspace:record", args=["checklist", item.pk])


def filled(cast, **more) -> dict:
    return {
        "level": cast.world.two.pk,
        "division": cast.world.east.pk,
        "title": "共护一处公共空间",
        "fulfilled_by": "activity",
        "quantity": "2",
        "due_on": "2024-10-31",
        "position": "6",
    } | more


@pytest.fixture
def items(cast) -> dict[str, ChecklistItem]:
    """One of the city, one of the east and one of the west."""
    level = cast.world.two
    return {
        name: ChecklistItemFactory(level=level, division=place, title=f"{place.name}的事项")
        for name, place in (
            ("city", cast.world.city),
            ("east", cast.world.east),
            ("west", cast.world.west),
        )
    }


def test_a_department_reads_what_holds_in_its_places(at_desk, items):
    page = words(at_desk("street").get(LIST))
    assert "示例市的事项" in page
    assert "东区的事项" in page
    assert "西区的事项" not in page


@pytest.mark.parametrize("name", ["title", "due_on", "quantity"])
def test_what_is_empty_is_told_and_nothing_about_what_is_right(at_desk, cast, items, name):
    client = at_desk("east")
    response = client.post(NEW, filled(cast, **{name: ""}))
    assert list(response.context["form"].errors) == [name]
    other = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2025))
    url = of(items["east"], "edit")
    shown = client.get(url).context["form"]["shown"].value()
    changed = {"level": other.pk, "due_on": "2025-10-31", "shown": shown} | {name: ""}
    response = client.post(url, filled(cast, **changed))
    assert list(response.context["form"].errors) == [name]


def test_a_district_adds_an_item_of_its_own(at_desk, cast):
    client = at_desk("east")
    year = reverse("workspace:record", args=["programme-years", cast.world.year.number])
    url = f"{NEW}?year={cast.world.year.number}"
    assert url in words(client.get(year))
    form = client.get(url).context["form"]
    assert form["division"].value() == cast.world.east.pk
    assert form["due_on"].value() == date(2024, 12, 31)
    client.post(url, filled(cast))
    item = ChecklistItem.objects.get()
    assert (item.division, item.programme_year) == (cast.world.east, cast.world.year)
    assert Event.objects.of(item).get().label == "录入"


def test_the_list_leads_to_the_form(at_desk):
    assert NEW in words(at_desk("east").get(LIST))
    assert NEW not in words(at_desk("auditor").get(LIST))


@pytest.mark.parametrize("place", ["city", "west"])
def test_it_adds_none_to_other_places(at_desk, cast, place):
    sent = filled(cast, division=getattr(cast.world, place).pk)
    response = at_desk("east").post(NEW, sent)
    assert response.context["form"].errors["division"]
    assert not ChecklistItem.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("due_on", "2025-01-01"), ("quantity", "0"), ("title", ""), ("level", "999999")],
)
def test_a_slip_is_said_at_its_field(at_desk, cast, field, value):
    response = at_desk("east").post(NEW, filled(cast, **{field: value}))
    errors = response.context["form"].errors
    assert field in errors or "__all__" in errors
    assert not ChecklistItem.objects.exists()


def test_it_changes_its_own(at_desk, cast, items):
    client = at_desk("east")
    shown = client.get(of(items["east"], "edit")).context["form"]["shown"].value()
    client.post(of(items["east"], "edit"), filled(cast, title="改过的事项", shown=shown))
    items["east"].refresh_from_db()
    assert items["east"].title == "改过的事项"
    assert "title" in Event.objects.of(items["east"]).get().changes


def test_an_item_of_the_city_is_not_changed_by_a_district(at_desk, cast, items):
    client = at_desk("east")
    assert of(items["city"], "edit") not in words(client.get(of(items["city"])))
    for response in (
        client.get(of(items["city"], "edit")),
        client.post(of(items["city"], "edit"), filled(cast)),
        client.post(of(items["city"], "remove_item")),
    ):
        assert response.status_code == 403
    items["city"].refresh_from_db()
    assert items["city"].title == "示例市的事项"


def test_an_item_of_another_district_is_not_reached(at_desk, cast, items):
    client = at_desk("east")
    assert client.post(of(items["west"], "edit"), filled(cast)).status_code in (403, 404)
    assert client.post(of(items["west"], "remove_item")).status_code in (403, 404)
    cast.world.year.is_public = False
    cast.world.year.save()
    assert client.get(of(items["west"])).status_code == 404
    assert ChecklistItem.objects.filter(pk=items["west"].pk).exists()


def test_it_removes_an_item_nothing_was_done_for(at_desk, items):
    client = at_desk("east")
    response = client.post(of(items["east"], "remove_item"))
    assert response.url == LIST
    assert not ChecklistItem.objects.filter(pk=items["east"].pk).exists()
    assert Event.objects.filter(action="delete", record_id=items["east"].pk).exists()


def test_an_item_something_was_done_for_stays(at_desk, cast, items):
    pairing = PairingFactory(
        community_side=cast.parties["own"].community, level=cast.world.two, signed=True
    )
    ActivityFactory(pairing=pairing, checklist_item=items["east"])
    response = at_desk("east").post(of(items["east"], "remove_item"))
    assert "使用" in words(response)
    assert ChecklistItem.objects.filter(pk=items["east"].pk).exists()


@pytest.mark.parametrize("role", ["unit", "community"])
def test_liaisons_have_no_business_here(at_desk, cast, role):
    client = at_desk(role)
    assert client.get(LIST).status_code == 403
    assert client.post(NEW, filled(cast)).status_code == 403


def test_auditors_read_and_change_nothing(at_desk, cast, items):
    client = at_desk("auditor")
    assert "东区的事项" in words(client.get(LIST))
    assert client.post(NEW, filled(cast)).status_code == 403
    assert client.post(of(items["east"], "remove_item")).status_code == 403


@pytest.mark.parametrize("key", ["x", "0", "999999999999999999999", "-1"])
def test_an_address_of_nothing_is_not_found(at_desk, key):
    assert at_desk("east").get(f"{LIST}{key}/").status_code == 404
    assert at_desk("east").get(f"{LIST}{key}/edit/").status_code == 404
