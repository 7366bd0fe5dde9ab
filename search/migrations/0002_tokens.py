"""The tables of tokens: FTS5 on SQLite, tsvector columns on PostgreSQL."""

from django.db import migrations

SQLITE = (
    # The words, each column as tokens parted by blanks; rowid is the id of the entry. No ranking
    # by FTS5, so no sizes of columns.
    "CREATE VIRTUAL TABLE search_tokens USING fts5 (title, names, body, tokenize = 'ascii', columnsize = 0)",
    # A virtual table has no foreign keys.
    """
    CREATE TRIGGER search_tokens_of_entry AFTER DELETE ON search_entry
    BEGIN DELETE FROM search_tokens WHERE rowid = OLD.id; END
    """,
)
SQLITE_REMOVAL = (
    "DROP TRIGGER IF EXISTS search_tokens_of_entry",
    "DROP TABLE search_tokens",
)
POSTGRESQL = (
    # `body` holds title and names too, so that to look everywhere is to look in one index.
    """
    CREATE TABLE search_tokens (
        entry_id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE
            DEFERRABLE INITIALLY DEFERRED,
        title tsvector NOT NULL,
        names tsvector NOT NULL,
        body tsvector NOT NULL
    )
    -- In the rows themselves, not beside them: phrases are read there, and PostgreSQL would hold the
    -- table for small and read all of it instead of an index (30 times slower with 8,000 entries).
    WITH (toast_tuple_target = 8160)
    """,
    """
    ALTER TABLE search_tokens
        ALTER COLUMN title SET STORAGE MAIN,
        ALTER COLUMN names SET STORAGE MAIN,
        ALTER COLUMN body SET STORAGE MAIN
    """,
    "CREATE INDEX search_tokens_title ON search_tokens USING gin (title)",
    "CREATE INDEX search_tokens_names ON search_tokens USING gin (names)",
    "CREATE INDEX search_tokens_body ON search_tokens USING gin (body)",
)
POSTGRESQL_REMOVAL = ("DROP TABLE search_tokens",)


def make(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_REMOVAL if is_postgresql else SQLITE_REMOVAL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
