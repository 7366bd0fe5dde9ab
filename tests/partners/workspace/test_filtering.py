"""Asking a list of the workspace: filters, words, pages, sheets; wrong questions get words."""

import re

import pytest

from partners.enums import ReviewState
from partners.workspace.registers import registers
from search.index.refreshing import refresh
from tests.admin import csv_of, rows_of, words
from tests.factories import ListItemFactory, UnitFactory
from tests.factories.cast import HIDDEN, RELATIONS

pytestmark = pytest.mark.django_db

LIST = "/workspace/list-items/"


@pytest.fixture
def items(cast):
    """A need of every relation, the own one handed in."""
    made = {
        relation: ListItemFactory(organisation=cast.parties[relation].community)
        for relation in RELATIONS
    }
    made["own"].review_state = ReviewState.SUBMITTED
    made["own"].save()
    return made


def shown(response, items):
    return {relation for relation, item in items.items() if item.title in words(response)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"own", "near"}),
        ("review_state=submitted", {"own"}),
        ("review_state=draft", {"near"}),
        ("kind=resource", set()),
        ("q=红梅", {"own"}),
        ("q=红梅&review_state=draft", set()),
        ("page=1", {"own", "near"}),
    ],
)
def test_filters_narrow_what_is_in_scope(at_desk, items, query, expected):
    assert shown(at_desk("east").get(f"{LIST}?{query}"), items) == expected


@pytest.mark.parametrize(
    "query", ["review_state=nothing", "category=x", "district=99", "q=" + "长" * 101]
)
def test_wrong_question_is_said_in_words_and_shows_no_rows(at_desk, items, query):
    response = at_desk("east").get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert shown(response, items) == set()
    assert "field__error" in words(response)


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 30, "-1"])
def test_page_that_is_not_there_is_not_found(at_desk, items, page):
    assert at_desk("east").get(f"{LIST}?page={page}").status_code == 404


def test_department_chooses_among_the_places_below_its_own(cast, at_desk):
    page = words(at_desk("east").get(LIST))
    assert f'<option value="{cast.world.street.pk}">' in page
    assert f'<option value="{cast.world.west.pk}">' not in page
    assert 'name="district"' not in words(at_desk("unit").get(LIST))


def test_foreign_place_as_filter_is_refused(cast, at_desk, items):
    response = at_desk("east").get(f"{LIST}?district={cast.world.west.pk}")
    assert shown(response, items) == set()
    assert "field__error" in words(response)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_sheet_holds_what_the_list_shows(at_desk, items, kind):
    response = at_desk("east").get(f"{LIST}?export={kind}&review_state=submitted")
    if kind == "csv":
        text = csv_of(response)
        found = {relation for relation, item in items.items() if item.title in text}
    else:
        cells = {cell for row in rows_of(response) for cell in row}
        found = {relation for relation, item in items.items() if item.title in cells}
    assert found == {"own"}


@pytest.mark.parametrize("slug", registers())
def test_every_register_lists_what_is_in_scope_and_exports_it(cast, at_desk, slug):
    name = registers()[slug].model._meta.model_name
    made = {key: make for key, make in HIDDEN.items() if key.replace("_", "") == name}
    records = {r: make(cast.parties[r]) for make in made.values() for r in RELATIONS}
    client = at_desk("east")
    page = words(client.get(f"/workspace/{slug}/"))
    sheet = csv_of(client.get(f"/workspace/{slug}/?export=csv"))
    for relation, record in records.items():
        number = getattr(record, registers()[slug].key)
        assert (number in page) is (relation != "far"), relation
        assert (number in sheet) is (relation != "far"), relation


@pytest.mark.parametrize("slug", registers())
@pytest.mark.parametrize("q", ["%", "'\"", "\x00", "*", "（）", "JD-2024-000001"])
def test_hostile_words_are_words(at_desk, slug, q):
    assert at_desk("city").get(f"/workspace/{slug}/", {"q": q}).status_code == 200


def test_years_are_asked_for_by_whether_the_public_sees_them(cast, at_desk):
    found = "/workspace/programme-years/?is_public="
    assert cast.world.year.number in words(at_desk("city").get(f"{found}true"))
    assert cast.world.year.number not in words(at_desk("city").get(f"{found}false"))


def test_organisation_is_found_by_its_sound_in_scope_alone(cast, at_desk):
    unit = UnitFactory(name="示例市水务局", division=cast.world.east)
    refresh(type(unit), [unit.pk])
    found = "/workspace/organisations/?q=shuiwuju"
    assert unit.name in words(at_desk("east").get(found))
    assert unit.number not in words(at_desk("west").get(found))


def test_from_and_to_of_a_period_are_named_to_everybody(at_desk):
    page = words(at_desk("city").get("/workspace/funds/"))
    assert re.findall(r'<span aria-hidden="true">([起止])</span>', page) == ["起", "止"]
    assert 'aria-label="起"' in page
    assert 'aria-label="止"' in page
