"""The tree of places: paths, names, and what a rename or a move does to everything below."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from partners.models import Division
from partners.models.division import next_path
from partners.querysets.subtree import path_range

pytestmark = pytest.mark.django_db


def names(**fields):
    return set(Division.objects.filter(**fields).values_list("display_name", flat=True))


def fresh(place):
    return Division.objects.get(pk=place.pk)


@pytest.fixture
def add(world):
    """A function that saves a new place as a form would."""

    def save(name, parent, level="community"):
        count = Division.objects.count()
        return Division.objects.create(
            code=f"9{count:04d}", name=name, level=level, parent=parent, entered_by=world.author
        )

    return save


def test_a_new_place_stands_below_its_parent_after_its_siblings(world, add):
    place = add("金桂社区居委会", world.street)
    assert place.path == f"{world.street.path}0003"
    assert (place.short_name, place.display_name) == ("金桂社区", "金桂社区")
    assert place.full_name == str(place) == "东区梅园街道金桂社区"
    assert place.get_absolute_url() == f"/places/{place.code}/"


def test_a_grid_may_stand_below_a_community(world, add):
    grid = add("第一网格", world.plum, "grid")
    assert grid.path.startswith(world.plum.path)
    assert grid.full_name == "东区梅园街道红梅社区第一网格"
    assert grid in Division.objects.within(world.east)


def test_ancestors_are_the_beginnings_of_the_path(world):
    line = [world.city, world.east, world.street, world.plum]
    assert world.plum.ancestor_paths == [place.path for place in line]


def test_within_is_the_place_and_everything_below_it_only(world):
    assert set(Division.objects.within(world.east)) == {
        world.east,
        world.street,
        world.plum,
        world.pine,
    }
    assert set(Division.objects.within(world.village)) == {world.village}
    assert set(Division.objects.within(world.city)) == set(Division.objects.all())


@pytest.mark.parametrize(
    ("path", "inside", "outside"),
    [
        ("0001", ["0001", "00010001", "000199990001"], ["0002", "00020001"]),
        ("00010009", ["00010009", "000100099999"], ["00010010", "0001", "00010008"]),
        ("00010999", ["00010999"], ["00011000"]),
    ],
)
def test_a_subtree_is_one_range(path, inside, outside):
    low, high = (value for _, value in path_range(path).children)
    assert all(low <= each < high for each in inside)
    assert not any(low <= each < high for each in outside)


def test_two_places_of_one_name_are_told_apart_at_once(world, add):
    add("红梅社区居委会", world.town)
    assert names(short_name="红梅社区") == {"红梅社区（梅园街道）", "红梅社区（竹溪镇）"}


def test_the_saved_copy_knows_its_display_name(world, add):
    assert add("红梅社区居委会", world.town).display_name == "红梅社区（竹溪镇）"


def test_a_namesake_that_is_renamed_gives_the_other_its_short_name_back(world, add):
    other = add("红梅社区居委会", world.town)
    other.name = "白梅社区居委会"
    other.save()
    assert fresh(world.plum).display_name == "红梅社区"
    assert other.display_name == fresh(other).display_name == "白梅社区"


def test_a_namesake_by_renaming_is_told_apart_too(world):
    world.pine.name = "红梅社区居委会"
    world.pine.parent = world.town
    world.pine.save()
    assert names(short_name="红梅社区") == {"红梅社区（梅园街道）", "红梅社区（竹溪镇）"}


def test_a_street_of_the_same_name_is_no_namesake(world, add):
    add("红梅社区", world.west, level="street")
    assert fresh(world.plum).display_name == "红梅社区"


def test_a_community_that_becomes_something_else_is_no_namesake_any_more(world, add):
    other = add("红梅社区居委会", world.town)
    other.level = "area"
    other.save()
    assert fresh(other).display_name == fresh(world.plum).display_name == "红梅社区"


def test_renaming_a_street_reaches_the_names_below_it(world, add):
    add("红梅社区居委会", world.town)
    world.street.name = "兰园街道"
    world.street.save()
    assert fresh(world.plum).full_name == "东区兰园街道红梅社区"
    assert fresh(world.plum).display_name == "红梅社区（兰园街道）"
    assert fresh(world.pine).display_name == "青松社区"
    assert fresh(world.plum).path == world.plum.path


def test_moving_a_street_moves_everything_below_it(world, add):
    add("第一网格", world.plum, "grid")
    world.street.parent = world.west
    world.street.save()
    assert world.street.path == f"{world.west.path}0002"
    assert set(Division.objects.within(world.east)) == {world.east}
    moved = Division.objects.within(fresh(world.street))
    assert sorted(place.full_name for place in moved) == [
        "西区梅园街道",
        "西区梅园街道红梅社区",
        "西区梅园街道红梅社区第一网格",
        "西区梅园街道青松社区",
    ]
    for place in moved.select_related("parent"):
        assert place.path[:-4] == place.parent.path


def test_a_path_that_became_free_below_is_not_confused_with_the_moved_one(world, add):
    world.street.parent = world.west
    world.street.save()
    added = add("新街道", world.east, "street")
    assert added.path == f"{world.east.path}0001"
    assert set(Division.objects.within(world.east)) == {world.east, added}


def test_an_old_copy_saved_after_a_move_does_not_tear_the_tree(world):
    old = fresh(world.plum)
    assert old.parent.parent == world.east
    world.street.parent = world.west
    world.street.name = "兰园街道"
    world.street.save()
    old.name = "腊梅社区居委会"
    old.save()
    assert fresh(old).path == f"{fresh(world.street).path}0001"
    assert fresh(old).full_name == "西区兰园街道腊梅社区"


@pytest.mark.parametrize("below", ["east", "street", "plum"])
def test_a_place_cannot_stand_below_itself(world, below):
    world.east.parent = getattr(world, below)
    with pytest.raises(ValidationError, match="上级不能是自身或自身的下级。"):
        world.east.full_clean()


def test_a_place_with_others_below_is_not_deleted(world):
    with pytest.raises(ProtectedError):
        world.street.delete()


def test_the_first_free_path(world):
    assert next_path(None) == "0002"
    assert next_path(world.plum) == f"{world.plum.path}0001"


@pytest.mark.parametrize("more", [0, 4])
def test_moving_costs_the_same_whatever_lies_below(world, add, more, django_assert_num_queries):
    for n in range(more):
        add(f"新{n}社区", world.street)
    street = fresh(world.street)
    street.parent = world.west
    # One of them asks which entries of the search tell of the places that move.
    with django_assert_num_queries(16):
        street.save()
