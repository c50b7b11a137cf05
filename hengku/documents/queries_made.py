"""What orders in a list make, and how far they are: a product, and 完工/计划."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, Final

from hengku.documents.declaration import registry
from hengku.documents.paper import PART
from hengku.kit import sql
from hengku.kit.numbers import exact_text

#: Keys that rows of such orders have beside those of the document.
MADE_KEYS: Final = ("made", "progress")
MADE: Final = """
SELECT l.document_id, p.name, u.name, l.quantity_base,
       coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                 WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%s)), 0)
FROM documents_line AS l
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
WHERE l.company_id = %s AND l.document_id = ANY(%s) AND l.data ->> 'part' = 'product'
ORDER BY l.document_id, l.line_no DESC
"""


@cache
def making_types() -> frozenset[str]:
    """Types of orders whose lines say what is made."""
    return frozenset(kind.code for kind in registry().values() if kind.is_order and kind.field(PART) is not None)


@cache
def _done_by() -> tuple[str, ...]:
    """Types whose documents bring what such orders make."""
    return tuple(
        kind.code
        for kind in registry().values()
        if any(rule.type_code in making_types() and rule.fulfils for rule in kind.sources)
    )


def tell_made(company_id: int, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what is made, and how much of how much is there in base units, into rows of a list; "" into any others. One
    statement where there are such orders, else none.
    """
    orders = [int(row["id"]) for row in rows if row["type_code"] in making_types()]
    told: dict[str, tuple[str, str]] = {}
    if orders:
        for document, name, unit, whole, done in sql.rows(MADE, ([*_done_by()], company_id, orders)):
            told[str(document)] = (name, f"{_text(done)} / {_text(whole)} {unit}")
    for row in rows:
        row["made"], row["progress"] = told.get(row["id"], ("", ""))
    return rows


def _text(quantity: Decimal) -> str:
    return exact_text(quantity) if quantity else "0"
