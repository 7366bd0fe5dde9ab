"""Three versions of a record compared: who changed what, and what has to be decided."""

import pytest

from portal.conflict.comparing import MINE, THEIRS, Sheet, compare, merge


def sheet(rows: dict | None = None, **values) -> Sheet:
    return Sheet(values, {"contacts": rows or {}})


def decided(was: Sheet | None, theirs: Sheet, mine: Sheet) -> dict[str, str]:
    return {spot.key: spot.default for spot in compare(was, theirs, mine)}


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        ("a", "a", {}),
        ("b", "a", {"name": THEIRS}),
        ("a", "b", {"name": MINE}),
        ("b", "b", {}),
        ("b", "c", {"name": ""}),
    ],
)
def test_a_field_belongs_to_who_changed_it_alone(theirs, mine, expected):
    assert decided(sheet(name="a"), sheet(name=theirs), sheet(name=mine)) == expected


def test_without_knowing_how_it_was_every_difference_is_open():
    theirs, mine = sheet({"1": {"x": "b"}}, name="b"), sheet({"1": {"x": "a"}}, name="a")
    assert decided(None, theirs, mine) == {"name": "", "contacts:1:x": ""}


@pytest.mark.parametrize(
    ("was", "theirs", "mine", "expected"),
    [
        # a row that was there
        ({"1": {"x": "a"}}, {}, {"1": {"x": "a"}}, {"contacts:1": THEIRS}),
        ({"1": {"x": "a"}}, {"1": {"x": "a"}}, {}, {"contacts:1": MINE}),
        ({"1": {"x": "a"}}, {}, {"1": {"x": "b"}}, {"contacts:1": ""}),
        ({"1": {"x": "a"}}, {"1": {"x": "b"}}, {}, {"contacts:1": ""}),
        ({"1": {"x": "a"}}, {}, {}, {}),
        # a row that was not
        ({}, {"2": {"x": "a"}}, {}, {"contacts:2": THEIRS}),
        ({}, {}, {"+0": {"x": "a"}}, {"contacts:+0": MINE}),
        ({}, {"2": {"x": "a"}}, {"+0": {"x": "a"}}, {}),
        ({}, {"2": {"x": "a"}}, {"+0": {"x": "b"}}, {"contacts:2": THEIRS, "contacts:+0": MINE}),
        # two rows added alike by one and one by the other: the second is still a difference
        ({}, {"2": {"x": "a"}}, {"+0": {"x": "a"}, "+1": {"x": "a"}}, {"contacts:+1": MINE}),
    ],
)
def test_rows_added_and_removed(was, theirs, mine, expected):
    assert decided(sheet(was), sheet(theirs), sheet(mine)) == expected


def test_fields_of_one_row_are_apart():
    was = sheet({"1": {"name": "a", "post": "a", "phone": "1"}})
    theirs = sheet({"1": {"name": "b", "post": "a", "phone": "2"}})
    mine = sheet({"1": {"name": "a", "post": "b", "phone": "3"}})
    assert decided(was, theirs, mine) == {
        "contacts:1:name": THEIRS, "contacts:1:post": MINE, "contacts:1:phone": "",
    }  # fmt: skip


def test_what_is_chosen_is_put_together():
    was = sheet({"1": {"x": "a"}, "3": {"x": "c"}}, name="a", note="a")
    theirs = sheet({"1": {"x": "b"}, "2": {"x": "new"}}, name="b", note="a")
    mine = sheet({"1": {"x": "c"}, "3": {"x": "d"}, "+0": {"x": "mine"}}, name="c", note="b")
    spots = compare(was, theirs, mine)
    choices = {spot.key: spot.default or MINE for spot in spots}
    merged = merge(theirs, mine, spots, choices | {"name": THEIRS})
    assert merged.values == {"name": "b", "note": "b"}
    assert merged.rows["contacts"] == {
        "1": {"x": "c"}, "2": {"x": "new"}, "3": {"x": "d"}, "+0": {"x": "mine"},
    }  # fmt: skip


def test_rows_chosen_to_be_theirs_stay_as_they_stand():
    was = sheet({"1": {"x": "a"}, "3": {"x": "c"}})
    theirs = sheet({"1": {"x": "b"}})
    mine = sheet({"3": {"x": "d"}, "+0": {"x": "mine"}})
    spots = compare(was, theirs, mine)
    merged = merge(theirs, mine, spots, {spot.key: THEIRS for spot in spots})
    assert merged.rows["contacts"] == {"1": {"x": "b"}}
