"""Elasticsearch finds and counts exactly what the database's engine does."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.models import User
from search.backends import database_engine, mirror, node, public_engine
from search.backends.elasticsearch import ElasticsearchEngine
from search.backends.engine import COMMON
from search.backends.fallback import EngineRefused
from search.index import outbox
from search.language.tree import EVERYWHERE, NAMED, NOTHING, TITLE, And, Or, Phrase, any_of
from search.scope import Scope
from tests.search.backends.entries import phrase
from tests.search.backends.public_entries import PLACES, many_entries, public_entry

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("search_server")]

TOKENS = st.sampled_from(
    ["板桥", "桥街", "板", "街道", "道", "造", "ab", "abc", "a", "20", "zpban", "zpb", "zp0", "zp"]
)
PHRASES = st.builds(
    Phrase,
    st.lists(TOKENS, min_size=1, max_size=3).map(tuple),
    st.booleans(),
    st.sampled_from([EVERYWHERE, NAMED, TITLE, frozenset({"names"})]),
)
TREES = st.recursive(
    PHRASES,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3).map(lambda some: And(tuple(some)))
        | st.lists(parts, max_size=3).map(lambda some: Or(tuple(some)))
    ),
    max_leaves=8,
)
SCOPES = st.builds(
    Scope,
    kind=st.sampled_from(["", "project", "case"]),
    place=st.sampled_from([place for place in PLACES if len(place) < 16]),
    year=st.sampled_from([None, 2024]),
    field=st.sampled_from([None, 1]),
)
EVERYBODY = Scope()


def asked(budget: float = 10) -> ElasticsearchEngine:
    """An engine with time enough for a busy machine."""
    return ElasticsearchEngine(budget)


def push() -> None:
    outbox.push()
    node.alias().refresh()


def test_any_tree_in_any_scope_finds_what_it_finds_in_the_database():
    many_entries(200)
    mirror.rebuild(say=lambda line: None)
    database = database_engine()
    found = 0

    @given(TREES, SCOPES, st.integers(0, 30), st.sets(st.integers(1, 200), max_size=20))
    @settings(max_examples=120, suppress_health_check=list(HealthCheck))
    def agree(tree, scope, skip, without):
        nonlocal found
        server = asked()
        for newest in (False, True):
            page = {"limit": 50, "newest": newest, "skip": skip, "without": without}
            assert server.ids(tree, scope, **page) == database.ids(tree, scope, **page)
        ids = server.ids(tree, scope, limit=300)
        found += bool(ids)
        assert ids == database.ids(tree, scope, limit=300)
        assert server.count(tree, scope) == len(ids)
        assert asked().count(tree, scope) == len(ids)
        assert server.facets(tree, scope) == database.facets(tree, scope)
        trees = [tree, NOTHING, Phrase(("ab",))]
        assert server.frequencies(trees, scope) == database.frequencies(trees, scope)

    agree()
    assert found > 25


def test_a_beginning_may_go_on_as_more_words_than_the_server_would_try_by_itself():
    text = "，".join(f"桥{chr(code)}" for code in range(0x4E00, 0x4E00 + 3_000))
    made = public_entry(text=f"{text}，板桥龥")
    outbox.note([made.pk])
    push()
    for tree in (Phrase(("板桥", "桥"), prefix=True), Phrase(("桥",), prefix=True)):
        assert asked().ids(tree, EVERYBODY, limit=9) == [made.pk]


def test_hundreds_of_alternatives_and_an_endless_phrase_are_answered():
    made = public_entry(text=" ".join(f"字{number}" for number in range(1, 600)))
    outbox.note([made.pk])
    push()
    tree = any_of(Phrase((f"{number}",)) for number in range(1, 900))
    assert asked().count(tree, EVERYBODY) == 1
    assert asked().count(Phrase(tuple("字" for _ in range(9_000))), EVERYBODY) == 0


def test_counts_have_no_upper_limit_but_weights_do():
    assert COMMON < 10_500
    actions = [
        {
            "_id": str(number),
            "_source": {
                "title": "aa",
                "entry": number,
                "kind": f"kind{number % 5_100}",
                "place8": "00010001",
                "places": [],
            },
        }
        for number in range(1, 10_501)
    ]
    assert len(list(mirror._bulk(node.alias(), actions))) == 10_500
    node.alias().refresh()
    tree = Phrase(("aa",))
    assert asked().count(tree, EVERYBODY) == 10_500
    assert asked().frequencies([tree], EVERYBODY) == [COMMON]
    facets = asked().facets(tree, EVERYBODY)
    assert len(facets) == 5_100
    assert facets.total() == 10_500
    assert len(asked().ids(tree, EVERYBODY, limit=20_000)) == 10_000
    assert asked().ids(tree, EVERYBODY, limit=10, skip=20_000) == []


def test_it_is_asked_for_what_is_public_and_for_nothing_else():
    own = replace(EVERYBODY, audience=User())
    for ask in (
        lambda: asked().ids(phrase("板桥"), own, limit=1),
        lambda: asked().count(phrase("板桥"), own),
        lambda: asked().facets(phrase("板桥"), own),
        lambda: asked().frequencies([phrase("板桥")], own),
    ):
        with pytest.raises(ValueError, match="public"):
            ask()


def test_a_question_the_server_refuses_is_told_from_a_server_that_is_down():
    deep = Phrase(("aa",))
    for _ in range(60):
        deep = Or((And((deep, Phrase(("bb",)))), Phrase(("cc",))))
    with pytest.raises(EngineRefused):
        asked().count(deep, EVERYBODY)


def test_every_question_has_a_budget_of_its_own():
    assert public_engine() is not public_engine()
