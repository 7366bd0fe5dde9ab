"""`manage.py evaluate_search`: a floor under the answers, the same answers by every engine.

Each run measures in a scratch portal of its own, in another process; it takes half a minute.
"""

import json
import statistics
import tempfile
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from search.yardstick import scratch
from search.yardstick.files import NOTHING_ANSWERS, read_queries
from search.yardstick.measures import Answer, over_all
from search.yardstick.scratch import portal_on
from tests import pristine

#: So that the tests' own tables are there to be copied.
pytestmark = [pytest.mark.django_db, pytest.mark.whole_run]

FILES = Path(__file__).parent / "yardstick"
DOCUMENTS, QUERIES = FILES / "documents.jsonl", FILES / "queries.jsonl"
#: What must never be fallen below again (`ndcg10`, `s1`, `none_ok`) or risen above.
FLOOR = {"ndcg10": 0.90, "s1": 0.92, "r10": 0.84, "none_ok": 0.9}
#: The same with the search by meaning.
FLOOR_BY_MEANING = FLOOR | {"ndcg10": 0.91, "s1": 0.94}
CEILING = {"zero": 0.02, "noise5": 0.15}


def evaluate(documents=DOCUMENTS, queries=QUERIES, *more):
    """Run the command; returns the lines it prints."""
    out = StringIO()
    call_command(
        "evaluate_search", f"--documents={documents}", f"--queries={queries}", *more, stdout=out
    )
    return out.getvalue().splitlines()


@contextmanager
def portal_with_tables(engine, **more):
    """A scratch portal that has its tables before it migrates: a copy of those of the tests."""
    with portal_on(engine) as named:
        variables = named | more
        kind, _, file = variables["YARDSTICK_DATABASE"].partition(":///")
        if kind == connection.vendor == "sqlite":
            pristine.save_to(Path(file))
        yield variables


def measured(folder, engine, **variables):
    """Measure on the development files; the figures and the documents found by query."""
    run, place = folder / "run.json", folder / "scratch"
    place.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(place))
        patch.setattr(scratch, "portal_on", lambda engine: portal_with_tables(engine, **variables))
        wanted = ("--split=dev", f"--engine={engine}", f"--save-run={run}")
        lines = evaluate(DOCUMENTS, QUERIES, *wanted)
    return SimpleNamespace(
        lines=lines,
        figures=json.loads(lines[-1]),
        run=json.loads(run.read_text(encoding="utf-8")),
        left_behind=list(place.iterdir()),
    )


@pytest.fixture(scope="module")
def on_sqlite(django_db_setup, tmp_path_factory):
    return measured(tmp_path_factory.mktemp("yardstick"), "sqlite")


def assert_good(run, floor):
    """Every figure at its floor or above, and below its ceiling."""
    assert list(run.figures) == ["ndcg10", "s1", "r10", "zero", "noise5", "none_ok"]
    table = "\n".join(run.lines)
    for name, least in floor.items():
        assert run.figures[name] >= least, table
    for name, most in CEILING.items():
        assert run.figures[name] <= most, table


def test_the_answers_to_the_development_queries_stay_good(on_sqlite):
    assert_good(on_sqlite, FLOOR)


@pytest.mark.semantic
@pytest.mark.usefixtures("extra")
def test_they_are_better_with_the_search_by_meaning(django_db_setup, tmp_path):
    # Settings that leave the extra on, as a portal has it; those of the tests switch it off.
    assert_good(
        measured(tmp_path, "sqlite", YARDSTICK_SETTINGS="portal.settings.dev"), FLOOR_BY_MEANING
    )


def test_every_class_has_its_line(on_sqlite):
    classes = {query.kind for query in read_queries(QUERIES, "dev")}
    assert classes <= {line.split()[0] for line in on_sqlite.lines}


def test_the_run_that_is_saved_holds_what_was_scored(on_sqlite):
    queries = read_queries(QUERIES, "dev")
    answers = [Answer(q, on_sqlite.run[q.id], on_sqlite.run[q.id]) for q in queries]
    assert over_all(answers).ndcg10 == pytest.approx(on_sqlite.figures["ndcg10"], abs=1e-6)


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param("postgresql", marks=pytest.mark.postgresql(only=True)),
        pytest.param("elasticsearch", marks=pytest.mark.elasticsearch),
    ],
)
def test_every_engine_answers_alike(tmp_path, on_sqlite, engine):
    other = measured(tmp_path, engine)
    asked = [q.id for q in read_queries(QUERIES, "dev") if q.kind != NOTHING_ANSWERS]
    pairs = [(on_sqlite.run[key][:10], other.run[key][:10]) for key in asked]
    same = [mine[:1] == theirs[:1] for mine, theirs in pairs]
    shared = [overlap(set(mine), set(theirs)) for mine, theirs in pairs]
    assert statistics.mean(same) >= 0.95
    assert statistics.mean(shared) >= 0.9
    assert other.figures["ndcg10"] == pytest.approx(on_sqlite.figures["ndcg10"], abs=0.02)
    assert other.figures["none_ok"] == on_sqlite.figures["none_ok"]


def overlap(mine, theirs):
    """The share of the longer list that stands in both; two empty lists are the same."""
    return len(mine & theirs) / max(len(mine), len(theirs)) if mine or theirs else 1.0


def test_nothing_is_left_behind(on_sqlite):
    assert on_sqlite.left_behind == []


def test_a_split_without_queries_is_an_error():
    with pytest.raises(CommandError, match="分组 blind 中没有查询"):
        evaluate(DOCUMENTS, QUERIES, "--split=blind")


def test_a_flaw_of_the_documents_is_an_error_that_names_the_line(tmp_path):
    flawed = tmp_path / "flawed.jsonl"
    first = DOCUMENTS.read_text(encoding="utf-8").splitlines()[0]
    flawed.write_text(f'{first}\n{{"id": "x", "type": "poem"}}\n', encoding="utf-8")
    with pytest.raises(CommandError, match="第 2 行"):
        evaluate(flawed)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="无法读取"):
        evaluate(DOCUMENTS, tmp_path / "none.jsonl")


def test_an_unknown_engine_is_an_error():
    with pytest.raises(CommandError, match="solr"):
        evaluate(DOCUMENTS, QUERIES, "--engine=solr")


@pytest.mark.parametrize(
    ("engine", "address"),
    [("postgresql", "TEST_POSTGRESQL_URL"), ("elasticsearch", "TEST_ELASTICSEARCH_URL")],
)
def test_an_engine_whose_server_is_not_named_is_an_error(monkeypatch, engine, address):
    monkeypatch.delenv(address, raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(settings, "ELASTICSEARCH_URL", "")
    with pytest.raises(CommandError, match=address):
        evaluate(DOCUMENTS, QUERIES, f"--engine={engine}")
