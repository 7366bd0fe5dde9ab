"""Which department reviews what is a setting by area and subject: the nearest holds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from partners.enums import ReviewRank, ReviewSubject
from partners.models import Event, ReviewLevel
from partners.moves.rights import may_move
from partners.scope import scope_of
from partners.workspace.due import Due
from partners.workspace.registers import register_of
from tests.admin import client_of, filled_in, is_refused, told, words
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    FundEntryFactory,
    ListItemFactory,
    ProjectFactory,
    UpdateFactory,
)
from tests.factories.cast import build_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

#: Of every subject a record that waits in a community of the street, and what decides it.
WAITING: dict[str, tuple[Callable[[Any], Any], str]] = {
    "list_item": (
        lambda p: ListItemFactory(organisation=p.community, submitted=True),
        "approve",
    ),
    "project": (lambda p: ProjectFactory(division=p.place, submitted=True), "approve"),
    "update": (
        lambda p: UpdateFactory(
            project=ProjectFactory(division=p.place, public=True), submitted=True
        ),
        "approve",
    ),
    "fund": (
        lambda p: FundEntryFactory(project=ProjectFactory(division=p.place, public=True)),
        "verify",
    ),
    "alliance": (lambda p: AllianceFactory(division=p.place, submitted=True), "approve"),
    "agreement": (lambda p: AgreementFactory(division=p.place, submitted=True), "approve"),
}


@pytest.fixture
def cast(world):
    return build_cast(world)


def set_level(place, subject: str, rank: int) -> None:
    ReviewLevel.objects.create(division=place, subject=subject, rank=rank)


def may(cast, role: str, record, act: str) -> bool:
    register = register_of(type(record))
    assert register
    return bool(may_move(cast.people[role], record, register.possible_acts[act]))


def deciders(cast, record, act: str) -> set[str]:
    return {role for role in ("street", "east", "city", "west") if may(cast, role, record, act)}


def test_every_subject_is_tried():
    assert set(WAITING) == set(ReviewSubject.values)


@pytest.mark.parametrize("subject", WAITING)
def test_without_a_setting_every_department_of_the_place_decides(cast, subject):
    make, act = WAITING[subject]
    assert deciders(cast, make(cast.parties["own"]), act) == {"street", "east", "city"}


@pytest.mark.parametrize("subject", WAITING)
def test_where_the_city_set_the_district_a_street_does_not_decide(cast, subject):
    make, act = WAITING[subject]
    record = make(cast.parties["own"])
    set_level(cast.world.city, subject, ReviewRank.DISTRICT)
    assert deciders(cast, record, act) == {"east", "city"}
    register = register_of(type(record))
    assert register
    url = reverse("workspace:act", args=[register.slug, record.number, act])
    assert client_of(cast.people["street"]).post(url).status_code == 403
    waiting = {i.pk for i in Due(scope_of(cast.people["street"])).items}
    assert record.pk not in waiting
    assert record.pk in {i.pk for i in Due(scope_of(cast.people["east"])).items}


@pytest.mark.parametrize("subject", WAITING)
def test_the_nearest_setting_holds(cast, subject):
    make, act = WAITING[subject]
    record = make(cast.parties["own"])
    set_level(cast.world.city, subject, ReviewRank.CITY)
    set_level(cast.world.west, subject, ReviewRank.STREET)  # elsewhere
    assert deciders(cast, record, act) == {"city"}
    set_level(cast.world.east, subject, ReviewRank.DISTRICT)
    assert deciders(cast, record, act) == {"east", "city"}
    set_level(cast.world.street, subject, ReviewRank.STREET)
    assert deciders(cast, record, act) == {"street", "east", "city"}


@pytest.mark.parametrize("subject", WAITING)
def test_a_setting_of_another_subject_changes_nothing(cast, subject):
    make, act = WAITING[subject]
    for other in ReviewSubject.values:
        if other != subject:
            set_level(cast.world.city, other, ReviewRank.CITY)
    assert deciders(cast, make(cast.parties["own"]), act) == {"street", "east", "city"}


# Its screens


def test_administrators_set_it_and_it_is_logged_as_a_change_of_right(cast):
    client = client_of(cast.people["administrator"])
    url = reverse("review_level:add")
    sent = {"subject": "fund", "division": cast.world.city.pk, "rank": 1}
    response = client.post(url, filled_in(client, url, **sent))
    assert "已" in told(response)
    level = ReviewLevel.objects.get()
    assert (level.subject, level.rank) == ("fund", ReviewRank.DISTRICT)
    event = Event.objects.of(level).get()
    assert event.kind == "right"
    assert "资金核验" in words(client.get(reverse("review_level:index")))
    edit = reverse("review_level:edit", args=[level.pk])
    client.post(edit, filled_in(client, edit, rank=0))
    level.refresh_from_db()
    assert level.rank == ReviewRank.CITY
    client.post(reverse("review_level:delete", args=[level.pk]))
    assert not ReviewLevel.objects.exists()


def test_the_same_subject_is_not_set_twice_for_a_place(cast):
    set_level(cast.world.city, "fund", ReviewRank.CITY)
    client = client_of(cast.people["administrator"])
    url = reverse("review_level:add")
    sent = {"subject": "fund", "division": cast.world.city.pk, "rank": 1}
    assert "已设置这一事项的审核层级" in words(client.post(url, filled_in(client, url, **sent)))


def test_editors_do_not_set_it(cast):
    client = client_of(cast.people["editor"])
    assert is_refused(client.get(reverse("review_level:add")))
    sent = {"subject": "fund", "division": cast.world.city.pk, "rank": 1}
    client.post(reverse("review_level:add"), sent)
    assert not ReviewLevel.objects.exists()


def test_departments_read_what_holds_in_their_places(cast):
    set_level(cast.world.city, "fund", ReviewRank.DISTRICT)
    set_level(cast.world.street, "update", ReviewRank.STREET)
    set_level(cast.world.west, "project", ReviewRank.CITY)
    url = reverse("workspace:register", args=["review-levels"])
    page = client_of(cast.people["street"]).get(url)
    assert {row.title for row in page.context["rows"]} == {"资金核验", "项目进展"}
    fund = ReviewLevel.objects.get(subject="fund")
    client = client_of(cast.people["east"])
    assert client.get(f"{url}{fund.pk}/").status_code == 200
    assert client.get(f"{url}{fund.pk}/edit/").status_code == 404
    foreign = ReviewLevel.objects.get(subject="project")
    assert client.get(f"{url}{foreign.pk}/").status_code == 404
    assert client_of(cast.people["unit"]).get(url).status_code == 403


def test_departments_read_the_level_in_words_and_who_sets_it(cast):
    level = ReviewLevel.objects.create(division=cast.world.city, subject="fund", rank=1)
    url = reverse("workspace:record", args=["review-levels", level.pk])
    for role in ("city", "street"):
        page = words(client_of(cast.people[role]).get(url))
        assert "<dd>区级</dd>" in page
        assert "由系统管理员维护" in page
        assert "由组织部门维护" not in page
