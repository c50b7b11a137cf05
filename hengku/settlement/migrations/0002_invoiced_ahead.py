"""已票未出: a kind of items for goods that are invoiced before they go (T11)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="item",
            name="settlement_item_kind_known",
        ),
        migrations.AlterField(
            model_name="item",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ar", "应收账款"),
                    ("ap", "应付账款"),
                    ("ap_estimated", "暂估应付"),
                    ("advance_received", "预收账款"),
                    ("prepay", "预付账款"),
                    ("invoiced_ahead", "已票未出"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["ar", "ap", "ap_estimated", "advance_received", "prepay", "invoiced_ahead"])
                ),
                name="settlement_item_kind_known",
            ),
        ),
    ]
