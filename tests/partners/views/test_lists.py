"""What holds for every public list of partners: bad questions, pages, numbers of queries."""

import pytest

from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    UnitFactory,
)

from .reading import count_queries, read, status

pytestmark = pytest.mark.django_db

LISTS = [
    "partners:pairing_list",
    "partners:alliance_list",
    "partners:agreement_list",
    "partners:organisation_list",
    "partners:list_item_list",
    "partners:place_index",
]
MOST_QUERIES = 8


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_register_is_no_error(name):
    read(name)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("text", ["长" * 101, "x" * 1_000_000, "a\x00b"], ids=len)
def test_a_text_that_is_no_search_gets_a_message(name, text):
    assert "请按提示修改筛选条件" in read(name, q=text)


@pytest.mark.parametrize("name", LISTS)
def test_the_longest_search_is_a_search(name):
    assert "请按提示修改筛选条件" not in read(name, q="长" * 100)


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "<script>", "🀄", "NaN"])
@pytest.mark.parametrize("name", LISTS)
def test_odd_characters_are_only_text(name, text):
    assert f"<script>{text}" not in read(name, q=text)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("partners:pairing_list", "year", "1999"),
        ("partners:pairing_list", "year", "2024\x00"),
        ("partners:pairing_list", "place", "nowhere"),
        ("partners:pairing_list", "place", "\x00"),
        ("partners:pairing_list", "place", "9" * 100_000),
        ("partners:pairing_list", "level", "99"),
        ("partners:pairing_list", "level", "一级"),
        ("partners:pairing_list", "status", "proposed"),
        ("partners:pairing_list", "status", "terminated"),
        ("partners:alliance_list", "kind", "club"),
        ("partners:agreement_list", "kind", "secret"),
        ("partners:agreement_list", "state", "expiring"),
        ("partners:organisation_list", "kind", "x" * 10_000),
        ("partners:organisation_list", "level", "galaxy"),
        ("partners:organisation_list", "counted", "everybody"),
        ("partners:list_item_list", "kind", "wish"),
        ("partners:list_item_list", "category", "0"),
        ("partners:list_item_list", "category", "abc"),
        ("partners:list_item_list", "stage", "late"),
        ("partners:place_index", "level", "planet"),
    ],
)
def test_an_unknown_value_of_a_filter_gets_a_message(name, field, value):
    PairingFactory(signed=True)
    text = read(name, **{field: value})
    assert "请重新选择" in text
    assert "请按提示修改筛选条件" in text


def test_a_filter_given_twice_gets_a_message():
    ProgrammeYearFactory(year=2023)
    PairingFactory(signed=True)
    assert "年度只能选择一项" in read("partners:pairing_list", year=["2024", "2023"])


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "", "1.5", "9" * 5000, "\x00", "NaN"])
def test_a_page_out_of_range_is_not_found(name, page):
    assert status(name, page=page) == 404


@pytest.mark.parametrize("name", LISTS)
def test_parameters_nobody_asked_for_do_no_harm(name):
    assert status(name, utm_source="x", foo=["1", "2"]) == 200


def _more_of_everything() -> None:
    """One more row for every list, with everything its row shows."""
    pairing = PairingFactory(signed=True, second=True)
    OrganisationNameFactory(organisation=pairing.unit_side)
    item = pairing.level.checklist.first()
    ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
    ProjectFactory(public=True, completed=True, origin=pairing)
    AllianceFactory(approved=True, members=[pairing.unit_side, pairing.community_side])
    AgreementFactory(approved=True, association=True)
    ListItemFactory(approved=True, organisation=pairing.community_side)
    ListItemFactory(approved=True, resource=True, organisation__parent=UnitFactory())


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("partners:pairing_list", {}),
        ("partners:pairing_list", {"q": "示例", "year": "2024", "level": "2", "status": "signed"}),
        ("partners:alliance_list", {}),
        ("partners:alliance_list", {"q": "示例", "year": "2024", "kind": "community"}),
        ("partners:agreement_list", {}),
        ("partners:agreement_list", {"q": "示例", "kind": "association", "state": "signed"}),
        ("partners:organisation_list", {}),
        ("partners:organisation_list", {"year": "2024", "counted": "units"}),
        ("partners:list_item_list", {}),
        ("partners:list_item_list", {"kind": "need", "stage": "collected"}),
        ("partners:place_index", {}),
        ("partners:place_index", {"q": "示例"}),
    ],
)
def test_a_list_costs_the_same_few_queries_at_one_and_at_three_rows(name, query):
    year = ProgrammeYearFactory(complete=True)
    query = query | {"place": year.division.code} if name != "partners:place_index" else query
    _more_of_everything()
    at_one = count_queries(name, **query)
    _more_of_everything()
    _more_of_everything()
    assert count_queries(name, **query) == at_one
    assert at_one <= MOST_QUERIES
