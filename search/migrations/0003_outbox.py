import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_tokens")]
    operations = [
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.PositiveBigIntegerField()),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("retry_at", models.DateTimeField(null=True)),
            ],
            options={"verbose_name": "待同步的搜索条目", "verbose_name_plural": "待同步的搜索条目"},
        ),
    ]
