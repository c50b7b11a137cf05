"""来料检验: what waits to be inspected, and what was inspected lately (D-IQC)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.posting.load import load_policies

Row = dict[str, Any]

WAITING_MAX: Final = 500
DONE_MAX: Final = 60
#: Lines of arrivals that must be inspected before their receipt, and of receipts whose goods lie on hold; what of each
#: has not been inspected, received or sent back. The oldest first.
WAITING = """
SELECT d.type_code, d.id AS document_id, d.number, d.business_on, d.party_id, coalesce(party.name, '') AS party,
       d.warehouse_id, w.name AS warehouse, l.id AS line_id, l.line_no, l.product_id, p.code, p.name, p.specification,
       p.tracking, u.id AS unit_id, u.name AS unit, coalesce(l.data ->> 'lot_no', '') AS lot_no,
       coalesce(l.data ->> 'expires_on', '') AS expires_on, coalesce(l.data ->> 'bin', '') AS bin,
       coalesce(l.data ->> 'serials', '') AS serials, l.quantity_base - coalesce(k.done, 0) AS quantity,
       coalesce(o.number, '') AS order_number
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN catalog_product AS p ON p.company_id = d.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = d.company_id AND u.id = p.base_unit_id
JOIN company_warehouse AS w ON w.company_id = d.company_id AND w.id = d.warehouse_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
LEFT JOIN documents_line AS ol ON ol.company_id = d.company_id AND ol.id = (l.data ->> 'order_line')::bigint
LEFT JOIN documents_document AS o ON o.company_id = d.company_id AND o.id = ol.document_id AND o.id <> d.id
LEFT JOIN LATERAL (
    SELECT sum(k.quantity) AS done FROM documents_link AS k
    WHERE k.company_id = l.company_id AND k.source_line_id = l.id
      AND k.target_type IN ('incoming_inspection', 'purchase_receipt', 'purchase_return')
) AS k ON true
WHERE d.company_id = %(company)s AND d.state = 'posted' AND d.reverses_id IS NULL
  AND d.type_code = ANY(%(types)s)
  AND (d.type_code = 'purchase_receipt' AND l.data ? 'held'
       OR d.type_code = 'goods_arrival' AND (p.must_inspect OR party.must_inspect)
          AND coalesce(nullif(p.inspection_mode, ''), nullif(party.inspection_mode, ''), %(mode)s) = 'BEFORE')
  AND l.quantity_base > coalesce(k.done, 0)
ORDER BY d.business_on, d.id, l.line_no
LIMIT %(limit)s
"""
DONE = """
SELECT d.id AS document_id, d.number, d.business_on, d.state, coalesce(party.name, '') AS party, w.name AS warehouse,
       l.id AS line_id, l.line_no, p.code, p.name, u.name AS unit, l.quantity_base AS quantity,
       coalesce((l.data ->> 'rejected_base')::numeric, 0) AS rejected,
       coalesce(l.data ->> 'concession', '') AS conceded,
       coalesce(l.data ->> 'defect', '') AS defect, coalesce(l.data ->> 'lot_no', '') AS lot_no,
       l.data ? 'held' AS is_held, coalesce(s.number, '') AS source_number, s.id AS source_id
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN catalog_product AS p ON p.company_id = d.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = d.company_id AND u.id = p.base_unit_id
JOIN company_warehouse AS w ON w.company_id = d.company_id AND w.id = d.warehouse_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
LEFT JOIN documents_line AS sl ON sl.company_id = d.company_id AND sl.id = l.source_line_id
LEFT JOIN documents_document AS s ON s.company_id = d.company_id AND s.id = sl.document_id
WHERE d.company_id = %(company)s AND d.type_code = 'incoming_inspection' AND d.state = 'posted'
  AND d.reverses_id IS NULL
ORDER BY d.id DESC, l.line_no
LIMIT %(limit)s
"""


WAITING_COLUMNS: Final = [
    "type_code",
    "document_id",
    "number",
    "business_on",
    "party_id",
    "party",
    "warehouse_id",
    "warehouse",
    "line_id",
    "line_no",
    "product_id",
    "code",
    "name",
    "specification",
    "tracking",
    "unit_id",
    "unit",
    "lot_no",
    "expires_on",
    "bin",
    "serials",
    "quantity",
    "order_number",
]
DONE_COLUMNS: Final = [
    "document_id",
    "number",
    "business_on",
    "state",
    "party",
    "warehouse",
    "line_id",
    "line_no",
    "code",
    "name",
    "unit",
    "quantity",
    "rejected",
    "conceded",
    "defect",
    "lot_no",
    "is_held",
    "source_number",
    "source_id",
]


def overdue(company_id: int, *, on: date) -> int:
    """How many lines wait for their inspection past their days, as of ``on`` (4.3 no. 13). Reads the whole company."""
    policy = load_policies(company_id, {on})[on]
    bound = {
        "company": company_id,
        "types": ["goods_arrival", "purchase_receipt"],
        "mode": policy.inspection_mode,
        "limit": WAITING_MAX,
    }
    last = on - timedelta(days=policy.inspection_days)
    at = WAITING_COLUMNS.index("business_on")
    return sum(row[at] < last for row in sql.rows(WAITING, bound))


def waiting(actor: Actor, *, today: date) -> list[Row]:
    """Lines to be inspected, the oldest first: ``quantity`` in base units is what is left, ``due_on`` the day by which
    (4.3 no. 13), ``days_late`` how long past it. Needs the right to see inspections; sources the actor may not view
    are left out. One statement beside the settings.
    """
    actor.must("incoming_inspection.view")
    policies = load_policies(actor.company_id, {today})
    policy = policies[today]
    types = [one for one in ("goods_arrival", "purchase_receipt") if actor.may(f"{one}.view")]
    bound = {
        "company": actor.company_id,
        "types": types,
        "mode": policy.inspection_mode,
        "limit": WAITING_MAX,
    }
    found = [dict(zip(WAITING_COLUMNS, row, strict=True)) for row in sql.rows(WAITING, bound)]
    for row in found:
        row["due_on"] = row["business_on"] + timedelta(days=policy.inspection_days)
        row["days_late"] = max((today - row["due_on"]).days, 0)
    return found


def inspected(actor: Actor) -> list[Row]:
    """The latest inspected lines: quantities in base units, ``accepted`` with what was conceded."""
    actor.must("incoming_inspection.view")
    bound = {"company": actor.company_id, "limit": DONE_MAX}
    found = [dict(zip(DONE_COLUMNS, row, strict=True)) for row in sql.rows(DONE, bound)]
    for row in found:
        row["accepted"] = row["quantity"] - row["rejected"]
        row["conceded"] = Decimal(row["conceded"] or "0")
    return found
