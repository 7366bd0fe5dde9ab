"""Rows that no path may change: database triggers for SQLite and PostgreSQL.

A rule in Python stops the application; a trigger also stops bulk methods, cascades and raw SQL.
`guard` returns the migration operation; the condition is SQL over OLD (the stored row).
"""

from collections.abc import Sequence

from django.db import migrations


def guard(
    table: str, *, frozen: str = "1 = 1", message: str, unique: Sequence[str] = ("id",)
) -> migrations.RunPython:
    """Forbid UPDATE, DELETE, REPLACE and TRUNCATE of the rows of `table` that are frozen.

    `frozen` is an SQL condition over `OLD.column`; `message` reaches the caller in an
    IntegrityError; `unique` names every column that is unique by itself.
    """

    def install(apps: object, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            execute(schema_editor, _postgresql(table, frozen, message))
        else:
            execute(schema_editor, _sqlite(table, frozen, message, unique))

    def remove(apps: object, schema_editor) -> None:
        execute(schema_editor, _removals(schema_editor, table))

    return migrations.RunPython(install, remove)


def unguard(operation: migrations.RunPython) -> migrations.RunPython:
    """Take off what `operation` (made by `guard`) installed, for a migration of the table.

    SQLite makes a table anew for most changes and drops its triggers with the old one: a migration
    of a guarded table begins with this and ends with `guard`.
    """
    return migrations.RunPython(operation.reverse_code or migrations.RunPython.noop, operation.code)


def execute(schema_editor, statements: Sequence[str]) -> None:
    """Run each statement as it stands (no parameters, so % is literal)."""
    for statement in statements:
        schema_editor.execute(statement, params=None)


def _sqlite(table: str, frozen: str, message: str, unique: Sequence[str]) -> list[str]:
    # INSERT OR REPLACE and UPDATE OR REPLACE remove the row that stands in the way without a
    # DELETE trigger unless recursive_triggers is on, which a foreign client may not set: so a row
    # that would take the place of a frozen one is refused before.
    taken = " OR ".join(f"stored.{column} = NEW.{column}" for column in unique)
    held = frozen.replace("OLD.", "stored.")
    in_the_way = f"SELECT 1 FROM {table} stored WHERE ({taken}) AND {held}"  # noqa: S608
    abort = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {frozen} {abort}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {frozen} {abort}",
        (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS ({in_the_way}) {abort}"
        ),
        (
            f"CREATE TRIGGER {table}_no_overwrite BEFORE UPDATE ON {table} "
            f"WHEN EXISTS ({in_the_way} AND stored.id <> OLD.id) {abort}"
        ),
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
    names = ("no_update", "no_delete", "no_replace", "no_overwrite")
    return [f"DROP TRIGGER IF EXISTS {table}_{name}" for name in names]
