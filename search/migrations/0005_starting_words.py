"""The synonyms and stop words a new portal starts with."""

from typing import Any

from django.db import migrations

from search.wording.starting import load


def write_words(apps: Any, schema_editor: Any) -> None:
    load(
        apps.get_model("search", "Synonym").objects, apps.get_model("search", "StopWord").objects
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0004_asked_and_promoted")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
