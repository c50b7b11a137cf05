from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0009_catch_weight"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reservation",
            name="inventory_reservation_unique",
        ),
        migrations.AddField(
            model_name="onhand",
            name="pinned",
            field=models.DecimalField(db_default=0, decimal_places=6, default=0, max_digits=20),
        ),
        migrations.AddField(
            model_name="reservation",
            name="lot_id",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="serial",
            name="held_by",
            field=models.BigIntegerField(db_default=0, default=0, verbose_name="占用行"),
        ),
        migrations.AddIndex(
            model_name="serial",
            index=models.Index(
                condition=models.Q(("held_by__gt", 0)),
                fields=["company_id", "held_by"],
                name="inventory_serial_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="onhand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pinned", 0),
                    models.Q(("lot_id__gt", 0), ("pinned__gt", 0), ("pinned__lte", models.F("reserved"))),
                    _connector="OR",
                ),
                name="inventory_on_hand_pinned_is_reserved",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                fields=("company_id", "line_id", "place_id", "lot_id"), name="inventory_reservation_unique"
            ),
        ),
    ]
