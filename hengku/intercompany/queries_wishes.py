"""What stores of another company of the group ask for (D-SREQ), to choose from when goods are sent to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hengku.identity.actor import Actor
from hengku.intercompany.actions_links import in_other_company
from hengku.kit import sight, sql

#: Lines in force with something left of them, what is needed first on top; ours is the product of the same code. What
#: is sent, ordered straight from a supplier or brought by a trade is off them already, as in ``From(less=…)``.
OPEN = """
SELECT d.id, d.number, d.due_on, l.id, ours.id, ours.code, ours.name, u.name, a.name, l.quantity_base - gone.quantity
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN catalog_product AS theirs ON theirs.company_id = l.company_id AND theirs.id = l.product_id
JOIN catalog_product AS ours ON ours.company_id = %(here)s AND ours.code = theirs.code AND ours.is_active
JOIN catalog_unit AS u ON u.company_id = ours.company_id AND u.id = ours.base_unit_id
LEFT JOIN catalog_unit AS a ON a.company_id = ours.company_id AND a.id = ours.aux_unit_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(k.quantity), 0) AS quantity
    FROM documents_link AS k
    WHERE k.company_id = l.company_id AND k.source_line_id = l.id
      AND k.target_type IN ('transfer_out', 'purchase_order', 'purchase_receipt', 'branch_in')
) AS gone
WHERE d.company_id = %(there)s AND d.type_code = 'store_requisition' AND d.state IN ('approved', 'partial')
  AND d.warehouse_id = %(warehouse)s AND l.quantity_base > gone.quantity
ORDER BY d.due_on NULLS LAST, d.number, l.line_no
LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """A line that a store of the buyer asks for, as our product. ``left`` in base units; ``aux_unit`` of what is
    weighed, "" of anything else.
    """

    document_id: int
    number: str
    needed_on: date | None
    line_id: int
    product_id: int
    code: str
    name: str
    unit: str
    aux_unit: str
    left: Decimal


def wishes_of(actor: Actor, buyer_company_id: int, warehouse_id: int) -> list[Wish]:
    """What a warehouse of another company of the group still waits for, of products that we have too.

    Needs ``intercompany.view`` here, and there the right to see requisitions; of a warehouse out of the person's sight
    there nothing is told.
    """
    actor.must("intercompany.view")
    there = in_other_company(actor, buyer_company_id)
    there.must("store_requisition.view")
    if not there.works_in(warehouse_id):
        return []
    with sight.whole():  # what is limited here is not what is limited there
        rows = sql.rows(OPEN, {"here": actor.company_id, "there": buyer_company_id, "warehouse": warehouse_id})
    return [Wish(*(*row[:8], row[8] or "", row[9])) for row in rows]
