"""Goods that processors work on lie in a place of their own, in every company."""

from django.db import migrations, models

PLACES = """
INSERT INTO inventory_place (company_id, role, warehouse_id, bin, name, is_active)
SELECT c.id, 'outsourced', NULL, '', '委外仓', true FROM company_company AS c
WHERE NOT EXISTS (SELECT 1 FROM inventory_place AS p WHERE p.company_id = c.id AND p.role = 'outsourced')
ORDER BY c.id
"""
STATUSES = ["available", "qc_hold", "frozen", "defect", "lent", "consigned", "outsourced", "in_transit"]
ROLES = [
    ("stock", "仓库"),
    ("transit", "在途"),
    ("quality", "待检"),
    ("consigned", "代销在外"),
    ("outsourced", "委外仓"),
    ("supplier", "供应商"),
    ("customer", "客户"),
    ("loss", "损耗"),
    ("adjustment", "调整"),
    ("opening", "期初"),
    ("production", "生产"),
]


class Migration(migrations.Migration):
    dependencies = [("company", "0007_entry_role"), ("inventory", "0013_busy_days")]

    operations = [
        migrations.RemoveConstraint("move", "inventory_move_status_known"),
        migrations.RemoveConstraint("onhand", "inventory_on_hand_status_known"),
        migrations.RemoveConstraint("place", "inventory_place_role_known"),
        migrations.AlterField(
            "place", "role", models.CharField(choices=ROLES, max_length=16, verbose_name="性质")
        ),
        migrations.AddConstraint(
            "move",
            models.CheckConstraint(
                condition=models.Q(status__in=STATUSES, to_status__in=STATUSES), name="inventory_move_status_known"
            ),
        ),
        migrations.AddConstraint(
            "onhand",
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="inventory_on_hand_status_known"),
        ),
        migrations.AddConstraint(
            "place",
            models.CheckConstraint(
                condition=models.Q(role__in=[role for role, _ in ROLES]), name="inventory_place_role_known"
            ),
        ),
        migrations.RunSQL(PLACES, ""),
    ]
