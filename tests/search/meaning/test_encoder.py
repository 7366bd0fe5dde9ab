"""One model for all threads and children; without it no search stops.

Needs the semantic extra: `make test SEMANTIC=1 ARGS="-m semantic"`, where a skip is a failure.
"""

import os
from threading import Thread

import pytest

from search import meaning
from search.meaning import encoder
from search.scope import Scope
from tests.search.meaning.stories import CANTEEN, CHARGING, COURT, DRAIN

pytestmark = [pytest.mark.semantic, pytest.mark.django_db, pytest.mark.usefixtures("extra")]


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
