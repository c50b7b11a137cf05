from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("warehousing", "0003_count_weights")]

    operations = [
        migrations.CreateModel(
            name="ForecastFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("company_id", models.BigIntegerField(verbose_name="账套")),
                ("kind", models.CharField(max_length=8, verbose_name="类别")),
                ("name", models.CharField(max_length=32, verbose_name="名称")),
                ("first_on", models.DateField(null=True, verbose_name="从")),
                ("last_on", models.DateField(null=True, verbose_name="到")),
                ("rate", models.DecimalField(decimal_places=4, max_digits=8, verbose_name="系数")),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company_id", "kind", "name", "first_on"),
                        name="warehousing_factor_named_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_on__isnull", False), ("kind", "holiday"), ("last_on__gte", models.F("first_on"))
                        )
                        | models.Q(("first_on__isnull", True), ("kind", "weather"), ("last_on__isnull", True)),
                        name="warehousing_factor_days_fit_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0), ("rate__lte", 10)), name="warehousing_factor_rate_sound"
                    ),
                ],
            },
        ),
    ]
