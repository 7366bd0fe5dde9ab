"""Questions in other words than the records' find them, and questions about the stars do not.

Needs the semantic extra: `make test SEMANTIC=1 ARGS="-m semantic"`, where a skip is a failure.
"""

import os
from threading import Thread

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from projects.models import Project
from search import meaning
from search.finding import find
from search.index.refreshing import refresh
from search.meaning import background, encoder
from search.models import Entry, EntryText, Vector, VectorSet
from search.scope import Scope
from tests.factories import ProjectFactory
from tests.search.backends.public_entries import public_entry

pytestmark = [pytest.mark.semantic, pytest.mark.django_db]

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CANTEEN = ("银龄食堂开张", "社区为八十岁以上独居长者送餐上门，行动不便的也能按时吃上热饭。")
CHARGING = ("新增充电车棚", "结对单位出资在楼栋外建起集中充电棚，电动自行车不再飞线进楼。")
DRAIN = ("排水管网改造", "雨污管道疏通更换后，汛期道路不再被淹，住户出行不再蹚水。")
COURT = ("法官工作站", "法院党支部每周派人到社区调解邻里纠纷，解答法律疑问。")
HUNGRY = "爷爷奶奶中午没人做饭怎么办"
FLOODED = "一下大雨小区就积水"
STARS = "木星和土星哪颗行星更大"


@pytest.fixture(autouse=True)
def extra(settings):
    """The extra, switched on; where the run is there for it, it must be installed."""
    settings.SEARCH_MEANING = True
    if not meaning.available():
        refuse = pytest.fail if os.environ.get("SEMANTIC") else pytest.skip
        refuse("needs the semantic extra (pip install -r requirements-semantic.txt)")


@pytest.fixture
def city():
    """Four stories with their vectors, and the gate calibrated."""
    entries = [public_entry(title, text=text) for title, text in (CANTEEN, CHARGING, DRAIN, COURT)]
    call_command("compute_vectors", verbosity=0)
    return entries


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


def computed():
    return set(Vector.objects.values_list("entry", flat=True))


def reworded(entry, title, text):
    EntryText.objects.filter(entry=entry).update(title=title, text=text)
    Entry.objects.filter(pk=entry.pk).update(fingerprint=title)


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


@pytest.mark.parametrize("question", ["", "吃饭", "banqiao", "?", "chi fan 饭"])
def test_names_slips_and_other_scripts_are_not_asked(city, question, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert meaning.late(question, Scope()) == {}


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


def test_what_is_not_public_gets_no_vector():
    hidden = public_entry(*CANTEEN[:1], text=CANTEEN[1], public=False)
    call_command("compute_vectors", verbosity=0)
    assert not Vector.objects.filter(entry=hidden).exists()
    assert meaning.nearest(HUNGRY, Scope()) == []


def test_short_texts_and_kinds_without_meaning_get_no_vector():
    public_entry(CANTEEN[0], text="送餐上门")
    public_entry(CANTEEN[0], text=CANTEEN[1], kind="activity")
    story = public_entry(CANTEEN[0], text=CANTEEN[1], kind="case")
    call_command("compute_vectors", verbosity=0)
    assert computed() == {story.pk}


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


def test_a_vector_of_what_the_story_was_is_not_used(city):
    reworded(city[0], "书画展", "社区书画爱好者的作品在党群服务中心展出。")
    assert city[0].pk not in dict(meaning.nearest(HUNGRY, Scope()))
    call_command("compute_vectors", verbosity=0)
    assert meaning.nearest("在哪里能看书法和绘画作品", Scope())[0][0] == city[0].pk


def test_vectors_of_another_model_are_not_used_and_go(city):
    Vector.objects.filter(entry=city[0]).update(model="another")
    assert city[0].pk not in dict(meaning.nearest(HUNGRY, Scope()))
    Entry.objects.filter(pk=city[1].pk).update(public=False)
    call_command("compute_vectors", verbosity=0)
    assert computed() == {city[0].pk, city[2].pk, city[3].pk}
    assert set(Vector.objects.values_list("model", flat=True)) == {encoder.model_name()}


def test_new_vectors_are_found_by_a_process_that_has_the_old_ones(city):
    assert meaning.nearest("哪里可以学下棋", Scope())
    chess = public_entry("棋牌室", text="活动室添置了象棋围棋，每周请老师教居民下棋。")
    call_command("compute_vectors", verbosity=0)
    assert meaning.nearest("哪里可以学下棋", Scope())[0][0] == chess.pk


def test_a_run_that_was_broken_off_goes_on_where_it_was(monkeypatch):
    from search.meaning import computing

    monkeypatch.setattr(computing, "BATCH", 1)
    old, new = public_entry(*DRAIN[:1], text=DRAIN[1]), public_entry("法官", text=COURT[1])
    next(computing.compute())
    assert computed() == {new.pk}
    assert list(computing.compute()) == [1]
    assert computed() == {old.pk, new.pk}
    assert list(computing.compute()) == []


def test_the_command_tells_how_far_it_is(capsys):
    public_entry(DRAIN[0], text=DRAIN[1])
    call_command("compute_vectors")
    assert "语义向量：1/1" in capsys.readouterr().out


def test_changes_are_computed_in_the_background_many_in_one_task(
    settings, django_capture_on_commit_callbacks
):
    settings.TASKS = DATABASE_TASKS
    stories = [public_entry(title, text=text) for title, text in (CANTEEN, DRAIN)]
    hidden = public_entry(CHARGING[0], text=CHARGING[1], public=False)
    with django_capture_on_commit_callbacks(execute=True):
        meaning.note([entry.pk for entry in (*stories, hidden)])
    assert not Vector.objects.exists()
    task = DBTaskResult.objects.get()
    assert task.args_kwargs["args"] == [[entry.pk for entry in stories]]
    background.compute_noted.func(*task.args_kwargs["args"])
    assert computed() == {entry.pk for entry in stories}
    assert meaning.late(FLOODED, Scope())


def test_a_record_saved_or_indexed_anew_has_its_meaning_computed(
    settings, django_capture_on_commit_callbacks
):
    settings.TASKS = DATABASE_TASKS
    project = ProjectFactory(public=True, name=DRAIN[0], summary=DRAIN[1])
    for index in (lambda: refresh(Project, [project.pk]), lambda: call_command("update_index")):
        with django_capture_on_commit_callbacks(execute=True):
            index()
        task = DBTaskResult.objects.get()
        assert task.args_kwargs["args"] == [[Entry.objects.get(kind="project").pk]]
        task.delete()
    call_command("compute_vectors", verbosity=0)
    call_command("update_index")
    assert not DBTaskResult.objects.exists()


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


def test_a_question_does_not_wait_long_for_another(city, monkeypatch):
    monkeypatch.setattr(encoder, "PATIENCE", 0.01)
    with encoder._reading:
        assert meaning.late("没人照看的爷爷奶奶", Scope()) == {}
    assert meaning.late("没人做饭的爷爷奶奶", Scope())


def test_a_model_that_cannot_be_loaded_stops_no_search(city, monkeypatch):
    monkeypatch.setattr(encoder, "_load", lambda: None)
    assert meaning.late("独居的爷爷奶奶没人做饭", Scope()) == {}


def test_threads_share_the_model():
    vectors = {}

    def read(text):
        vectors[text] = encoder.passage_vector(text)

    texts = [CANTEEN[1], CHARGING[1], DRAIN[1], COURT[1]]
    threads = [Thread(target=read, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((vectors[text] == encoder.passage_vector(text)).all() for text in texts)


def test_a_child_of_a_process_that_used_the_model_can_use_it():
    encoder.passage_vector(DRAIN[1])
    child = os.fork()
    if not child:
        encoder.passage_vector(DRAIN[1])
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
