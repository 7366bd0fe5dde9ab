"""The search server hears of every change, sooner or later, and nobody waits for it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search.backends import mirror, node
from search.backends.engine import EngineDown
from search.index import outbox
from search.models import Entry, OutboxRow
from tests.search.backends.public_entries import public_entry, reworded
from tests.search.backends.server import URL, free_port, in_service

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def nobody_listens(settings):
    """A search server in service that is not there."""
    settings.TASKS = DATABASE_TASKS
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What a transaction that ends well does, in a test that is itself inside one."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def waiting():
    return list(OutboxRow.objects.order_by("pk").values_list("entry", flat=True))


def there():
    """Fingerprints on the server by entry."""
    node.alias().refresh()
    return dict(mirror._fingerprints())


@pytest.mark.django_db
def test_without_a_search_server_nothing_is_noted():
    outbox.note([1], [2])
    assert waiting() == []


@pytest.mark.django_db
def test_a_change_is_noted_with_it_and_taken_back_with_it(nobody_listens):
    before = transaction.savepoint()
    outbox.note([1, 2, 1], [3])
    assert waiting() == [1, 2, 3]
    transaction.savepoint_rollback(before)
    assert waiting() == []


@pytest.mark.django_db
def test_saves_in_a_row_make_one_task(nobody_listens, commits):
    for entry in (1, 2, 3):
        with commits():
            outbox.note([entry])
            outbox.note([], [entry + 10])
    assert waiting() == [1, 11, 2, 12, 3, 13]
    assert DBTaskResult.objects.count() == 1
    OutboxRow.objects.update(noted_at=timezone.now() - timedelta(seconds=6))
    with commits():
        outbox.note([4])
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_while_the_server_is_away_there_is_one_try_a_minute_and_nothing_is_lost(
    nobody_listens, commits, caplog
):
    with commits():
        outbox.note([1, 2])
    DBTaskResult.objects.all().delete()
    for _ in range(3):
        outbox.push_waiting.func()
        with commits():
            outbox.note([5])
    later = DBTaskResult.objects.get()
    assert timedelta(seconds=50) < later.run_after - timezone.now() <= timedelta(minutes=1)
    assert waiting() == [1, 2, 5, 5, 5]
    assert "the entries wait" in caplog.text
    OutboxRow.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    outbox.push_waiting.func()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_a_task_that_cannot_be_made_fails_no_save(nobody_listens, commits, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise OSError("no tasks today")

    monkeypatch.setattr(type(outbox.push_waiting.get_backend()), "enqueue", broken)
    with commits():
        outbox.note([1])
    assert waiting() == [1]


@pytest.mark.django_db
def test_the_command_says_what_still_waits(nobody_listens):
    outbox.note([1, 2])
    with pytest.raises(CommandError, match="2 条仍待同步"):
        call_command("push_index")
    assert waiting() == [1, 2]


@pytest.mark.elasticsearch
def test_what_waits_is_sent_and_what_is_gone_or_withdrawn_is_removed(search_server, capsys):
    kept, changed, withdrawn, gone = (public_entry(title) for title in "甲乙丙丁")
    mirror.rebuild(say=print)
    assert "4 / 4" in capsys.readouterr().out
    reworded(changed, "戊")
    Entry.objects.filter(pk=withdrawn.pk).update(public=False)
    gone_pk = gone.pk
    gone.delete()
    new = public_entry("己")
    outbox.note([changed.pk, withdrawn.pk, new.pk], [gone_pk, 999])
    call_command("push_index")
    assert waiting() == []
    assert there() == {kept.pk: "甲", changed.pk: "戊", new.pk: "己"}
    assert mirror.differences() == ([], [], [])
    assert capsys.readouterr().out == "已同步 5 条。\n"


@pytest.mark.elasticsearch
def test_many_rows_and_rows_noted_meanwhile_go_in_one_push(search_server, monkeypatch):
    entries = [public_entry(f"第{number}条") for number in range(12)]
    monkeypatch.setattr(outbox, "BATCH", 5)
    outbox.note(entry.pk for entry in entries[:11])
    send = mirror.send

    def send_while_somebody_saves(ids):
        monkeypatch.setattr(mirror, "send", send)
        outbox.note([entries[11].pk])
        return send(ids)

    monkeypatch.setattr(mirror, "send", send_while_somebody_saves)
    assert outbox.push() == 12
    assert waiting() == []
    assert len(there()) == 12


@pytest.mark.elasticsearch
def test_of_two_that_send_at_once_the_older_state_never_wins(search_server):
    entry = public_entry("旧")
    reading = mirror._version()
    old = [mirror._put(mirror._public().get(pk=entry.pk), reading)]
    reworded(entry, "新")
    outbox.note([entry.pk])
    outbox.push()
    assert list(mirror._bulk(node.alias(), old)) == []
    assert there() == {entry.pk: "新"}


@pytest.mark.elasticsearch
def test_what_the_server_does_not_take_waits_and_holds_up_nothing_else(search_server):
    good, bad = public_entry("甲"), public_entry("乙", kind="词" * 20_000)
    outbox.note([bad.pk, good.pk])
    with pytest.raises(EngineDown, match="1 rows"):
        outbox.push()
    assert waiting() == [bad.pk]
    assert there() == {good.pk: "甲"}


@pytest.mark.elasticsearch
def test_a_server_that_lost_its_index_is_not_given_one_of_its_own_devising(settings, db):
    with in_service(settings, URL, "test_lost"):
        entry = public_entry("甲")
        outbox.note([entry.pk], [77])
        with pytest.raises(EngineDown):
            outbox.push()
        assert waiting() == [entry.pk, 77]
        assert not node.node().es.indices.exists(index=node.alias().name)
        mirror.rebuild(say=print)
        outbox.push()
        assert there() == {entry.pk: "甲"}


@pytest.mark.elasticsearch
def test_a_rebuild_has_no_empty_moment_and_loses_no_change_made_meanwhile(search_server):
    first, second = public_entry("甲"), public_entry("乙")
    mirror.rebuild(say=print)
    third = public_entry("丙")
    seen = []

    def somebody_saves(line):
        """In the middle: all of them are written, none is in service yet."""
        seen.append(sorted(there()))
        reworded(first, "改")
        removed = second.pk
        second.delete()
        outbox.note([first.pk], [removed])
        outbox.push()
        seen.append(sorted(there()))

    mirror.rebuild(say=somebody_saves)
    assert seen == [[first.pk, second.pk or seen[0][1]], [first.pk]]
    assert there() == {first.pk: "改", third.pk: "丙"}
    assert len(node.alias().leftovers()) == 1


@pytest.mark.elasticsearch
def test_a_rebuild_that_breaks_off_leaves_the_index_in_service(search_server):
    entry = public_entry("甲")
    mirror.rebuild(say=print)

    def breaks(line):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        mirror.rebuild(say=breaks)
    assert len(node.alias().leftovers()) == 2
    assert there() == {entry.pk: "甲"}
    mirror.rebuild(say=print)
    assert len(node.alias().leftovers()) == 1


@pytest.mark.elasticsearch
def test_the_comparison_names_what_differs(search_server):
    same, stale, left = (public_entry(title) for title in "甲乙丙")
    mirror.rebuild(say=print)
    reworded(stale, "丁")
    Entry.objects.filter(pk=left.pk).update(public=False)
    missing = public_entry("戊")
    found = mirror.differences()
    assert found == ([missing.pk], [left.pk], [stale.pk])
    assert same.pk not in found.all
