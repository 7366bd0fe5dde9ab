"""Trees find in every database what they find when read by hand."""

from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from search.backends import database_engine, postgresql, sqlite
from search.backends.engine import LONGEST_PHRASE, Words
from search.backends.matches import Matches
from search.language.tree import EVERYWHERE, NAMED, NOTHING, TITLE, And, Or, Phrase, any_of, every
from search.models import Entry
from tests.search.backends.entries import bare_entry, entry, phrase

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

COLUMNS = ("title", "names", "body")
#: Few enough that phrases are often found, some the beginning of others.
ALPHABET = ("板", "板桥", "桥街", "ab", "abc", "a", "zpban", "zpb", "2024")
TOKENS = st.sampled_from(ALPHABET)
TEXTS = st.lists(TOKENS, max_size=6).map(" ".join)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4)
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


def matching(tree):
    return set(Entry.objects.filter(Matches(tree)).values_list("pk", flat=True))


def holds(tree, document):
    """The meaning of a tree, as simply as it can be said."""
    if isinstance(tree, And):
        return all(holds(part, document) for part in tree.parts)
    if isinstance(tree, Or):
        return any(holds(part, document) for part in tree.parts)
    columns = COLUMNS if "body" in tree.fields else tree.fields
    return any(stands(tree, document[COLUMNS.index(column)].split()) for column in columns)


def stands(phrase, tokens):
    *before, last = phrase.tokens
    for start in range(len(tokens) - len(before)):
        *first, end = tokens[start : start + len(phrase.tokens)]
        if first == before and (end.startswith(last) if phrase.prefix else end == last):
            return True
    return False


class AnyTree(TestCase):
    @given(DOCUMENTS, TREES)
    @settings(max_examples=150, suppress_health_check=list(HealthCheck))
    def test_a_tree_finds_what_it_means(self, documents, tree):
        by_id = {bare_entry(*document): document for document in documents}
        expected = {pk for pk, document in by_id.items() if holds(tree, document)}
        assert matching(tree) == expected
        assert set(Entry.objects.exclude(Matches(tree)).values_list("pk", flat=True)) == (
            set(by_id) - expected
        )


def test_a_stretch_of_chinese_is_found_wherever_it_begins():
    made = entry(body="雨花台区板桥街道排水改造")
    for stretch in ("雨花台区板桥街道排水改造", "板桥", "道排", "改造", "造", "桥"):
        assert matching(phrase(stretch)) == {made}
    assert matching(phrase("桥板")) == set()


def test_no_phrase_reaches_from_the_title_into_the_names_or_on_into_the_text():
    bare_entry("aa bb", "cc dd", "ee ff")
    for across in (("bb", "cc"), ("dd", "ee"), ("bb", "ee")):
        assert matching(Phrase(across)) == set()


def test_nothing_and_what_no_index_can_hold_match_nothing():
    bare_entry("aa", "aa", "aa")
    for tree in (
        NOTHING,
        every([Phrase(("aa",)), NOTHING]),
        Phrase(()),
        *(
            Phrase((bad,))
            for bad in ("", '"', "'", "a b", "*", "\0", "\ud800", "aa'", "a\\", "A:*")
        ),
    ):
        assert matching(tree) == set()
    assert matching(any_of([NOTHING, Phrase(("aa",))])) == set(
        Entry.objects.values_list("pk", flat=True)
    )


def test_hundreds_of_alternatives_and_an_endless_phrase_are_answered():
    made = bare_entry(body=" ".join(f"t{number}" for number in range(10_000)))
    assert matching(any_of(Phrase((f"t{number}",)) for number in range(2_000))) == {made}
    assert matching(every(Phrase((f"t{number}",)) for number in range(500))) == {made}
    assert matching(Phrase(tuple(f"t{number}" for number in range(10_000)))) == {made}
    assert matching(Phrase(tuple(f"t{number}" for number in range(LONGEST_PHRASE, 0, -1)))) == set()


def test_deep_trees_are_answered():
    made = bare_entry(body="a1 b2")
    tree = Phrase(("a1",))
    for _ in range(40):
        tree = Or((And((tree, Phrase(("b2",)))), Phrase(("zz",))))
    assert matching(tree) == {made}


def test_the_end_of_a_very_long_text_is_found():
    """PostgreSQL counts positions to 16,383 only."""
    filling = [f"w{number % 5_000}" for number in range(16_300)]
    made = bare_entry("tt", "nn", " ".join([*filling, *(f"e{number}" for number in range(200))]))
    for start, end in pairwise(range(0, 200, 7)):
        wanted = Phrase(tuple(f"e{number}" for number in range(start, end)))
        assert matching(wanted) == {made}
    assert matching(Phrase(("e9", "e8"))) == set()


@pytest.mark.postgresql(only=True)
def test_more_than_postgresql_can_hold_is_left_out_and_written_all_the_same():
    made = bare_entry(body=" ".join(f"字{number}" for number in range(400_000)))
    assert matching(Phrase(("字1", "字2"))) == {made}
    assert matching(Phrase(("字399998",))) == set()


def test_writing_again_replaces_and_erasing_forgets():
    made = bare_entry("old", "old", "old")
    database_engine().write([Words(made, "new", "", "")])
    assert matching(Phrase(("old",))) == set()
    assert matching(Phrase(("new",))) == {made}
    database_engine().erase([made])
    assert matching(Phrase(("new",))) == set()


def test_the_tokens_of_an_entry_go_with_it():
    kept, gone = bare_entry("aa"), bare_entry("aa")
    Entry.objects.filter(pk=gone).delete()
    with connection.cursor() as cursor:
        dialect = postgresql if connection.vendor == "postgresql" else sqlite
        cursor.execute(f"SELECT {dialect.KEY} FROM search_tokens")  # noqa: S608
        assert cursor.fetchall() == [(kept,)]
