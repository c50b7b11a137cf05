import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_data_scope")]

    operations = [
        migrations.AddField(
            model_name="role",
            name="offered",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=96),
                default=None,
                null=True,
                size=None,
                verbose_name="已发放的权限",
            ),
        ),
        migrations.AlterField(
            model_name="role",
            name="offered",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=96),
                default=list,
                null=True,
                size=None,
                verbose_name="已发放的权限",
            ),
        ),
    ]
