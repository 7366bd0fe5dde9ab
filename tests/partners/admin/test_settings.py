"""What administrators set up: years with levels and checklist, and short lists."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.models import ChecklistItem, Event, ListCategory, PairingLevel, ProgrammeYear
from tests.admin import filled_in, told, words
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    CityFactory,
    DistrictFactory,
    LevelOneFactory,
    ListCategoryFactory,
    ListItemFactory,
    PairingFactory,
    ProgrammeFactory,
    ProgrammeYearFactory,
)

pytestmark = pytest.mark.django_db


def test_levels_are_renamed_and_no_screen_keeps_the_old_names(client):
    year = ProgrammeYearFactory(complete=True)
    pairing = PairingFactory(second=True, programme_year=year)
    url = reverse("programme_year:edit", args=[year.pk])
    data = filled_in(client, url, levels__0__name="市级共建", levels__1__name="基层共建")
    assert client.post(url, data).status_code == 302
    assert set(year.levels.values_list("name", flat=True)) == {"市级共建", "基层共建"}
    screens = [
        reverse("pairing:index"),
        reverse("pairing:add"),
        reverse("pairing:inspect", args=[pairing.pk]),
        reverse("checklist_item:index"),
        reverse("choose_pairing:choose_results"),
        reverse("partners:pairing_list"),
    ]
    for screen in screens:
        page = words(client.get(screen))
        assert "一级结对" not in page, screen
        assert "二级结对" not in page, screen
    assert "基层共建" in words(client.get(screens[0]))


def test_renaming_a_level_is_logged(client):
    level = LevelOneFactory()
    url = reverse("programme_year:edit", args=[level.programme_year.pk])
    client.post(url, filled_in(client, url, levels__0__name="市级共建"))
    before, after = Event.objects.get().changes["levels"]
    assert (before[0]["name"], after[0]["name"]) == ("一级结对", "市级共建")


def test_kinds_of_a_level_are_ticked(client):
    level = LevelOneFactory()
    url = reverse("programme_year:edit", args=[level.programme_year.pk])
    client.post(url, filled_in(client, url, levels__0__unit_kinds=["unit", "school"]))
    level.refresh_from_db()
    assert level.unit_kinds == ["unit", "school"]
    response = client.post(url, filled_in(client, url, levels__0__unit_kinds=["martian"]))
    assert response.status_code == 200


def test_a_level_with_pairings_is_not_deleted_and_nothing_else_is_lost(client):
    pairing = PairingFactory()
    url = reverse("programme_year:edit", args=[pairing.programme_year.pk])
    data = filled_in(client, url, levels__0__DELETE="on", checklist_name="六个一")
    page = words(client.post(url, data))
    assert "“一级结对”正被使用，不能删除" in page
    assert str(pairing) in page
    assert "六个一" in page
    assert PairingLevel.objects.filter(pk=pairing.level.pk).exists()


def test_a_year_is_entered_with_its_levels(client):
    level = {
        "rank": "1", "name": "第一层", "unit_kinds": "unit", "community_kinds": "street",
    }  # fmt: skip
    data = nested_form_data(
        {
            "programme": ProgrammeFactory().pk, "year": "2026", "key": "2026",
            "starts_on": "2026-01-01", "ends_on": "2026-12-31", "division": CityFactory().pk,
            "checklist_name": "五个一", "on_behalf_of": "",
            "levels": inline_formset([level]), "checklist": inline_formset([]),
        }
    )  # fmt: skip
    assert client.post(reverse("programme_year:add"), data).status_code == 302
    year = ProgrammeYear.objects.get(year=2026)
    assert year.levels.get().unit_kinds == ["unit"]
    assert year.number == "XD-2026-000001"


def test_the_city_is_offered_for_a_new_year(client):
    city = CityFactory()
    page = words(client.get(reverse("programme_year:add")))
    assert f'name="division" value="{city.pk}"' in page


def test_the_checklist_is_edited_with_its_year_and_names_only_its_levels(client):
    year = ProgrammeYearFactory(complete=True)
    other = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2023))
    url = reverse("programme_year:edit", args=[year.pk])
    wrong = client.post(url, filled_in(client, url, checklist__0__level=other.pk))
    assert wrong.status_code == 200
    client.post(url, filled_in(client, url, checklist__0__title="上一堂党课"))
    assert year.checklist.order_by("pk").first().title == "上一堂党课"


def test_an_item_of_a_place_takes_its_year_from_its_level(client):
    level, district = LevelOneFactory(), DistrictFactory()
    data = {
        "level": level.pk, "division": district.pk, "title": "认领微心愿",
        "fulfilled_by": "activity", "quantity": "2", "due_on": "2024-10-31", "position": "1",
    }  # fmt: skip
    client.post(reverse("checklist_item:add"), data)
    item = ChecklistItem.objects.get()
    assert (item.programme_year, item.division) == (level.programme_year, district)
    assert item.due_on == date(2024, 10, 31)


def test_the_checklist_is_filtered_by_place(client):
    city_item = ChecklistItemFactory(title="全市事项")
    ChecklistItemFactory(level=city_item.level, division=DistrictFactory(), title="区里事项")
    query = {"division": city_item.division.pk}
    page = words(client.get(reverse("checklist_item:index_results"), query))
    assert "全市事项" in page
    assert "区里事项" not in page


def test_an_unused_category_is_deleted_and_the_log_keeps_it(client):
    category = ListCategoryFactory(name="环境整治")
    url = reverse("list_category:delete", args=[category.pk])
    assert "确定删除" in words(client.get(url))
    assert ListCategory.objects.exists()
    client.post(url)
    assert not ListCategory.objects.exists()
    assert Event.objects.get().changes["name"] == [None, "环境整治"]


@pytest.mark.parametrize("name", ["list_category", "programme", "checklist_item"])
def test_a_used_entry_stays_and_says_what_uses_it(client, name):
    used = {
        "list_category": lambda: ListItemFactory().category,
        "programme": lambda: ProgrammeYearFactory().programme,
        "checklist_item": lambda: (
            ActivityFactory(
                pairing=PairingFactory(signed=True), checklist_item=ChecklistItemFactory()
            ).checklist_item
        ),
    }[name]()
    response = client.post(reverse(f"{name}:delete", args=[used.pk]), follow=True)
    assert "使用，不能删除" in words(response)
    assert type(used).objects.filter(pk=used.pk).exists()


def test_a_category_is_entered_and_renamed(client):
    client.post(reverse("list_category:add"), {"name": "便民服务", "position": "3"})
    category = ListCategory.objects.get()
    url = reverse("list_category:edit", args=[category.pk])
    response = client.post(url, filled_in(client, url, name="便民利民"))
    assert "已保存" in told(response)
    assert [e.label for e in Event.objects.of(category)] == ["修改", "录入"]
