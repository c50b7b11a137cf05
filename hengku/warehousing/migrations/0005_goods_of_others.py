from django.db import migrations, models


class Migration(migrations.Migration):
    """Goods of others are counted as rows of their own."""

    dependencies = [("warehousing", "0004_forecast_factors")]

    operations = [
        migrations.AddField(
            model_name="countline",
            name="owner_id",
            field=models.BigIntegerField(db_default=0, default=0, verbose_name="货主"),
        ),
        migrations.RemoveConstraint(model_name="countline", name="warehousing_count_line_once"),
        migrations.AddConstraint(
            model_name="countline",
            constraint=models.UniqueConstraint(
                fields=["company_id", "count", "product", "place_id", "lot_id", "status", "owner_id"],
                name="warehousing_count_line_once",
            ),
        ),
    ]
