from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0006_settlement_term")]

    operations = [
        migrations.AddField(
            model_name="agreedprice",
            name="floor_price",
            field=models.DecimalField(decimal_places=8, max_digits=20, null=True, verbose_name="底价"),
        ),
        migrations.AddConstraint(
            model_name="agreedprice",
            constraint=models.CheckConstraint(
                condition=models.Q(("floor_price__isnull", True), ("floor_price__gte", 0), _connector="OR"),
                name="parties_price_floor_not_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="agreedprice",
            index=models.Index(
                condition=models.Q(("floor_price__isnull", False), ("is_active", True)),
                fields=["company_id", "product"],
                name="parties_price_floors",
            ),
        ),
    ]
