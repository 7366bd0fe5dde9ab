"""Questions in other words than the records' find them, and questions about the stars do not.

Needs the semantic extra: `make test SEMANTIC=1 ARGS="-m semantic"`, where a skip is a failure.
"""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from search import meaning
from search.finding import find
from search.index.refreshing import refresh
from search.models import Entry, VectorSet
from search.scope import Scope
from tests.factories import ProjectFactory
from tests.search.backends.public_entries import public_entry
from tests.search.meaning.stories import CANTEEN, CHARGING, COURT, DRAIN, FLOODED, HUNGRY, STARS

pytestmark = [pytest.mark.semantic, pytest.mark.django_db, pytest.mark.usefixtures("extra")]


@pytest.fixture
def stories():
    """The same as projects of the register, indexed as they are."""
    made = [
        ProjectFactory(public=True, name=title, summary=text)
        for title, text in (CANTEEN, CHARGING, DRAIN, COURT)
    ]
    refresh(Project, [project.pk for project in made])
    call_command("compute_vectors", verbosity=0)
    return made


def test_a_question_in_other_words_finds_the_story_as_a_related_result(stories):
    for question, title in ((HUNGRY, CANTEEN[0]), (FLOODED, DRAIN[0])):
        found = find(question)
        assert found.total == 0
        assert (found[0].title, found[0].related) == (title, True)


def test_with_the_extra_switched_off_the_same_question_goes_without(stories, settings):
    settings.SEARCH_MEANING = False
    assert find(HUNGRY).related_total == 0


def test_closeness_runs_from_one_at_the_nearest_downwards(city):
    near = meaning.late(HUNGRY, Scope())
    assert near[city[0].pk] == 1
    assert all(0 < share <= 1 for share in near.values())


@pytest.mark.parametrize(
    "question", [STARS, "交响乐团的首席指挥", "西甲联赛积分榜", "如何学习拉丁语"]
)
def test_the_gate_is_shut_to_questions_about_something_else(city, question):
    assert meaning.late(question, Scope()) == {}
    assert meaning.nearest(question, Scope())  # there always is a nearest one


def test_the_gate_is_calibrated_and_kept(city):
    kept = VectorSet.objects.get()
    assert kept.calibrated_for == 4
    assert 0.86 <= kept.gate < 0.9
    VectorSet.objects.update(gate=0.99)
    assert meaning.late(HUNGRY, Scope()) == {}


def test_before_its_calibration_the_gate_is_shut(city):
    VectorSet.objects.update(gate=None)
    assert meaning.late(HUNGRY, Scope()) == {}


def test_the_gate_is_calibrated_anew_when_the_vectors_changed_much(city):
    VectorSet.objects.update(gate=0.99, calibrated_for=40)
    call_command("compute_vectors", verbosity=0)
    assert VectorSet.objects.get().gate < 0.9
    VectorSet.objects.update(gate=0.99)
    call_command("compute_vectors", verbosity=0)
    assert VectorSet.objects.get().gate == 0.99
    call_command("compute_vectors", calibrate=True, verbosity=0)
    assert VectorSet.objects.get().gate < 0.9


def test_where_words_found_enough_meaning_is_not_asked(city, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert meaning.late(HUNGRY, Scope(), strong=[1, 2, 3]) == {}


def test_what_the_words_found_is_not_found_again(city):
    assert city[0].pk not in meaning.late(HUNGRY, Scope(), strong=[city[0].pk])


@pytest.mark.parametrize("question", ["", "板乔", "banqiao", "?", "chi fan 饭"])
def test_names_slips_and_other_scripts_are_not_asked(city, question, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert meaning.late(question, Scope()) == {}


@pytest.mark.parametrize("question", ["吃饭", "吃飯？", "板乔街"])
def test_a_common_word_of_two_characters_is_asked(city, question):
    with CaptureQueriesContext(connection) as queries:
        meaning.late(question, Scope())
    assert queries.captured_queries


@pytest.mark.parametrize(
    "question",
    ["饭" * 100_000, "没人做饭\x00怎么办", "没人做饭\ud800怎么办", "没人做饭😀怎么办'\"*"],
)
def test_hostile_questions_are_answered(city, question):
    meaning.late(question, Scope())


def test_what_was_withdrawn_a_moment_ago_is_not_found(city):
    assert meaning.late(HUNGRY, Scope())
    Entry.objects.filter(pk=city[0].pk).update(public=False)
    assert city[0].pk not in meaning.late(HUNGRY, Scope())
    assert city[0].pk not in dict(meaning.nearest(HUNGRY, Scope()))


def test_a_scope_narrows_what_is_near(city):
    Entry.objects.filter(pk=city[2].pk).update(kind="case")
    assert [entry for entry, _ in meaning.nearest(HUNGRY, Scope(kind="case"))] == [city[2].pk]
    assert meaning.nearest(HUNGRY, Scope(kind="notice")) == []
    assert meaning.late(HUNGRY, Scope(kind="notice")) == {}


def test_nearest_come_first_and_no_more_than_asked(city):
    found = meaning.nearest(FLOODED, Scope(), limit=2)
    assert found[0][0] == city[2].pk
    assert len(found) == 2
    assert 1 > found[0][1] >= found[1][1] > 0


def test_a_search_by_meaning_costs_the_same_queries_for_one_as_for_many(
    city, django_assert_num_queries
):
    meaning.nearest(HUNGRY, Scope())
    with django_assert_num_queries(2):  # the version of the vectors, and what may be shown
        assert meaning.late(HUNGRY, Scope())
    for number in range(3):
        public_entry(f"助餐点{number}", text=CANTEEN[1])
    call_command("compute_vectors", verbosity=0)
    meaning.nearest(HUNGRY, Scope())
    with django_assert_num_queries(2):
        assert len(meaning.late(HUNGRY, Scope())) >= 4
