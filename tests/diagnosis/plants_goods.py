"""Corruptions of stock, of what it costs, and of the balances of both."""

from __future__ import annotations

from tests.diagnosis.planting import (
    DENIED,
    LINES_FROZEN,
    Plant,
    entry_lines,
    hands,
    of,
    pools,
)

AT_SUPPLIER = "(SELECT id FROM inventory_place WHERE company_id = %(company)s AND role = 'supplier')"
MATERIALS = "(SELECT id FROM catalog_category WHERE company_id = %(company)s AND code = '02')"
FORGED_MOVE = """
INSERT INTO inventory_move (company_id, seq, product_id, lot_id, status, owner_id, to_lot_id, to_status, to_owner_id,
   from_place_id, to_place_id, quantity, document_id, line_id, business_on, posted_at)
SELECT company_id, -1, product_id, lot_id, status, owner_id, to_lot_id, to_status, to_owner_id, from_place_id, to_place_id, 1, document_id,
   line_id, business_on, posted_at
FROM inventory_move WHERE company_id = %(company)s AND document_id = %(tea_again)s"""

STOCK = (
    Plant(
        "an on-hand balance is raised",
        ("I01", "I01c", "I02"),
        (hands("quantity = quantity + 1", "RICE", "stock", "W1"),),
        culprit="adjustment",
        says="大米",
    ),
    Plant(
        "a weight on hand is raised",
        ("I01e", "I01c"),
        (hands("aux_quantity = aux_quantity + 1", "DUCK", "stock", "W1"),),
        culprit="ducks in",
        says="52.3,现存重量 53.3",
    ),
    Plant(
        "a move weighs less than its line",
        ("I07c", "I01e", "I13b"),
        (of("inventory_move", "aux_quantity = aux_quantity - 1", "ducks_in"),),
        culprit="ducks in",
        wall=DENIED,
        says="写明重量 52.3",
    ),
    Plant(
        "a weight on hand of goods that are not weighed",
        ("I01e",),
        (hands("aux_quantity = 1", "RICE", "stock", "W1"),),
        culprit="adjustment",
    ),
    Plant(
        "the day a balance last moved is put back",
        ("I01",),
        (hands("last_moved_on = '2026-01-01'", "RICE", "stock", "W1"),),
        culprit="adjustment",
    ),
    Plant(
        "a move is deleted",
        ("I01", "I07", "I29"),
        ("DELETE FROM inventory_move WHERE company_id = %(company)s AND document_id = %(tea_again)s",),
        culprit="tea in",
        wall=DENIED,
    ),
    Plant(
        "a move is forged",
        ("I01", "I07", "I13b"),
        (FORGED_MOVE,),
        culprit="tea again",
    ),
    Plant(
        "a pool's amount is off by a fen",
        ("I01b", "I12"),
        (pools("amount = amount + 0.01", "RICE"),),
        culprit="adjustment",
        says="大米",
    ),
    Plant(
        "a layer is put into a pool that holds something else",
        ("I01d",),
        (
            """INSERT INTO costing_layermove (company_id, pool_id, layer_seq, layer_line_id, layer_on, seq, business_on,
                   document_id, quantity, amount, posted_at)
               SELECT company_id, pool_id, seq, line_id, business_on, seq, business_on, document_id, 1, 1, posted_at
               FROM costing_value WHERE company_id = %(company)s AND document_id = %(tea_again)s LIMIT 1""",
        ),
        culprit="tea again",
    ),
    Plant(
        "a snapshot is said to be made and is empty",
        ("I11", "I11b", "I11c"),
        (
            """INSERT INTO inventory_snapshotday (company_id, business_on, is_made, made_at)
               VALUES (%(company)s, '2026-12-31', true, now())""",
        ),
    ),
    Plant(
        "the day a pool was last valued is put back",
        ("I01b",),
        (pools("last_valued_on = '2026-01-01'", "RICE"),),
        culprit="adjustment",
    ),
    Plant(
        "a pool's quantity is off",
        ("I01c", "I01b"),
        (pools("quantity = quantity + 1", "RICE"),),
        culprit="adjustment",
    ),
    Plant(
        "what the supplier has is off",
        ("I02", "I01"),
        (hands("quantity = quantity - 1", "TEA", "supplier"),),
        culprit="tea again",
        says="红茶",
    ),
    Plant(
        "goods went before they came",
        ("I03",),
        (
            of("inventory_move", "seq = -1", "tea_out"),
            of("costing_value", "seq = -1", "tea_out"),
        ),
        culprit="tea out",
        wall=DENIED,
        says="2026-01-14 为 -10",
    ),
    Plant(
        "a balance is allowed to go below zero",
        ("I03b",),
        (hands("may_go_negative = true", "RICE", "stock", "W1"),),
        says="大米",
    ),
    Plant(
        "a reserved quantity is lowered",
        ("I04",),
        (hands("reserved = reserved - 1", "COLA", "stock", "W1"),),
        culprit="sales order",
        says="可乐",
    ),
    Plant(
        "more is reserved than lies there",
        ("I04", "I04b"),
        (
            "ALTER TABLE inventory_onhand DROP CONSTRAINT inventory_on_hand_covers_reserved",
            hands("reserved = 9999", "COLA", "stock", "W1"),
            of("inventory_reservation", "quantity = 9999", "sales_order"),
        ),
        culprit="sales order",
        wall="inventory_on_hand_covers_reserved",
        as_application=(hands("reserved = 9999", "COLA", "stock", "W1"),),
    ),
    Plant(
        "an order holds more than it waits for",
        ("I04b",),
        (
            hands("reserved = reserved + 1", "COLA", "stock", "W1"),
            of("inventory_reservation", "quantity = quantity + 1", "sales_order"),
        ),
        culprit="sales order",
        says="待执行数量只有 15",
    ),
    Plant(
        "more is held of a lot than lies there",
        ("I04c",),
        (
            "ALTER TABLE inventory_onhand DROP CONSTRAINT inventory_on_hand_pinned_is_reserved",
            hands("pinned = 9", "MILK", "stock", "W1"),
        ),
        culprit="notice",
        wall="inventory_on_hand_pinned_is_reserved",
        as_application=(hands("pinned = 9", "MILK", "stock", "W1"),),
        says="鲜奶",
    ),
    Plant(
        "what a notice holds of a lot is held of any",
        ("I04c",),
        (of("inventory_reservation", "lot_id = 0", "notice", "lot_id > 0"),),
        says="各发货通知单占用合计 0",
    ),
    Plant(
        "a piece is kept beyond what its notice holds",
        ("I04c",),
        (
            """UPDATE inventory_serial SET held_by = (SELECT max(held_by) FROM inventory_serial
               WHERE company_id = %(company)s) WHERE company_id = %(company)s AND serial_no = 'P3'""",
        ),
        culprit="notice",
        says="手机",
    ),
    Plant(
        "a line says more than was moved",
        ("I07",),
        (of("documents_line", "quantity = quantity + 1, quantity_base = quantity_base + 1", "tea_out"),),
        culprit="tea out",
        wall=LINES_FROZEN,
    ),
    Plant(
        "goods sold went to a supplier",
        ("I07b", "I01"),
        (
            of(
                "inventory_move",
                f"to_place_id = {AT_SUPPLIER}",
                "tea_out",
            ),
        ),
        culprit="tea out",
        wall=DENIED,
        says="供应商",
    ),
    Plant(
        "a move was written at another moment than its document",
        ("I07b",),
        (of("inventory_move", "posted_at = posted_at + interval '1 day'", "sale"),),
        culprit="sale",
        wall=DENIED,
    ),
    Plant(
        "a carton holds eleven",
        ("I08",),
        (
            "ALTER TABLE documents_line DROP CONSTRAINT documents_line_base_quantity_exact",
            of("documents_line", "unit_numerator = 11", "cartons"),
        ),
        culprit="cartons",
        wall="documents_line_base_quantity_exact",
        as_application=(of("documents_line", "unit_numerator = 11", "cartons"),),
        says="5 × 11/1",
    ),
)

COST = (
    Plant(
        "stock is booked under another category",
        ("I12", "I13"),
        (
            entry_lines(
                f"category_id = {MATERIALS}",
                "tea_again",
                "merchandise",
            ),
        ),
        wall=DENIED,
        says="原材料",
    ),
    Plant(
        "an invoice takes more out of what was sent",
        ("I12b",),
        (of("documents_link", "amount = amount + 0.01", "half_invoice", column="target_document_id"),),
        culprit="half invoice",
        wall=DENIED,
    ),
    Plant(
        "a closed ticket leaves a fen in what was sent",
        ("I12c", "I12b"),
        (of("documents_link", "amount = amount - 0.01", "store_day", column="target_document_id"),),
        culprit="ticket",
        wall=DENIED,
    ),
    Plant(
        "a value is put under another document",
        ("I13",),
        (of("costing_value", "document_id = %(tea_in)s", "tea_again"),),
        culprit="tea in",
        wall=DENIED,
    ),
    Plant(
        "a receipt is valued at another moment",
        ("I13b",),
        (of("costing_value", "seq = seq + 1000000", "tea_again"),),
        culprit="tea again",
        wall=DENIED,
    ),
    Plant(
        "a pool without goods holds money",
        ("I26", "I01b", "I01c"),
        (
            "ALTER TABLE costing_pool DROP CONSTRAINT costing_pool_empty_has_no_amount",
            pools("quantity = 0", "TEA"),
        ),
        culprit="tea again",
        wall="costing_pool_empty_has_no_amount",
        as_application=(pools("quantity = 0", "TEA"),),
        says="红茶",
    ),
    Plant(
        "a fen of an empty moment is left behind",
        ("I26b", "I13"),
        (
            of("costing_value", "amount = amount + 0.01", "tea_out"),
            of("costing_value", "amount = amount - 0.01", "tea_again"),
        ),
        culprit="tea out",
        wall=DENIED,
    ),
)
