"""补占 (Q8): what arrives is reserved for the orders that wait, by (priority, due date, approval).

Not in the posting that brings the goods: that holds the balances by then, and orders are locked before balances. It is
done right after, in the background, order by order documents → balances like every posting. What a line waits for is
marked when it is approved (``Reservation.waits``); the mark is a hint, looked up by an index of its own, and what is
really wanted is worked out again under the locks.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import psycopg
from django.db import OperationalError, transaction

from hengku.documents.sources import lock_documents
from hengku.inventory.promise_rules import Waiting, allot
from hengku.kit import sql
from hengku.posting import load

ZERO = Decimal(0)

#: Orders that wait for something that is there now.
SERVABLE = """
SELECT r.company_id, array_agg(DISTINCT r.document_id)
FROM inventory_reservation AS r
JOIN inventory_place AS home ON home.company_id = r.company_id AND home.id = r.place_id
WHERE r.waits AND r.company_id = ANY(%s) AND EXISTS (
    SELECT 1 FROM inventory_place AS p
    JOIN inventory_onhand AS h ON h.company_id = p.company_id AND h.place_id = p.id
    WHERE p.company_id = r.company_id AND p.role = 'stock' AND p.warehouse_id = home.warehouse_id
      AND h.product_id = r.product_id AND h.status = 'available' AND h.owner_id = 0 AND h.quantity > h.reserved
      AND NOT EXISTS (SELECT 1 FROM inventory_lot AS l
                      WHERE l.company_id = h.company_id AND l.id = h.lot_id AND l.expires_on < %s))
GROUP BY r.company_id
"""
#: What these orders hold and still want; nothing for those no longer in force.
WANTED = """
SELECT r.id, r.line_id, r.product_id, home.warehouse_id, d.data ->> 'priority', d.due_on, d.posted_at,
       CASE WHEN d.state IN ('approved', 'partial') THEN greatest(l.quantity_base - coalesce((
           SELECT sum(held.quantity) FROM inventory_reservation AS held
           WHERE held.company_id = r.company_id AND held.line_id = r.line_id), 0) - coalesce((
           SELECT sum(k.quantity) FROM documents_link AS k
           WHERE k.company_id = l.company_id AND k.source_line_id = l.id
             AND k.target_type IN ('sales_issue', 'material_issue', 'production_receipt', 'outsource_issue')
           ), 0) - coalesce((
           SELECT sum(n.quantity) FROM documents_notices(l.company_id, l.id) AS n), 0), 0) ELSE 0 END
FROM inventory_reservation AS r
JOIN inventory_place AS home ON home.company_id = r.company_id AND home.id = r.place_id
JOIN documents_line AS l ON l.company_id = r.company_id AND l.id = r.line_id
JOIN documents_document AS d ON d.company_id = r.company_id AND d.id = r.document_id
WHERE r.company_id = %s AND r.waits AND r.document_id = ANY(%s)
"""
FREE = """
SELECT h.id, h.product_id, p.warehouse_id, h.quantity - h.reserved
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND h.product_id = ANY(%s) AND p.warehouse_id = ANY(%s)
  AND h.status = 'available' AND h.owner_id = 0
  AND NOT EXISTS (SELECT 1 FROM inventory_lot AS l
                  WHERE l.company_id = h.company_id AND l.id = h.lot_id AND l.expires_on < %s)
ORDER BY h.product_id, h.place_id, h.lot_id FOR UPDATE OF h
"""
HOLD = """
UPDATE inventory_reservation AS r SET quantity = r.quantity + g.quantity, waits = g.waits
FROM unnest(%s::bigint[], %s::numeric[], %s::boolean[]) AS g(id, quantity, waits)
WHERE r.company_id = %s AND r.id = g.id
"""
RESERVE = """
UPDATE inventory_onhand AS h SET reserved = h.reserved + g.quantity
FROM unnest(%s::bigint[], %s::numeric[]) AS g(id, quantity) WHERE h.company_id = %s AND h.id = g.id
"""


@dataclass(slots=True)
class Pile:
    """What is free of a product in a warehouse, by balance, and who waits for it."""

    free: list[tuple[int, Decimal]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)


def refill_waiting(company_ids: list[int], *, today: date) -> int:
    """Serve the waiting orders of these companies; how many lines got something. One transaction a company.

    Locks like a posting: the gate, the orders by id, their balances in key order. What is in another's way now is
    served next time. What is past its date is given to nobody (Q2).
    """
    served = 0
    for company_id, documents in sql.rows(SERVABLE, (company_ids, today)):
        try:
            served += _refill(company_id, sorted(documents), today)
        except (OperationalError, psycopg.OperationalError):
            continue  # a circle with a posting: nothing was written, and the next round asks again
    return served


@transaction.atomic(durable=True)
def _refill(company_id: int, documents: list[int], today: date) -> int:
    load.enter(company_id)
    lock_documents(company_id, documents, [])
    rows = sql.rows(WANTED, (company_id, documents))
    piles: dict[tuple[int, int], Pile] = defaultdict(Pile)
    ids: dict[int, tuple[int, Decimal]] = {}
    for row_id, line_id, product, warehouse, priority, due_on, approved_at, wanted in rows:
        ids[line_id] = (row_id, wanted)
        if wanted > 0:
            piles[product, warehouse].waiting.append(
                Waiting(line_id, wanted, priority or "", due_on, approved_at)
            )
    products, warehouses = {key[0] for key in piles}, {key[1] for key in piles}
    asked = (company_id, [*products], [*warehouses], today)
    for hand_id, product, warehouse, free in sql.rows(FREE, asked):
        if (product, warehouse) in piles:
            piles[product, warehouse].free.append((hand_id, free))
    given: dict[int, Decimal] = {}
    reserved: dict[int, Decimal] = {}
    for pile in piles.values():
        given |= allot(sum((free for _, free in pile.free), ZERO), pile.waiting)
        _spread(pile, sum((given.get(one.line_id, ZERO) for one in pile.waiting), ZERO), reserved)
    changed = [
        (row_id, given.get(line, ZERO), wanted > given.get(line, ZERO))
        for line, (row_id, wanted) in ids.items()
    ]
    if changed:
        sql.run(HOLD, (*sql.columns(changed), company_id))
    if reserved:
        sql.run(RESERVE, (*sql.columns(sorted(reserved.items())), company_id))
    return len(given)


def _spread(pile: Pile, quantity: Decimal, reserved: dict[int, Decimal]) -> None:
    """Lay what is reserved onto the balances that have it, in key order."""
    for hand_id, free in pile.free:
        taken = min(max(free, ZERO), quantity)
        if taken > 0:
            reserved[hand_id] = taken
            quantity -= taken
