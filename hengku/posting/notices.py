"""Closing what lies between an order and its goods: a notice gives back to its order what it did not send (D-DN)."""

from __future__ import annotations

from dataclasses import dataclass

from hengku.documents.declaration import registry
from hengku.kit import sql
from hengku.kit.errors import Refused

#: What was held of lots and pieces for a notice is held of none of them any more; how much is promised stays. It may
#: lie in several bins: it is taken off them in key order.
UNPIN = """
WITH held AS (
    SELECT r.product_id, r.lot_id, home.warehouse_id, sum(r.quantity) AS quantity
    FROM inventory_reservation AS r
    JOIN inventory_place AS home ON home.company_id = r.company_id AND home.id = r.place_id
    WHERE r.company_id = %(company)s AND r.document_id = %(document)s AND r.lot_id > 0 AND r.quantity > 0
    GROUP BY r.product_id, r.lot_id, home.warehouse_id
), hands AS MATERIALIZED (
    SELECT h.id, h.product_id, h.place_id, h.lot_id, h.pinned, held.warehouse_id, held.quantity
    FROM held
    JOIN inventory_place AS p
      ON p.company_id = %(company)s AND p.role = 'stock' AND p.warehouse_id = held.warehouse_id
    JOIN inventory_onhand AS h ON h.company_id = %(company)s AND h.product_id = held.product_id
     AND h.place_id = p.id AND h.lot_id = held.lot_id AND h.pinned > 0
    ORDER BY h.product_id, h.place_id, h.lot_id FOR UPDATE OF h
), taken AS (
    SELECT id, least(pinned, greatest(quantity - (sum(pinned) OVER so_far - pinned), 0)) AS quantity
    FROM hands
    WINDOW so_far AS (PARTITION BY product_id, lot_id, warehouse_id ORDER BY place_id ROWS UNBOUNDED PRECEDING)
)
UPDATE inventory_onhand AS h SET pinned = h.pinned - taken.quantity FROM taken
WHERE h.company_id = %(company)s AND h.id = taken.id AND taken.quantity > 0
"""
UNHOLD_PIECES = """
UPDATE inventory_serial AS s SET held_by = 0 FROM documents_line AS l
WHERE l.company_id = %(company)s AND l.document_id = %(document)s AND s.company_id = l.company_id
  AND s.held_by = l.id
"""
#: What a notice holds is held for its order again, as long as that is in force; the balances stay as they are.
HAND_BACK = """
WITH held AS (
    SELECT r.id, o.id AS order_line, o.document_id, r.product_id, r.place_id, r.quantity
    FROM inventory_reservation AS r
    JOIN documents_line AS l ON l.company_id = r.company_id AND l.id = r.line_id
    JOIN documents_line AS o ON o.company_id = r.company_id AND o.id = (l.data ->> 'order_line')::bigint
    JOIN documents_document AS d ON d.company_id = o.company_id AND d.id = o.document_id
     AND d.state IN ('approved', 'partial')
    WHERE r.company_id = %(company)s AND r.document_id = %(document)s AND r.quantity > 0
), given AS (
    INSERT INTO inventory_reservation (company_id, line_id, document_id, product_id, place_id, lot_id, quantity,
                                       waits)
    SELECT %(company)s, order_line, document_id, product_id, place_id, 0, sum(quantity), true FROM held
    GROUP BY order_line, document_id, product_id, place_id
    ON CONFLICT (company_id, line_id, place_id, lot_id)
    DO UPDATE SET quantity = inventory_reservation.quantity + excluded.quantity, waits = true
)
UPDATE inventory_reservation AS r SET quantity = 0, waits = false FROM held
WHERE r.company_id = %(company)s AND r.id = held.id
"""
#: What was carried to the notice and never sent counts as not carried.
TAKE_BACK = """
INSERT INTO documents_link (company_id, source_document_id, source_line_id, target_document_id, target_line_id,
                            target_type, quantity, amount)
SELECT k.company_id, k.source_document_id, k.source_line_id, k.target_document_id, k.target_line_id, k.target_type,
       -sum(k.quantity), 0
FROM documents_link AS k
WHERE k.company_id = %(company)s AND k.target_document_id = %(document)s
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(k.quantity) <> 0
"""
OPEN_BETWEEN = """
SELECT DISTINCT d.id, d.number FROM documents_link AS k
JOIN documents_document AS d ON d.company_id = k.company_id AND d.id = k.target_document_id
WHERE k.company_id = %s AND k.source_document_id = %s AND k.target_type = ANY(%s) AND d.state IN ('approved', 'partial')
ORDER BY d.id
"""


#: What is carried to invoices that were given ahead of the goods, and not yet sent or taken back.
AHEAD_OF = """
SELECT d.id, d.number FROM documents_link AS k
JOIN documents_document AS d ON d.company_id = k.company_id AND d.id = k.target_document_id
WHERE k.company_id = %s AND k.source_document_id = %s AND k.target_type = ANY(%s) AND d.state = 'posted'
  AND d.reverses_id IS NULL
GROUP BY d.id, d.number HAVING sum(k.quantity) <> 0 ORDER BY d.id
"""


@dataclass(eq=False)
class InvoicedAhead(Refused):
    """What is invoiced is sent, or taken back by a red invoice, before its order is closed."""

    number: str
    invoices: str
    text = "订单 {number} 有已开票未出库的数量(发票 {invoices})。请先出库,或红冲发票、开红字发票,再关闭订单。"


@dataclass(eq=False)
class NoticesOpen(Refused):
    """An order is closed after the notices that were made from it."""

    number: str
    notices: str
    text = "订单 {number} 还有未完成的发货通知单 {notices}。请先关闭它们。"


def between_types() -> list[str]:
    """Types that stand between an order and its goods, and promise goods themselves."""
    return [
        kind.code for kind in registry().values() if kind.is_order and any(one.passes for one in kind.sources)
    ]


def refuse_with_notices(company_id: int, document_id: int, number: str) -> None:
    """Refuse to close an order whose notices still wait."""
    found = sql.rows(OPEN_BETWEEN, (company_id, document_id, between_types()))
    if found:
        raise NoticesOpen(number=number, notices="、".join(row[1] for row in found[:5]))


def refuse_invoiced_ahead(company_id: int, document_id: int, number: str) -> None:
    """Refuse to close an order of which something is invoiced and not sent (T11)."""
    ahead = [kind.code for kind in registry().values() if any(one.ahead for one in kind.sources)]
    found = sql.rows(AHEAD_OF, (company_id, document_id, ahead))
    if found:
        raise InvoicedAhead(number=number, invoices="、".join(row[1] for row in found[:5]))


def give_back(company_id: int, document_id: int) -> None:
    """A notice is closed: its order holds again what it held, and may be carried on again by what was not sent.

    The notice and its orders are locked by the caller.
    """
    named = {"company": company_id, "document": document_id}
    sql.run(UNPIN, named)
    sql.run(UNHOLD_PIECES, named)
    sql.run(HAND_BACK, named)
    sql.run(TAKE_BACK, named)
