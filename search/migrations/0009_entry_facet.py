"""What facets count, as one text kept by the database."""

from django.db import migrations, models
from django.db.models.functions import Cast, Concat, Substr

# SQLite makes the table anew to add the column, and its triggers go with the old one.
TRIGGER = """
    CREATE TRIGGER IF NOT EXISTS search_tokens_of_entry AFTER DELETE ON search_entry
    BEGIN DELETE FROM search_tokens WHERE rowid = OLD.id; END
"""


def put_the_trigger_back(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(TRIGGER, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0008_vocabularyversion")]
    operations = [
        # Last to run when it is taken back.
        migrations.RunPython(migrations.RunPython.noop, put_the_trigger_back),
        migrations.AddField(
            "entry",
            "facet",
            models.GeneratedField(
                db_persist=True,
                expression=Concat(
                    "kind",
                    models.Value("\x1f"),
                    Substr("place", 1, 8),
                    models.Value("\x1f"),
                    Cast("year", models.TextField()),
                    models.Value("\x1f"),
                    Cast("field", models.TextField()),
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.RunPython(put_the_trigger_back, migrations.RunPython.noop),
    ]
