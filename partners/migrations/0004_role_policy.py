"""What is asked of each role, and recovery codes kept as digests."""

from django.db import migrations, models

ROLES = (
    "administrator", "editor", "unit_liaison", "community_liaison", "department", "auditor",
)


def one_row_a_role(apps, schema_editor):
    policies = apps.get_model("partners", "RolePolicy").objects
    policies.bulk_create(policies.model(role=role) for role in ROLES)


class Migration(migrations.Migration):

    dependencies = [
        ('otp_static', '0003_add_timestamps'),
        ('partners', '0003_pairing_summary'),
    ]

    operations = [
        migrations.CreateModel(
            name='RolePolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', '系统管理员'), ('editor', '编辑'), ('unit_liaison', '单位联络员'), ('community_liaison', '社区（街镇）联络员'), ('department', '组织部门'), ('auditor', '督导')], editable=False, max_length=20, unique=True, verbose_name='角色')),
                ('second_factor', models.BooleanField(default=False, help_text='勾选后，这一角色的人员下次操作时即须设置并输入动态验证码。', verbose_name='登录须二次验证')),
            ],
            options={
                'verbose_name': '角色登录要求',
                'verbose_name_plural': '角色登录要求',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RecoveryDevice',
            fields=[
            ],
            options={
                'verbose_name': '恢复码',
                'verbose_name_plural': '恢复码',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('otp_static.staticdevice',),
        ),
        migrations.RunPython(one_row_a_role, migrations.RunPython.noop),
    ]
