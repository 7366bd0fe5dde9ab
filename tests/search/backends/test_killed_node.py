"""A search server that is killed and comes back: nothing is lost, nobody waits."""

import time

import pytest
from django.core.cache import cache

from search.backends import mirror, node
from search.backends.engine import EngineDown
from search.backends.fallback import answering
from search.index import outbox
from search.language.tree import Phrase
from search.models import Entry, OutboxRow
from search.scope import Scope
from tests.search.backends.public_entries import public_entry, reworded
from tests.search.backends.server import in_service

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

WORD = Phrase(("甲乙",))


def asked():
    """Ids found, whether the database stood in, and how long it took in seconds."""
    started = time.monotonic()
    found, stood_in = answering(lambda engine: engine.ids(WORD, Scope(), limit=1_000))
    return found, stood_in, time.monotonic() - started


def test_killed_while_entries_are_sent_and_while_visitors_search(
    settings, own_node, index_name, monkeypatch
):
    own_node.start()
    cache.clear()
    with in_service(settings, own_node.url, index_name):
        entries = [public_entry(f"甲乙{number}") for number in range(30)]
        mirror.rebuild(say=print)
        newest_first = [entry.pk for entry in reversed(entries)]
        assert asked()[:2] == (newest_first, False)

        # In the middle of a push: one batch was taken, the next meets a dead node.
        for entry in entries[:20]:
            reworded(entry, f"甲乙改{entry.pk}")
        monkeypatch.setattr(outbox, "BATCH", 5)
        outbox.note(entry.pk for entry in entries[:20])
        send, sent = mirror.send, []

        def send_until_killed(ids):
            if len(sent) == 2:
                own_node.kill()
            sent.append(ids)
            return send(ids)

        monkeypatch.setattr(mirror, "send", send_until_killed)
        with pytest.raises(EngineDown):
            outbox.push()
        assert OutboxRow.objects.count() == 10

        # In the middle of searching: the database stands in, at once and within two seconds.
        found, stood_in, seconds = asked()
        assert (found, stood_in) == (newest_first, True)
        assert seconds < 2
        more = public_entry("甲乙之后")
        removed, withdrawn = entries[20].pk, entries[21].pk
        entries[20].delete()
        Entry.objects.filter(pk=withdrawn).update(public=False)
        outbox.note([more.pk, withdrawn], [removed])
        with pytest.raises(EngineDown):
            outbox.push()
        found = asked()[0]
        assert found[0] == more.pk
        assert removed not in found
        assert withdrawn not in found

        own_node.start()
        cache.clear()  # the rest is over
        outbox.push()
        assert not OutboxRow.objects.exists()
        assert mirror.differences() == ([], [], [])
        node.alias().refresh()
        assert asked()[:2] == (found, False)
