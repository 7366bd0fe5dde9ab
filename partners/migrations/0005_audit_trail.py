"""The event log becomes the audit trail: rows about no record, their place, and a chain of seals.

Rows that exist get their kind and place from the record they are about. They are sealed by
`manage.py seal_audit`.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from portal.append_only import guard, unguard


EVENTS = guard("partners_event", message="partners_event is append-only")
SEALS = guard(
    "partners_eventseal",
    message="partners_eventseal is append-only",
    unique=("id", "event_id"),
)


def fill_in(apps, schema_editor) -> None:
    """Kind and place of the rows written so far."""
    Event = apps.get_model("partners", "Event")
    Event.objects.exclude(field="").update(kind="move")
    Event.objects.filter(action="verify").update(kind="verification")
    types = Event.objects.order_by().values_list(
        "record_type", "record_type__app_label", "record_type__model"
    )
    for key, app, model in types.distinct():
        if (app, model) == ("partners", "membership"):
            Event.objects.filter(record_type=key).update(kind="right")
        column = "id" if (app, model) == ("partners", "division") else "division_id"
        _take_place(schema_editor.connection, key, f"{app}_{model}", column)


def _take_place(connection, record_type: int, table: str, column: str) -> None:
    """Copy the place of the records; their tables are of any app, so they are asked by name."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        described = connection.introspection.get_table_description(cursor, table)
        if column not in {field.name for field in described}:
            return
        place = f"SELECT {quote(column)} FROM {quote(table)} WHERE id = record_id"  # noqa: S608
        cursor.execute(
            f"UPDATE partners_event SET division_id = ({place}) WHERE record_type_id = %s",  # noqa: S608
            [record_type],
        )


def start_chain(apps, schema_editor) -> None:
    """The one row that says where the chain ends."""
    apps.get_model("partners", "ChainHead").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("partners", "0004_role_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        unguard(EVENTS),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("length", models.PositiveBigIntegerField(default=0, verbose_name="条数")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="末端摘要")),
            ],
            options={
                "verbose_name": "链端",
                "verbose_name_plural": "链端",
            },
        ),
        migrations.CreateModel(
            name="EventSeal",
            fields=[
                (
                    "id",
                    models.PositiveBigIntegerField(
                        primary_key=True, serialize=False, verbose_name="序号"
                    ),
                ),
                ("content", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("digest", models.CharField(max_length=64, verbose_name="链上摘要")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="封存时间"
                    ),
                ),
            ],
            options={
                "verbose_name": "封存",
                "verbose_name_plural": "封存",
                "ordering": ["id"],
            },
        ),
        migrations.AlterModelOptions(
            name="event",
            options={
                "ordering": ["-at", "-pk"],
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
            },
        ),
        migrations.AddField(
            model_name="event",
            name="address",
            field=models.CharField(blank=True, max_length=45, verbose_name="来源地址"),
        ),
        migrations.AddField(
            model_name="event",
            name="division",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.division",
                verbose_name="所在地",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("move", "状态办理"),
                    ("change", "录入修改"),
                    ("verification", "核验"),
                    ("right", "权限变更"),
                    ("login", "登录"),
                    ("refusal", "拒绝"),
                    ("export", "导出"),
                ],
                default="change",
                max_length=12,
                verbose_name="类别",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="path",
            field=models.CharField(blank=True, max_length=300, verbose_name="访问路径"),
        ),
        migrations.AddField(
            model_name="event",
            name="subject",
            field=models.CharField(blank=True, max_length=120, verbose_name="对象"),
        ),
        migrations.AlterField(
            model_name="event",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="空：系统，或登录失败时尚不知是谁。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经办人",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="record_id",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="记录"),
        ),
        migrations.AlterField(
            model_name="event",
            name="record_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="登记簿",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["kind", "at"], name="event_kind"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["actor", "at"], name="event_actor"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["division", "at"], name="event_division"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["record_number", "at"], name="event_number"),
        ),
        migrations.AddField(
            model_name="eventseal",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seal",
                to="partners.event",
                verbose_name="审计记录",
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.RunPython(start_chain, migrations.RunPython.noop),
        EVENTS,
        SEALS,
    ]
