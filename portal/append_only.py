"""Rows that no path may change: database triggers for SQLite and PostgreSQL.

A rule in Python stops the application; a trigger also stops bulk methods, cascades and raw SQL.
`guard` returns the migration operation; the condition is SQL over OLD (the stored row).
"""

from collections.abc import Sequence

from django.db import migrations


def guard(table: str, *, frozen: str = "1 = 1", message: str) -> migrations.RunPython:
    """Forbid UPDATE, DELETE, REPLACE and TRUNCATE of the rows of `table` that are frozen.

    `frozen` is an SQL condition over `OLD.column`; `message` reaches the caller in an
    IntegrityError.
    """

    def install(apps: object, schema_editor) -> None:
        execute(schema_editor, _statements(schema_editor, table, frozen, message))

    def remove(apps: object, schema_editor) -> None:
        execute(schema_editor, _removals(schema_editor, table))

    return migrations.RunPython(install, remove)


def execute(schema_editor, statements: Sequence[str]) -> None:
    """Run each statement as it stands (no parameters, so % is literal)."""
    for statement in statements:
        schema_editor.execute(statement, params=None)


def _statements(schema_editor, table: str, frozen: str, message: str) -> list[str]:
    if schema_editor.connection.vendor == "postgresql":
        return _postgresql(table, frozen, message)
    return _sqlite(table, frozen, message)


def _sqlite(table: str, frozen: str, message: str) -> list[str]:
    # INSERT OR REPLACE removes the old row without a DELETE trigger unless recursive_triggers is
    # on, which a foreign client may not set: so an insert over a frozen id is refused as well.
    stored = frozen.replace("OLD.", "stored.")
    twin = f"SELECT 1 FROM {table} stored WHERE stored.id = NEW.id AND {stored}"  # noqa: S608
    abort = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {frozen} {abort}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {frozen} {abort}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({twin}) {abort}",
    ]


def _postgresql(table: str, frozen: str, message: str) -> list[str]:
    raise_ = f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {raise_}; END $$",
        (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW WHEN ({frozen}) EXECUTE FUNCTION {table}_refuse()"
        ),
        (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"EXECUTE FUNCTION {table}_refuse()"
        ),
    ]


def _removals(schema_editor, table: str) -> list[str]:
    if schema_editor.connection.vendor == "postgresql":
        return [f"DROP FUNCTION {table}_refuse() CASCADE"]
    return [f"DROP TRIGGER {table}_{name}" for name in ("no_update", "no_delete", "no_replace")]
