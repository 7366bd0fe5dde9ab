from django.db import migrations


class Migration(migrations.Migration):
    """A form field called method would hide the form's own from the editor's scripts."""

    dependencies = [("projects", "0003_story")]

    operations = [migrations.RenameField("casestorypage", "method", "approach")]
