"""Rows of the event log are never changed or deleted, by any path."""

from django.db import migrations

from portal.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [guard("partners_event", message="partners_event is append-only")]
