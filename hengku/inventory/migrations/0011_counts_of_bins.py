from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0010_hard_reservations"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="countlock",
            name="inventory_count_lock_once",
        ),
        migrations.AddField(
            model_name="countlock",
            name="lot_id",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="countlock",
            name="place_id",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="countlock",
            constraint=models.UniqueConstraint(
                fields=("company_id", "warehouse_id", "product_id", "place_id", "lot_id"),
                name="inventory_count_lock_once",
            ),
        ),
    ]
