

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0006_held_text'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('move', '状态办理'), ('change', '录入修改'), ('verification', '核验'), ('release', '文字放行'), ('right', '权限变更'), ('login', '登录'), ('refusal', '拒绝'), ('export', '导出')], default='change', max_length=12, verbose_name='类别'),
        ),
    ]
