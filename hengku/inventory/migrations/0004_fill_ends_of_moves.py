"""Moves made before they had two full ends stayed in their lot, status and owner; every company gets its consigned
place.
"""

from django.db import migrations

MOVES = """
UPDATE inventory_move SET to_lot_id = lot_id, to_status = status, to_owner_id = owner_id
WHERE to_lot_id <> lot_id OR to_status <> status OR to_owner_id <> owner_id
"""
PLACES = """
INSERT INTO inventory_place (company_id, role, warehouse_id, bin, name, is_active)
SELECT c.id, 'consigned', NULL, '', '代销在外', true FROM company_company AS c
WHERE NOT EXISTS (SELECT 1 FROM inventory_place AS p WHERE p.company_id = c.id AND p.role = 'consigned')
ORDER BY c.id
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_ends_of_moves")]

    operations = [migrations.RunSQL(MOVES, ""), migrations.RunSQL(PLACES, "")]
