import django.db.models.deletion
from django.db import migrations, models


def units_reported(apps, schema_editor):
    """Until now activities of a pairing were its unit's to report."""
    Activity = apps.get_model("projects", "Activity")
    Pairing = apps.get_model("partners", "Pairing")
    unit = Pairing.objects.filter(pk=models.OuterRef("pairing")).values("unit_side")[:1]
    Activity.objects.filter(pairing__isnull=False).update(organisation=models.Subquery(unit))


class Migration(migrations.Migration):

    dependencies = [
        ("partners", "0008_workspace"),
        ("projects", "0002_ledger_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                help_text="由另一方确认；结对活动不填时为单位一方。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities_reported",
                to="partners.organisation",
                verbose_name="填报组织",
            ),
        ),
        migrations.RunPython(units_reported, migrations.RunPython.noop),
    ]
