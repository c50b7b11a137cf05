from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0004_fill_ends_of_moves")]

    operations = [
        migrations.AddField(model_name="reservation", name="waits", field=models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(
                condition=models.Q(("waits", True)),
                fields=["company_id", "document_id"],
                name="inventory_reservation_waiting",
            ),
        ),
    ]
