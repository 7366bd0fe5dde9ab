"""The engine in the database: keys, counts and facets of what matches within a scope."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from search.backends.database import DatabaseEngine
from search.backends.engine import COMMON, Words
from search.language.tree import NOTHING, Phrase, any_of, every
from search.models import Entry
from search.scope import Scope
from tests.factories import AdministratorFactory, ProjectFactory
from tests.search.backends.entries import bare_entry

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

ENGINE = DatabaseEngine()
WORD = Phrase(("aa",))
CITY, DISTRICT, STREET = "0001", "00010002", "000100020003"


def ids(scope=None, **more):
    return ENGINE.ids(WORD, scope or Scope(), **{"limit": 100} | more)


def test_the_last_entered_comes_first_and_only_what_matches():
    first, other, last = bare_entry("aa"), bare_entry("bb"), bare_entry(body="cc aa")
    assert ids() == [last, first]
    assert other not in ids()
    assert ids(limit=1) == [last]
    assert ids(skip=1) == [first]
    assert ids(without=[last]) == [first]
    assert ids(without=[last, first, other], limit=5) == []


def test_the_newest_comes_first_where_that_is_wanted_and_the_undated_last():
    undated = bare_entry("aa")
    old, new = bare_entry("aa", date=date(2023, 5, 1)), bare_entry("aa", date=date(2024, 5, 1))
    same_day = bare_entry("aa", date=date(2023, 5, 1))
    assert ids(newest=True) == [new, same_day, old, undated]
    assert ids(newest=True, skip=1, limit=2, without=[new]) == [old, undated]


def test_what_is_not_public_is_neither_found_nor_counted():
    hidden = bare_entry("aa", public=False)
    scope = Scope()
    assert ids() == []
    assert ENGINE.count(WORD, scope) == 0
    assert ENGINE.frequencies([WORD], scope) == [0]
    assert ENGINE.facets(WORD, scope) == Counter()
    Entry.objects.filter(pk=hidden).update(public=True)
    assert ids() == [hidden]


@pytest.mark.parametrize(
    "choice", [{"kind": "case"}, {"year": 2024}, {"field": 7}, {"place": DISTRICT}]
)
def test_a_choice_narrows(choice):
    chosen = {"kind": "case", "year": 2024, "field": 7, "place": STREET}
    inside, _ = bare_entry("aa", **chosen), bare_entry("aa", place=CITY)
    scope = Scope(**choice)
    assert ids(scope) == [inside]
    assert ids(scope, newest=True) == [inside]
    assert ENGINE.count(WORD, scope) == 1
    assert ENGINE.frequencies([WORD, Phrase(("bb",))], scope) == [1, 0]


def test_facets_count_everything_that_matches_whatever_is_chosen():
    for place in (STREET, STREET, DISTRICT, CITY, ""):
        bare_entry("aa", place=place, kind="case", year=2024, field=7)
    bare_entry("aa", kind="place", place=STREET)
    bare_entry("bb", kind="case", place=STREET)
    everything = {
        ("case", DISTRICT, 2024, 7): 3,
        ("case", CITY, 2024, 7): 1,
        ("case", "", 2024, 7): 1,
        ("place", DISTRICT, None, None): 1,
    }
    assert ENGINE.facets(WORD, Scope()) == everything
    assert ENGINE.facets(WORD, Scope(kind="place", year=1999, field=1)) == everything
    below = ENGINE.facets(WORD, Scope(place=DISTRICT))
    assert below["case", STREET, 2024, 7] == 2
    assert below["case", DISTRICT, 2024, 7] == 1
    assert sum(below.values()) == 6


def test_facets_follow_an_entry_that_is_written_past_everything():
    entry = bare_entry("aa", kind="case", place=STREET, year=2024, field=7)
    Entry.objects.filter(pk=entry).update(kind="place", place=CITY, year=None, field=None)
    assert ENGINE.facets(WORD, Scope()) == Counter({("place", CITY, None, None): 1})


@pytest.mark.sqlite
def test_tokens_go_with_an_entry_that_is_deleted_past_everything():
    entry = bare_entry("aa")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_entry WHERE id = %s", [entry])
        cursor.execute("SELECT count(*) FROM search_tokens WHERE search_tokens MATCH 'aa'")
        assert cursor.fetchone() == (0,)


def test_the_same_is_found_in_an_index_that_was_tidied():
    kept, gone = [bare_entry("aa") for _ in range(30)], [bare_entry("aa") for _ in range(30)]
    ENGINE.erase(gone)
    ENGINE.tidy()
    assert ids() == kept[::-1]


@pytest.mark.sqlite
def test_tidying_leaves_one_piece():
    # As after many commits: each leaves a piece.
    for _ in range(9):
        bare_entry("aa")
        ids()  # writes what is held back
    ENGINE.tidy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM search_tokens_idx")
        assert cursor.fetchone() == (1,)


def test_somebody_who_may_see_more_finds_more():
    project = ProjectFactory()
    hidden = bare_entry("aa", kind="project", public=False, object_id=project.pk)
    gone = bare_entry("aa", kind="project", object_id=project.pk + 1)
    scope = Scope(AdministratorFactory())
    assert ids(scope) == [hidden]
    assert gone not in ids(scope, newest=True)
    assert ENGINE.count(WORD, scope) == 1
    assert sum(ENGINE.facets(WORD, scope).values()) == 1
    assert ENGINE.count(WORD, replace(scope, audience=AnonymousUser())) == 1
    assert ids(replace(scope, audience=AnonymousUser())) == [gone]


def test_nothing_is_answered_without_a_query():
    bare_entry("aa")
    scope = Scope()
    nothing = every([WORD, NOTHING])
    with CaptureQueriesContext(connection) as queries:
        assert ENGINE.ids(nothing, scope, limit=5) == []
        assert ENGINE.count(nothing, scope) == 0
        assert ENGINE.facets(nothing, scope) == Counter()
        assert ENGINE.frequencies([nothing], scope) == [0]
        assert ENGINE.frequencies([], scope) == []
    assert len(queries) == 0


def test_many_trees_are_counted_at_once_each_in_its_place():
    bare_entry("aa bb")
    bare_entry("aa")
    trees = [Phrase(("bb",)), NOTHING, Phrase(("aa",)), Phrase(("zz",)), any_of([])] * 30
    with CaptureQueriesContext(connection) as queries:
        assert ENGINE.frequencies(trees, Scope()) == [1, 0, 2, 0, 0] * 30
    assert len(queries) == 2


def test_what_is_common_is_not_counted_to_the_end():
    first = bare_entry("aa")
    made = Entry.objects.get(pk=first)
    Entry.objects.bulk_create(
        Entry(content_type=made.content_type, object_id=1_000 + number, public=True)
        for number in range(COMMON)
    )
    keys = Entry.objects.exclude(pk=first).values_list("pk", flat=True)
    ENGINE.write(Words(key, "aa", "", "") for key in keys)
    assert ENGINE.frequencies([WORD], Scope()) == [COMMON]
    assert ENGINE.count(WORD, Scope()) == COMMON + 1


@pytest.mark.django_db(transaction=True)
def test_the_tokens_can_be_taken_out_again_and_put_back():
    executor = MigrationExecutor(connection)
    latest = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "search"]
    executor.migrate([("search", "0001_initial")])
    assert "search_tokens" not in connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    executor.migrate(latest)
    kept, gone = bare_entry("aa"), bare_entry("aa")
    Entry.objects.filter(pk=gone).delete()
    assert ids() == [kept]
