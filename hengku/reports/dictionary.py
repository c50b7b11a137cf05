"""数据字典: how often each entry of a short list is used, and who changed it last (ORG-07)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count

from hengku.company.queries_dictionary import shown_words
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.parties.models import Party
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


WORD_CHANGED = """
SELECT DISTINCT ON (e.id) e.code, a.at, a.user_name FROM company_entry AS e
JOIN audit_event AS a ON a.company_id = e.company_id AND a.entity_kind = 'entry' AND a.entity_id = e.id
WHERE e.company_id = %s AND e.list_code = %s ORDER BY e.id, a.id DESC
"""
#: The column of parties that names entries of a list.
NAMED_BY = {"customer_level": "level", "settlement_term": "settlement_term"}


def word_facts(actor: Actor, list_code: str) -> list[Row]:
    """``facts_of`` for the entries of a small list, by code. Uses by parties are counted, those by documents are not:
    that would read the books through. At most three statements.
    """
    words = shown_words(actor, list_code)
    used: dict[str, int] = {}
    if column := NAMED_BY.get(list_code):
        counted = Party.objects.visible_to(actor).exclude(**{column: ""}).values_list(column)
        used = dict(counted.annotate(count=Count("id")))
    changed = {code: (at, who) for code, at, who in sql.rows(WORD_CHANGED, (actor.company_id, list_code))}
    return [
        {
            "id": word.code,
            "used": used.get(word.name, 0),
            "changed_at": changed[word.code][0] if word.code in changed else None,
            "changed_by": changed[word.code][1] if word.code in changed else "",
        }
        for word in words
        if word.name in used or word.code in changed
    ]


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
