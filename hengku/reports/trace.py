"""溯源 (R-53): one lot backward to who it came from and forward to who has it, whatever it was made of or became."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.inventory.models import REAL_PLACES
from hengku.kit.errors import NotFound
from hengku.reports.declaration import Row
from hengku.reports.statements import query, snapshot, statement_of
from hengku.reports.stock import STATUS_LABELS
from hengku.reports.words import label_documents

#: Ends of moves that are not ours, in words.
ROLE_LABELS = {
    "supplier": "供应商",
    "customer": "客户",
    "loss": "报损",
    "adjustment": "调整",
    "opening": "期初",
    "production": "生产领用",
    "transit": "在途",
    "quality": "待检区",
    "consigned": "代销在外",
    "outsourced": "委外仓",
}


@dataclass(eq=False)
class LotNotFound(NotFound):
    """No such lot in this company."""

    lot_id: int
    text = "找不到批次(编号 {lot_id})。"


def find_lots(actor: Actor, text: str, limit: int = 20) -> list[Row]:
    """Lots whose number, or product code or name, contains the text; the newest first. Needs ``reports.view``."""
    actor.must("reports.view")
    pattern = text.strip()
    for sign in ("\\", "%", "_"):
        pattern = pattern.replace(sign, f"\\{sign}")
    found = query(
        """
        SELECT l.id, l.lot_no, l.produced_on, l.expires_on, l.recalled_by > 0 AS is_recalled, p.code AS product_code,
               p.name AS product_name
        FROM inventory_lot AS l
        JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
        WHERE l.company_id = %(company_id)s
          AND (l.lot_no ILIKE %(pattern)s OR p.code ILIKE %(pattern)s OR p.name ILIKE %(pattern)s)
        ORDER BY l.id DESC LIMIT %(limit)s
        """,
        {"company_id": actor.company_id, "pattern": f"%{pattern}%", "limit": limit},
    )
    return [{**row, "id": str(row["id"])} for row in found]


def trace(actor: Actor, lot_id: int) -> Row:
    """Where the goods of a lot came from and went, in one view. Needs ``reports.view``. Three statements.

    ``sources``: what came in, of it and of all it was made of. ``targets``: what went out, of it and of all that was
    made of it; what was taken back is set off. ``stock``: what is left. Quantities are in base units. Documents of
    types the actor may not view are told without their number.
    """
    actor.must("reports.view")
    with snapshot():
        lots = query(statement_of("trace_lots"), {"company_id": actor.company_id, "lot": lot_id})
        if not lots:
            raise LotNotFound(lot_id=lot_id)
        ids = sorted({row["lot_id"] for row in lots})
        bound = {
            "company_id": actor.company_id,
            "lots": ids,
            "products": sorted({row["product_id"] for row in lots}),
        }
        moves = query(statement_of("trace_moves"), bound)
        stock = query(statement_of("trace_stock"), bound)
    label_documents(moves)
    side_of = {row["lot_id"]: row["side"] for row in reversed(lots)}
    by_id = {row["lot_id"]: row for row in lots}
    seen = {code for code in registry() if actor.may(f"{code}.view")}
    own = next(row for row in lots if row["side"] == "self")
    return {
        "lot": {**_lot(own), "status": _state(own)},
        "lots": [
            {
                **_lot(row),
                "side": row["side"],
                "depth": row["depth"],
                "used": row["used"],
                "number": row["number"],
            }
            for row in lots
            if row["side"] != "self"
        ],
        "sources": _summed(_flows(moves, by_id, side_of, seen, into=True)),
        "targets": _summed(_flows(moves, by_id, side_of, seen, into=False)),
        "inside": [_flow(row, by_id, seen, row["quantity"]) for row in moves if _is_inside(row)],
        "stock": [
            {
                "lot_no": by_id[row["lot_id"]]["lot_no"],
                "product": by_id[row["lot_id"]]["product_name"],
                "unit": by_id[row["lot_id"]]["unit"],
                "place": row["place"],
                "status": STATUS_LABELS.get(row["status"], row["status"]),
                "is_of_others": row["is_of_others"],
                "quantity": row["quantity"],
            }
            for row in stock
        ],
    }


def _lot(row: Row) -> Row:
    return {
        "id": str(row["lot_id"]),
        "lot_no": row["lot_no"],
        "supplier_lot": row["supplier_lot"],
        "produced_on": row["produced_on"],
        "expires_on": row["expires_on"],
        "received_on": row["received_on"],
        "product": {
            "id": str(row["product_id"]),
            "code": row["product_code"],
            "name": row["product_name"],
            "specification": row["specification"],
        },
        "unit": row["unit"],
        "recall": {"document": str(row["recalled_by"]), "number": row["recall_number"]}
        if row["recalled_by"]
        else None,
    }


def _state(row: Row) -> str:
    return "recalled" if row["recalled_by"] else ""


def _is_inside(row: Row) -> bool:
    return row["from_role"] in REAL_PLACES and row["to_role"] in REAL_PLACES


def _flows(
    moves: Iterable[Row], by_id: dict[int, Row], side_of: dict[int, str], seen: set[str], *, into: bool
) -> list[Row]:
    """Moves over our border: in (backward) or out (forward). What came back from where it went counts against it."""
    found = []
    for row in moves:
        if _is_inside(row):
            continue
        comes = row["to_role"] in REAL_PLACES
        outside = row["from_role"] if comes else row["to_role"]
        is_source = outside in ("supplier", "opening") or (outside == "adjustment" and comes)
        side = side_of.get(row["lot_id"], "self")
        if outside == "production" or is_source is not into or side == ("down" if into else "up"):
            continue
        sign = 1 if comes is into else -1
        found.append(_flow(row, by_id, seen, sign * row["quantity"]))
    return found


def _flow(row: Row, by_id: dict[int, Row], seen: set[str], quantity: Decimal) -> Row:
    lot = by_id[row["lot_id"]]
    comes = row["to_role"] in REAL_PLACES
    outside = row["from_role"] if comes else row["to_role"]
    is_seen = row["type_code"] in seen
    return {
        "lot_no": lot["lot_no"],
        "product": lot["product_name"],
        "unit": lot["unit"],
        "on": row["business_on"],
        "party": row["party"] if is_seen else "",
        "phone": row["phone"] if is_seen else "",
        "party_id": str(row["party_id"]) if row["party_id"] and is_seen else None,
        "where": ROLE_LABELS.get(outside, outside) if outside != "stock" else "",
        "warehouse": row["to_warehouse"] if comes else row["from_warehouse"],
        "warehouse_to": row["to_warehouse"] if comes and row["from_warehouse"] else "",
        "status": STATUS_LABELS.get(row["status"], ""),
        "status_to": STATUS_LABELS.get(row["to_status"], ""),
        "document": str(row["document_id"]) if is_seen else None,
        "number": row["number"] if is_seen else "",
        "type_label": row["type_label"],
        "is_reversal": row["is_reversal"],
        "quantity": quantity,
    }


def _summed(flows: list[Row]) -> list[Row]:
    """By party or purpose: how much in all, with the documents below; nothing where all of it was taken back."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for flow in flows:
        groups.setdefault((flow["party"], flow["where"], flow["product"]), []).append(flow)
    summed = [
        {
            "party": party,
            "party_id": rows[0]["party_id"],
            "phone": rows[0]["phone"],
            "where": where,
            "product": product,
            "unit": rows[0]["unit"],
            "quantity": sum((row["quantity"] for row in rows), Decimal(0)),
            "documents": rows,
        }
        for (party, where, product), rows in groups.items()
    ]
    return sorted(summed, key=lambda one: (-_size(one), str(one["party"])))


def _size(one: dict[str, Any]) -> Decimal:
    return abs(Decimal(one["quantity"]))
