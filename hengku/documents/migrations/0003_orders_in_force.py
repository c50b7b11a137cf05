from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_lists_of_a_million")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["company_id", "type_code", "state"],
                name="documents_orders_in_force",
                condition=models.Q(("state__in", ["approved", "partial"])),
            ),
        ),
    ]
