from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_starting_words")]

    operations = [
        migrations.CreateModel(
            name="VectorSet",
            fields=[
                ("model", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("version", models.CharField(max_length=32)),
                ("gate", models.FloatField(null=True)),
                ("calibrated_for", models.PositiveIntegerField(default=0)),
            ],
        ),
    ]
