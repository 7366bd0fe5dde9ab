"""What was done about a need stands with it; of those answered so far it is read off the log."""

import django.db.models.deletion
from django.db import migrations, models


def fill_in(apps, schema_editor) -> None:
    """The reason of the last answer, of needs that are answered or closed."""
    ListItem = apps.get_model("partners", "ListItem")
    Event = apps.get_model("partners", "Event")
    told = Event.objects.filter(
        record_type__app_label="partners", record_type__model="listitem", action="answer"
    ).order_by("at", "pk")
    answers = dict(told.values_list("record_id", "reason"))
    rows = ListItem.objects.filter(kind="need", stage__in=["answered", "closed"])
    for key in rows.values_list("pk", flat=True):
        if key in answers:
            ListItem.objects.filter(pk=key).update(answer=answers[key])


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0009_evaluation"),
    ]

    operations = [
        migrations.AddField(
            model_name="listitem",
            name="answer",
            field=models.TextField(
                blank=True, default="", editable=False, max_length=200, verbose_name="办理结果"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="listitem",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="list_items",
                to="partners.organisation",
                verbose_name="所属组织",
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
