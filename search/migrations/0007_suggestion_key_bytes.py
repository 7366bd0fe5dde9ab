"""On PostgreSQL the keys of suggestions are compared byte by byte, as SQLite does.

The type-ahead reads a range of keys; under the collation of a language Han characters sort by
sound or stroke, and the range would hold other names.
"""

from django.db import migrations

KEYS = 'ALTER TABLE search_suggestion ALTER COLUMN key TYPE varchar(80) COLLATE "{}"'


def compare_bytes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KEYS.format("C"))


def compare_as_usual(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KEYS.format("default"))


class Migration(migrations.Migration):
    dependencies = [("search", "0006_vector_set")]

    operations = [migrations.RunPython(compare_bytes, compare_as_usual, elidable=False)]
