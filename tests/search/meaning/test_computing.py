"""Vectors are computed for what is public and says enough, and anew when it changed.

Needs the semantic extra: `make test SEMANTIC=1 ARGS="-m semantic"`, where a skip is a failure.
"""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from projects.models import Project
from search import meaning
from search.index.refreshing import refresh
from search.meaning import background, encoder
from search.models import Entry, EntryText, Vector
from search.scope import Scope
from tests.factories import ProjectFactory
from tests.search.backends.public_entries import public_entry
from tests.search.meaning.stories import CANTEEN, CHARGING, COURT, DRAIN, FLOODED, HUNGRY, computed

pytestmark = [pytest.mark.semantic, pytest.mark.django_db, pytest.mark.usefixtures("extra")]

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def reworded(entry, title, text):
    EntryText.objects.filter(entry=entry).update(title=title, text=text)
    Entry.objects.filter(pk=entry.pk).update(fingerprint=title)


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
