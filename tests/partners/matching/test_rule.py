"""Whom the rule suggests, in what order, and with which words. No database."""

from partners.matching.rule import Body, Known, Suggestion, suggest

EAST, WEST = "00010001", "00010002"
KNOWN = Known(districts={EAST: "东区", WEST: "西区"})


def body(key, *above, district=EAST, pairs=0):
    return Body(key, (key, *above), district, pairs)


def test_the_partner_of_the_last_time_comes_first_whatever_else_fits():
    known = Known(earlier={1: (70, 12)}, above={9: frozenset({20})}, districts={EAST: "东区"})
    candidates = [body(11, 20), body(12, district=WEST, pairs=3)]
    assert suggest([body(1, 9)], candidates, known) == {
        1: Suggestion(12, "上一次结对的对象，继续结对", predecessor=70)
    }


def test_an_earlier_partner_that_is_gone_is_not_suggested():
    known = Known(earlier={1: (70, 99)}, districts={EAST: "东区"})
    assert suggest([body(1)], [body(11)], known) == {1: Suggestion(11, "同在东区，本年度尚无结对")}


def test_then_one_whose_superior_is_paired_with_the_own_superior():
    known = Known(above={9: frozenset({20})}, districts={EAST: "东区"})
    candidates = [body(11), body(12, 20, district=WEST, pairs=2)]
    assert suggest([body(1, 9)], candidates, known)[1] == Suggestion(12, "双方上级已经结对")


def test_then_one_of_the_same_district_without_a_pair():
    candidates = [body(10, district=WEST), body(11, pairs=1), body(12)]
    assert suggest([body(1)], candidates, KNOWN)[1] == Suggestion(12, "同在东区，本年度尚无结对")


def test_where_all_have_pairs_the_one_with_the_fewest():
    candidates = [body(11, pairs=3), body(12, pairs=2)]
    assert suggest([body(1)], candidates, KNOWN)[1] == Suggestion(
        12, "同在东区，本年度结对较少（2 个）"
    )


def test_then_one_of_the_whole_city():
    candidates = [body(11, district=WEST), body(12, district="")]
    assert suggest([body(1)], candidates, KNOWN)[1] == Suggestion(
        12, "市级组织，不限区，本年度尚无结对"
    )


def test_a_body_of_the_whole_city_pairs_with_any_district():
    candidates = [body(11, district=WEST, pairs=1), body(12, district=EAST)]
    found = suggest([body(1, district="")], candidates, KNOWN)
    assert found[1].partner == 12


def test_nobody_of_another_district_is_suggested():
    assert suggest([body(1)], [body(11, district=WEST)], KNOWN) == {}


def test_what_was_suggested_to_one_counts_for_the_next():
    candidates = [body(11), body(12)]
    found = suggest([body(1), body(2), body(3)], candidates, KNOWN)
    assert [found[key].partner for key in (1, 2, 3)] == [11, 12, 11]
    assert found[3].reason == "同在东区，本年度结对较少（1 个）"
