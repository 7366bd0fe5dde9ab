"""How places are called, by the rule alone and for the real list of the city."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from partners.divisions import DivisionRow, load_divisions
from partners.models import Division
from partners.place_names import display_name, full_name, short_name
from tests.factories import AuthorFactory

REAL_LIST = Path(__file__).parents[2] / "home" / "data" / "nanjing-divisions.csv"


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("板桥社区居委会", "板桥社区"),
        ("徐庄社区居民委员会", "徐庄社区"),
        ("桃湾村委会", "桃湾"),
        ("上坝村村委会", "上坝村"),
        ("石佛村民委员会", "石佛"),
        ("霞辉庙社区居委", "霞辉庙社区"),
        ("百子亭社区", "百子亭社区"),
        ("居委会", "居委会"),
        ("居委会路社区", "居委会路社区"),
    ],
)
def test_the_short_name_drops_the_office(official, said):
    assert short_name(official) == said


def test_a_name_that_repeats_takes_its_street_along():
    assert display_name("板桥社区", "板桥街道", repeats=True) == "板桥社区（板桥街道）"
    assert display_name("板桥社区", "板桥街道", repeats=False) == "板桥社区"
    assert full_name("雨花台区板桥街道", "板桥社区") == "雨花台区板桥街道板桥社区"


@pytest.fixture
def rows():
    with REAL_LIST.open(encoding="utf-8") as lines:
        return [DivisionRow(**row) for row in csv.DictReader(lines)]


@pytest.fixture
def real_city(db, rows):
    load_divisions(rows, by=AuthorFactory())
    return Division.objects.get(parent=None)


def test_the_real_list_is_loaded_whole(real_city, rows):
    levels = Counter(Division.objects.values_list("level", flat=True))
    assert levels == Counter(row.level for row in rows)
    assert Division.objects.count() == 1368
    assert (Division.objects.streets().count(), Division.objects.districts().count()) == (101, 11)
    assert Division.objects.communities().count() == 1255


def test_thirty_names_of_the_real_list_are_told_apart(real_city):
    communities = Division.objects.communities()
    shared = Counter(communities.values_list("short_name", flat=True))
    repeated = {name for name, times in shared.items() if times > 1}
    assert len(repeated) == 30
    shown = Counter(communities.values_list("display_name", flat=True))
    assert set(shown.values()) == {1}
    for place in communities.select_related("parent"):
        street = f"（{place.parent.name}）" if place.short_name in repeated else ""
        assert place.display_name == place.short_name + street
        assert not place.display_name.endswith(("居委会", "村委会"))


def test_full_names_of_the_real_list_are_unique_and_start_at_the_district(real_city):
    names = list(Division.objects.values_list("full_name", flat=True))
    assert len(set(names)) == len(names)
    assert "玄武区梅园新村街道梅园新村社区" in names
    assert str(real_city) == "南京市"


def test_every_subtree_of_the_real_list_is_one_range_of_its_path(real_city):
    below = Division.objects.within(real_city)
    assert below.count() == 1368
    for district in Division.objects.districts():
        by_code = Division.objects.filter(code__startswith=district.code)
        assert set(Division.objects.within(district)) == set(by_code)


def test_a_row_before_its_parent_is_noticed(db):
    rows = [DivisionRow("1", "示例区", "district", "0"), DivisionRow("0", "示例市", "city")]
    with pytest.raises(KeyError):
        load_divisions(rows, by=AuthorFactory())
    assert not Division.objects.exists()


def test_loading_asks_nothing_of_the_database_row_by_row(db, rows, django_assert_max_num_queries):
    author = AuthorFactory()
    with django_assert_max_num_queries(30):
        load_divisions(rows, by=author)
