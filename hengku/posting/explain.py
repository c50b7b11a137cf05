"""When stock is short: where else there is some, and who holds what is reserved (INV-02). Read only on refusal."""

from __future__ import annotations

from hengku.kit import sight, sql
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import exact_text
from hengku.posting.decide import Batch
from hengku.posting.errors import LotHeld, NegativeStock
from hengku.posting.scope import refuse_out_of_sight

ELSEWHERE = """
SELECT h.product_id, p.id, p.name, h.quantity - h.reserved
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND h.product_id = ANY(%s) AND h.quantity - h.reserved > 0
  AND h.status = 'available' AND h.owner_id = 0
ORDER BY h.quantity - h.reserved DESC, p.name
"""
HELD_BY = """
SELECT r.product_id, r.place_id, d.id, d.number, sum(r.quantity), r.lot_id
FROM inventory_reservation AS r
JOIN documents_document AS d ON d.company_id = r.company_id AND d.id = r.document_id
WHERE r.company_id = %s AND r.product_id = ANY(%s) AND r.quantity > 0
GROUP BY r.product_id, r.place_id, d.id, d.number, r.lot_id, d.business_on
ORDER BY d.business_on, d.id
"""


def explain(problem: Problem, batch: Batch) -> Problem:
    """Complete the shortages among the problems with what the user needs to decide. Changes and returns
    ``problem``.
    """
    refuse_out_of_sight(batch)  # before anything is told of stock that is not theirs
    found = problem.problems if isinstance(problem, Problems) else [problem]
    short = [one for one in found if isinstance(one, NegativeStock)]
    if not short:
        return problem
    products = list({one.flow.key.product_id for one in batch.shorts})
    with sight.limited_to(batch.actor.part):
        elsewhere = sql.rows(ELSEWHERE, (batch.company_id, products))
        held = sql.rows(HELD_BY, (batch.company_id, products))
    for refused, known in zip(short, batch.shorts, strict=True):
        key = known.flow.key
        product, place = key.product_id, batch.places.main.get(key.place_id, key.place_id)
        refused.elsewhere = [
            {"place": name, "available": exact_text(quantity)}
            for product_id, place_id, name, quantity in elsewhere
            if product_id == product and place_id != place
        ]
        refused.held_by = [
            {"document_id": document_id, "number": number, "quantity": exact_text(quantity)}
            for product_id, place_id, document_id, number, quantity, lot_id in held
            if (product_id, place_id) == (product, place) and known.lot_id in (0, lot_id)
        ]
        if isinstance(refused, LotHeld):
            refused.held_for = "、".join(str(one["number"]) for one in refused.held_by[:5]) or "其他单据"
    return problem
