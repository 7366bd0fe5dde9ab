"""The measures, worked out by hand."""

import json
import math

import pytest

from search.yardstick.files import Query
from search.yardstick.measures import Answer, by_class, left_empty, over_all, over_classes
from search.yardstick.report import summary, table, worst


def answer(ids, judgements, kind="exact", *, documents=None):
    query = Query("q", kind, "词", "dev", judgements)
    return Answer(query, ids, ids if documents is None else documents)


def test_the_best_order_scores_full():
    score = answer(["a", "b"], {"a": 3, "b": 2}).score
    assert (score.s1, score.r10, score.ndcg10, score.zero, score.noise5) == (1, 1, 1, 0, 0)


def test_gains_are_discounted_by_place():
    score = answer(["x", "a"], {"a": 3, "b": 1}).score
    best = 7 + 1 / math.log2(3)
    assert score.ndcg10 == pytest.approx(7 / math.log2(3) / best)
    assert score.s1 == 0
    assert score.noise5 == 0.5


def test_where_nothing_reaches_two_the_best_grade_is_good():
    score = answer(["a"], {"a": 1, "b": 1}).score
    assert (score.s1, score.r10) == (1, 0.5)


def test_only_good_documents_count_as_found():
    assert answer(["b"], {"a": 2, "b": 1}).score.r10 == 0


def test_of_more_than_ten_good_ones_ten_are_all():
    judgements = {f"d{n}": 2 for n in range(20)}
    assert answer(list(judgements)[:10], judgements).score.r10 == 1


def test_what_is_shown_twice_counts_once_and_beyond_ten_not_at_all():
    assert answer(["a", "a", "b"], {"a": 3, "b": 3}).score.ndcg10 == 1
    late = answer([*(f"x{n}" for n in range(10)), "a"], {"a": 3}).score
    assert (late.ndcg10, late.r10, late.zero) == (0, 0, 0)


def test_nothing_found_is_zero_and_no_noise():
    score = answer([], {"a": 3}).score
    assert (score.zero, score.ndcg10, score.noise5) == (1, 0, None)


def test_a_query_that_nothing_answers_is_right_when_the_page_is_empty():
    empty = answer([], {}, "none")
    # A place that is no document of the file was shown all the same.
    shown = answer(["partners.division:1"], {}, "none", documents=[])
    assert (empty.score.zero, shown.score.zero) == (1, 0)
    assert left_empty([empty, shown]) == 0.5


def test_unanswerable_queries_stay_out_of_the_means():
    answers = [answer(["a"], {"a": 3}), answer([], {}, "none")]
    assert over_all(answers).zero == 0
    assert list(by_class(answers)) == ["exact", "none"]


def test_classes_weigh_alike_in_the_mean_over_classes():
    good, bad = answer(["a"], {"a": 3}, "one"), answer([], {"a": 3}, "two")
    answers = [good, good, good, bad]
    assert over_all(answers).s1 == 0.75
    assert over_classes(answers).s1 == 0.5


def test_the_summary_is_one_line_of_json():
    figures = json.loads(summary([answer(["a"], {"a": 3})]))
    assert figures == {
        "ndcg10": 1.0,
        "s1": 1.0,
        "r10": 1.0,
        "zero": 0.0,
        "noise5": 0.0,
        "none_ok": None,
    }


def test_records_behind_documents_count_as_wrong_and_documents_alone_are_told_too():
    lines: list[str] = []
    table([answer(["partners.division:1", "a"], {"a": 3}, documents=["a"])], lines.append)
    overall, alone = lines[-3].split(), lines[-1].split()
    assert overall[2:] == ["0.000", "1.000", "0.631", "0.000", "0.500"]
    assert alone[2:] == ["1.000", "1.000", "1.000", "0.000", "0.000"]


def test_the_table_names_every_class_and_the_worst_come_first():
    lines: list[str] = []
    answers = [answer(["a"], {"a": 3}), answer(["x"], {"a": 3}, "typo"), answer([], {}, "none")]
    table(answers, lines.append)
    assert [line.split()[0] for line in lines[1:4]] == ["exact", "typo", "none"]
    assert lines[-3].split()[:2] == ["OVERALL", "2"]
    worst(answers, 1, lines.append)
    assert "[typo]" in lines[-1]
    assert "x(0)" in lines[-1]
