from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("costing", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="value",
            index=models.Index(
                condition=models.Q(("source_line_id__isnull", False)),
                fields=["company_id", "source_line_id"],
                name="costing_value_by_source_line",
            ),
        ),
    ]
