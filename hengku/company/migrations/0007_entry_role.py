from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("company", "0006_entries")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="role",
            field=models.CharField(blank=True, db_default="", default="", max_length=32, verbose_name="记入"),
        ),
    ]
