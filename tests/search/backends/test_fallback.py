"""Whatever becomes of the search server, a question is answered within two seconds."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from search.backends import database_engine, fallback, public_engine
from search.backends.elasticsearch import BUDGET
from search.backends.engine import EngineDown
from search.backends.fallback import answering
from search.language.tree import Phrase
from search.scope import Scope
from tests.search.backends.public_entries import public_entry
from tests.search.backends.server import free_port, server_that_says, silent_server

pytestmark = pytest.mark.django_db

#: Seconds that a visitor may wait for the server; what the database then takes comes on top.
LONGEST = BUDGET + 0.4
WORD = Phrase(("甲乙",))


@pytest.fixture(autouse=True)
def _rested():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def served(settings):
    """Puts a server at an address in service."""

    def put(url):
        settings.SEARCH_ENGINE = "elasticsearch"
        settings.ELASTICSEARCH_URL = url

    return put


def whole_question(asked):
    """What a search asks, one thing after the other."""
    asked.frequencies([WORD, Phrase(("丙丁",))], Scope())
    found = asked.ids(WORD, Scope(), limit=10)
    return found, asked.count(WORD, Scope()), asked.facets(WORD, Scope())


def timed():
    started = time.monotonic()
    answer = answering(whole_question)
    return answer, time.monotonic() - started


def stands_in(entry):
    """The database answers in time, and without a wait the next time."""
    (answer, is_fallback), seconds = timed()
    assert is_fallback
    assert answer[:2] == ([entry.pk], 1)
    assert seconds < LONGEST
    again, seconds = timed()
    assert again == (answer, True)
    assert seconds < 0.3


def test_the_database_answers_as_the_engine_in_service_without_a_word_of_fallback():
    entry = public_entry("甲乙")
    (answer, is_fallback), _ = timed()
    assert not is_fallback
    assert answer[0] == [entry.pk]


def test_nobody_listens(served, caplog):
    served(f"http://127.0.0.1:{free_port()}")
    stands_in(public_entry("甲乙"))
    assert len([line for line in caplog.messages if "the database answers" in line]) == 1


def test_a_server_that_never_says_a_word(served):
    entry = public_entry("甲乙")
    with silent_server() as url:
        served(url)
        stands_in(entry)


def test_a_server_whose_answer_trickles_in(served):
    entry = public_entry("甲乙")
    with server_that_says(200, {"hits": {}}, pause=0.3) as url:
        served(url)
        stands_in(entry)


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_a_server_in_trouble(served, status):
    entry = public_entry("甲乙")
    with server_that_says(status, {"error": {"type": "trouble"}, "status": status}) as url:
        served(url)
        stands_in(entry)


def test_a_server_that_is_something_else(served):
    entry = public_entry("甲乙")
    with server_that_says(200, ["is", "no", "answer"]) as url:
        served(url)
        stands_in(entry)


def test_a_question_refused_is_answered_by_the_database_and_says_nothing_of_the_next(served):
    entry = public_entry("甲乙")
    with server_that_says(400, {"error": {"type": "too_many"}, "status": 400}) as url:
        served(url)
        (answer, is_fallback), _ = timed()
        assert is_fallback
        assert answer[0] == [entry.pk]
        assert not cache.get(fallback.DOWN)


def test_many_that_ask_at_once_all_have_their_answer_in_time(served):
    """More than there are threads: who does not get one is answered all the same."""
    with silent_server() as url:
        served(url)

        def ask(_):
            started = time.monotonic()
            with pytest.raises(EngineDown):
                public_engine().count(WORD, Scope())
            return time.monotonic() - started

        with ThreadPoolExecutor(40) as visitors:
            assert max(visitors.map(ask, range(40))) < LONGEST + 0.4


def test_after_a_rest_the_server_is_asked_again(served, monkeypatch):
    served(f"http://127.0.0.1:{free_port()}")
    public_entry("甲乙")
    timed()
    assert cache.get(fallback.DOWN)
    monkeypatch.setattr(fallback, "public_engine", database_engine)
    assert timed()[0][1]
    cache.delete(fallback.DOWN)
    assert not timed()[0][1]
