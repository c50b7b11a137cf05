"""Closing an order in the open transaction: what it lacks is not expected any more, what it holds is freed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hengku.audit.actions import record
from hengku.documents.declaration import DocumentType, document_type, registry
from hengku.documents.errors import CannotClose, FieldRequired
from hengku.documents.models import Document, Link
from hengku.documents.sources import locked_document
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Refused
from hengku.kit.numbers import exact_text
from hengku.posting.give_back import give_back_rest
from hengku.posting.notices import between_types, give_back, refuse_invoiced_ahead, refuse_with_notices

# What a reservation held may lie over several lots and bins of its warehouse: it is taken off them in key order.
RELEASE = """
WITH held AS (
    SELECT r.id, r.product_id, r.place_id, r.quantity FROM inventory_reservation AS r
    WHERE r.company_id = %(company)s AND r.document_id = %(document)s AND r.quantity > 0
), freed AS (
    SELECT held.product_id, home.warehouse_id, sum(held.quantity) AS quantity
    FROM held JOIN inventory_place AS home ON home.company_id = %(company)s AND home.id = held.place_id
    GROUP BY held.product_id, home.warehouse_id
), hands AS MATERIALIZED (
    SELECT h.id, h.product_id, h.place_id, h.lot_id, h.reserved - h.pinned AS reserved, freed.warehouse_id,
           freed.quantity
    FROM freed
    JOIN inventory_place AS p
      ON p.company_id = %(company)s AND p.role = 'stock' AND p.warehouse_id = freed.warehouse_id
    JOIN inventory_onhand AS h ON h.company_id = %(company)s AND h.product_id = freed.product_id
     AND h.place_id = p.id AND h.status = 'available' AND h.owner_id = 0 AND h.reserved > h.pinned
    ORDER BY h.product_id, h.place_id, h.lot_id FOR UPDATE OF h
), taken AS (
    SELECT id, least(reserved, greatest(quantity - (sum(reserved) OVER so_far - reserved), 0)) AS quantity
    FROM hands
    WINDOW so_far AS (PARTITION BY product_id, warehouse_id ORDER BY place_id, lot_id ROWS UNBOUNDED PRECEDING)
), given AS (
    UPDATE inventory_onhand AS h SET reserved = h.reserved - taken.quantity FROM taken
    WHERE h.company_id = %(company)s AND h.id = taken.id AND taken.quantity > 0
)
UPDATE inventory_reservation AS r SET quantity = 0 FROM held
WHERE r.company_id = %(company)s AND r.id = held.id
"""


#: What was taken for an order that nothing came of, and did not come back (D-MO 红), by product; or, where receipts say
#: what they used up (D-OSR), what is neither back nor used, whatever came of the order.
STILL_OUT = """
WITH link AS (
    SELECT k.target_line_id, k.target_type, k.quantity, l.product_id
    FROM documents_line AS l
    JOIN documents_link AS k ON k.company_id = l.company_id AND k.source_line_id = l.id
    WHERE l.company_id = %(company)s AND l.document_id = %(document)s
)
SELECT p.name, u.name, sum(taken.quantity - back.quantity)
FROM (
    SELECT product_id, target_line_id, quantity FROM link WHERE target_type = ANY(%(takers)s)
) AS taken
CROSS JOIN LATERAL (
    SELECT coalesce(sum(b.quantity), 0) AS quantity FROM documents_link AS b
    WHERE b.company_id = %(company)s AND b.source_line_id = taken.target_line_id AND b.target_type = ANY(%(back)s)
) AS back
JOIN catalog_product AS p ON p.company_id = %(company)s AND p.id = taken.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
WHERE %(is_used_up)s OR NOT EXISTS (SELECT FROM link WHERE NOT target_type = ANY(%(takers)s) HAVING sum(quantity) > 0)
GROUP BY p.id, p.name, u.name
HAVING sum(taken.quantity - back.quantity) > 0
ORDER BY p.name
"""


@dataclass(eq=False)
class MaterialStillOut(Refused):
    """D-MO 红: what was issued comes back before an order that made nothing is closed."""

    number: str
    goods: str
    back_label: str
    text = "订单 {number} 已领料未退:{goods},且没有完工入库。请先用「{back_label}」退料,再关闭;领错的单据也可以红冲。"


@dataclass(eq=False)
class MaterialAtProcessor(Refused):
    """D-OSO: an order is not ended while goods of ours that were given for it are with the processor."""

    number: str
    goods: str
    back_label: str
    text = (
        "订单 {number} 还有材料在加工商处:{goods}。请先用「{back_label}」退回;已用完或损耗的,在入库单的材料行写明实耗"
        "(由加工商赔的勾选赔偿),再关闭。"
    )


def refuse_with_material_out(actor: Actor, order: Document, kind: DocumentType) -> None:
    """Refuse to end an order for which goods were taken that are still out: in house while nothing has come of it (the
    month settles the rest, D-CST), at a processor always (D-OSO): its receipts say what they used up.
    """
    if not kind.brought_back_by:
        return
    back = document_type(kind.brought_back_by)
    takers = {rule.type_code for rule in back.sources}
    takes = [one.code for one in registry().values() if takers & {rule.type_code for rule in one.sources}]
    is_used_up = any(code != back.code for code in takes)
    asked = {
        "company": actor.company_id,
        "document": order.pk,
        "takers": list(takers),
        "back": takes,
        "is_used_up": is_used_up,
    }
    out = [f"{name} {exact_text(quantity)}{unit}" for name, unit, quantity in sql.rows(STILL_OUT, asked)]
    if out:
        told = {"number": order.number, "goods": "、".join(out[:5]), "back_label": back.label}
        raise MaterialAtProcessor(**told) if is_used_up else MaterialStillOut(**told)


def end_order(actor: Actor, order: Document, kind: DocumentType, state: str) -> None:
    """The locked order ends in ``state``: what it holds is freed, what it took of others is given back. Refused while
    notices of it are open, or goods of it are invoiced and not sent. Who ends it leaves the evidence.
    """
    if kind.code in between_types():
        give_back(actor.company_id, order.pk)
    else:
        refuse_with_notices(actor.company_id, order.pk, order.number)
        refuse_invoiced_ahead(actor.company_id, order.pk, order.number)
        refuse_with_material_out(actor, order, kind)
    sql.run(RELEASE, {"company": actor.company_id, "document": order.pk})
    give_back_rest(actor, order, kind)
    order.state = state
    order.save(update_fields=["state"])


def close_order(actor: Actor, document_id: int, reason: str, now: datetime) -> None:
    """As ``posting.actions.close_short`` says, which is this in a transaction of its own."""
    document = locked_document(actor, document_id)
    kind = document_type(document.type_code)
    actor.must(f"{kind.code}.close")
    if not kind.is_order or document.state not in ("approved", "partial"):
        raise CannotClose(number=document.number, state=kind.states.labels[document.state][0])
    if not reason.strip():
        raise FieldRequired(label="关闭原因").at(field="reason")
    carried = Link.objects.visible_to(actor).filter(source_document_id=document_id).exists()
    end_order(actor, document, kind, "closed_short" if carried else "cancelled")
    record(
        actor=actor,
        at=now,
        action=f"{kind.code}.close",
        entity_kind="document",
        entity_id=document_id,
        data={"reason": reason},
    )
