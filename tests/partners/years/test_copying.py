"""The next year of a programme, copied from one that is there."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partners.models import ChecklistItem, Event, ProgrammeYear
from partners.years.copying import copy_year, shifted
from tests.admin import client_of, told, words
from tests.factories import ChecklistItemFactory, ProgrammeFactory, ProgrammeYearFactory
from tests.factories.cast import build_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

URL = reverse("workspace:copy_year")


@pytest.fixture
def cast(world):
    return build_cast(world)


@pytest.fixture
def old(cast) -> ProgrammeYear:
    """The year of the world, shown first, with an item of the city and one of the east."""
    year = cast.world.year
    year.is_featured, year.checklist_name = True, "六个一"
    year.save()
    ChecklistItemFactory(
        level=cast.world.two, title="全市事项", due_on=date(2024, 2, 29), quantity=3, position=2
    )
    ChecklistItemFactory(level=cast.world.one, title="东区事项", division=cast.world.east)
    return year


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 12, 31), 1, date(2025, 12, 31)),
        (date(2025, 1, 1), -1, date(2024, 1, 1)),
    ],
)
def test_a_day_moves_by_whole_years(day, years, then):
    assert shifted(day, years) == then


def test_levels_and_checklist_are_copied_and_days_shifted(cast, old):
    new = copy_year(old, 2025, by=cast.people["city"])
    assert (new.starts_on, new.ends_on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (new.key, new.checklist_name, new.division) == ("2025", "六个一", old.division)
    assert (new.is_public, new.is_featured) == (False, False)
    levels = list(new.levels.values_list("rank", "name", "unit_kinds", "parent_required"))
    assert levels == list(old.levels.values_list("rank", "name", "unit_kinds", "parent_required"))
    copied = {item.title: item for item in new.checklist.all()}
    city = copied["全市事项"]
    assert (city.due_on, city.quantity, city.position) == (date(2025, 2, 28), 3, 2)
    assert city.level == new.levels.get(rank=2)
    assert copied["东区事项"].division == cast.world.east
    event = Event.objects.of(new).get()
    assert (event.label, event.reason) == ("录入", f"由{old}复制")
    assert ChecklistItem.objects.filter(programme_year=old).count() == 2


def test_a_year_that_is_there_is_not_made_again(cast, old):
    with pytest.raises(ValidationError, match="已经设置了 2024 年"):
        copy_year(old, 2024, by=cast.people["city"])


def test_an_address_that_is_taken_gives_way(cast, old):
    ProgrammeYearFactory(year=2025, programme=ProgrammeFactory(name="另一行动"))
    assert copy_year(old, 2025, by=cast.people["city"]).key == "2024-2025"


def test_the_city_sets_up_the_next_year_with_one_press(cast, old):
    client = client_of(cast.people["city"])
    form = client.get(URL).context["form"]
    assert (form["source"].value(), form["year"].value()) == (old.pk, 2025)
    response = client.post(URL, {"source": old.pk, "year": 2025})
    new = ProgrammeYear.objects.get(year=2025)
    assert response.url == reverse("workspace:record", args=["programme-years", new.number])
    assert "尚未对外公开" in told(response)
    record = words(client.get(response.url))
    assert "全市事项" in record
    assert "未对外公开" in record


@pytest.mark.parametrize("year", ["2024", "", "x", "99999", "20.5"])
def test_a_wrong_year_is_said_and_nothing_made(cast, old, year):
    response = client_of(cast.people["city"]).post(URL, {"source": old.pk, "year": year})
    assert response.context["form"].errors["year"]
    assert ProgrammeYear.objects.count() == 1


def test_administrators_copy_too(cast, old):
    client = client_of(cast.people["administrator"])
    client.post(URL, {"source": old.pk, "year": 2025})
    assert ProgrammeYear.objects.filter(year=2025, is_public=False).exists()


@pytest.mark.parametrize("role", ["east", "street", "unit", "community", "auditor"])
def test_others_set_up_no_year(cast, old, role):
    client = client_of(cast.people[role])
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"source": old.pk, "year": 2025}).status_code == 403
    assert ProgrammeYear.objects.count() == 1


def test_a_form_sent_twice_copies_once(cast, old):
    client = client_of(cast.people["city"])
    token = str(client.get(URL).wsgi_request.form_token)
    sent = {"source": old.pk, "year": 2025, "form_token": token}
    client.post(URL, sent)
    assert client.post(URL, sent).status_code == 302
    assert ProgrammeYear.objects.count() == 2


def act(year, name: str) -> str:
    return reverse("workspace:act", args=["programme-years", year.number, name])


def test_the_city_shows_the_new_year_to_the_public(cast, old):
    new = copy_year(old, 2025, by=cast.people["city"])
    client = client_of(cast.people["city"])
    client.post(act(new, "publish_year"))
    new.refresh_from_db()
    assert new.is_public
    client.post(act(new, "hide_year"))
    new.refresh_from_db()
    assert not new.is_public


def test_the_year_shown_first_is_not_hidden(cast, old):
    response = client_of(cast.people["city"]).post(act(old, "hide_year"))
    assert "首页和成果展示的默认年度" in words(response)
    old.refresh_from_db()
    assert old.is_public


@pytest.mark.parametrize("role", ["east", "street", "auditor"])
def test_others_do_not_switch_it(cast, old, role):
    response = client_of(cast.people[role]).post(act(old, "hide_year"))
    assert response.status_code in (403, 404)
    old.refresh_from_db()
    assert old.is_public
