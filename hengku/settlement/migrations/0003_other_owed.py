"""其他应收款 and 其他应付款: kinds of items for what is owed without goods (D-ARB, D-APB)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0002_invoiced_ahead"),
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
                    ("other_receivable", "其他应收款"),
                    ("other_payable", "其他应付款"),
                    ("invoiced_ahead", "已票未出"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "ar",
                            "ap",
                            "ap_estimated",
                            "advance_received",
                            "prepay",
                            "other_receivable",
                            "other_payable",
                            "invoiced_ahead",
                        ],
                    )
                ),
                name="settlement_item_kind_known",
            ),
        ),
    ]
