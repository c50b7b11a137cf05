"""数据字典: how often each entry of a short list is used, and who changed it last (ORG-07)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.reports.lists import LISTS

Row = dict[str, Any]

#: By list: the word its evidence goes by, and a statement that counts what uses each entry. Lists whose use would mean
#: reading the books through (accounts) are not counted.
USED: dict[str, tuple[str, str]] = {
    "categories": (
        "category",
        "SELECT category_id, count(*) FROM catalog_product WHERE company_id = %s GROUP BY category_id",
    ),
    "units": (
        "unit",
        """
        SELECT unit_id, count(DISTINCT product_id) FROM (
            SELECT base_unit_id AS unit_id, id AS product_id FROM catalog_product WHERE company_id = %s
            UNION ALL SELECT unit_id, product_id FROM catalog_productunit WHERE company_id = %s
        ) AS used GROUP BY unit_id
        """,
    ),
    "tax-codes": (
        "tax_code",
        "SELECT tax_code_id, count(*) FROM catalog_product WHERE company_id = %s GROUP BY tax_code_id",
    ),
    "warehouses": (
        "warehouse",
        """
        SELECT p.warehouse_id, count(DISTINCT h.product_id) FROM inventory_onhand AS h
        JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id
        WHERE h.company_id = %s AND h.quantity <> 0 AND p.warehouse_id IS NOT NULL GROUP BY p.warehouse_id
        """,
    ),
    "bins": (
        "bin",
        """
        SELECT h.place_id, count(DISTINCT h.product_id) FROM inventory_onhand AS h
        JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.bin <> ''
        WHERE h.company_id = %s AND h.quantity <> 0 GROUP BY h.place_id
        """,
    ),
    "employees": (
        "employee",
        """
        SELECT handler_id, count(*) FROM documents_document
        WHERE company_id = %s AND handler_id IS NOT NULL GROUP BY handler_id
        """,
    ),
    "departments": (
        "department",
        """
        SELECT department_id, count(*) FROM documents_document
        WHERE company_id = %s AND department_id IS NOT NULL GROUP BY department_id
        """,
    ),
    "fund-accounts": (
        "fund_account",
        """
        SELECT fund_account_id, count(*) FROM documents_document
        WHERE company_id = %s AND fund_account_id IS NOT NULL GROUP BY fund_account_id
        """,
    ),
}
CHANGED = """
SELECT DISTINCT ON (entity_id) entity_id, at, user_name FROM audit_event
WHERE company_id = %s AND entity_kind = %s ORDER BY entity_id, id DESC
"""


def facts_of(actor: Actor, name: str) -> list[Row]:
    """Of each entry that is used or was changed: id, how many use it, when and by whom it was last changed.

    Needs the ``view`` of the list. Two statements; none for lists that are not counted.
    """
    actor.must(LISTS[name].needs)
    if name not in USED:
        return []
    kind, statement = USED[name]
    used: dict[int, int] = dict(sql.rows(statement, (actor.company_id,) * statement.count("%s")))
    changed: dict[int, tuple[datetime, str]] = {
        pk: (at, who) for pk, at, who in sql.rows(CHANGED, (actor.company_id, kind))
    }
    return [
        {
            "id": str(pk),
            "used": used.get(pk, 0),
            "changed_at": changed[pk][0] if pk in changed else None,
            "changed_by": changed[pk][1] if pk in changed else "",
        }
        for pk in sorted({*used, *changed})
    ]
