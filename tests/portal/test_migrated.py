"""The migrated database that is kept for the next run is that of the same code, and no other."""

import pytest
from django.db import connection

from tests import migrated


@pytest.fixture
def app(tmp_path):
    migrations = tmp_path / "app" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_initial.py").write_text("operations = []")
    return tmp_path / "app"


def test_the_same_code_has_the_same_name(app):
    assert migrated.key([app]) == migrated.key([app])


@pytest.mark.parametrize(
    "file", ["migrations/0001_initial.py", "migrations/0002_more.py", "data/words.txt"]
)
def test_whatever_a_migration_may_read_changes_the_name(app, file):
    before = migrated.key([app])
    (app / file).parent.mkdir(exist_ok=True)
    (app / file).write_text("operations = [1]")
    assert migrated.key([app]) != before


def test_looks_and_compiled_files_leave_the_name(app):
    before = migrated.key([app])
    for name in ("page.html", "page.css", "page.pyc"):
        (app / name).write_text("x")
    assert migrated.key([app]) == before


@pytest.mark.sqlite
@pytest.mark.django_db
def test_what_is_kept_holds_what_the_migrations_wrote(tmp_path):
    kept = tmp_path / "kept.sqlite3"
    with (tmp_path / "lock").open("w") as lock:
        (tmp_path / "old.sqlite3").touch()
        migrated._keep(kept, lock)
        assert lock.closed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.sqlite3", "lock"]
    copied = migrated._filled(":memory:", kept)
    names = set(connection.introspection.table_names())
    stored = copied.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert names <= {name for (name,) in stored}
    triggers = copied.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    assert triggers.fetchone()[0] > 0
    copied.close()
