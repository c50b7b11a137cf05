"""What points at what by id: books carry no foreign keys (they may be partitioned), so the audit asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reference:
    """``column`` of ``table`` names a row of ``target`` in the same company.

    NULL names none, nor do 0, -1 and -2 (pools of goods that agents or processors hold have no warehouse) where
    ``may_be_none``. ``document`` is the document to tell: an expression over the row ``x``, or "" when there is none.
    """

    table: str
    column: str
    target: str
    may_be_none: bool = False
    document: str = "x.document_id"


def _of(
    table: str, targets: dict[str, str], *, none: str = "", document: str = "x.document_id"
) -> list[Reference]:
    return [
        Reference(table, column, target, column in none.split(), document)
        for column, target in targets.items()
    ]


DOCUMENT, LINE, PRODUCT = "documents_document", "documents_line", "catalog_product"
PLACE, PARTY = "inventory_place", "parties_party"
DOCUMENT_OF_ENTRY = """(
    SELECT e.document_id FROM ledger_entry AS e WHERE e.company_id = x.company_id AND e.id = x.entry_id
)"""

REFERENCES: Final[tuple[Reference, ...]] = (
    *_of("documents_document", {"reverses_id": DOCUMENT}, document="x.id"),
    *_of("documents_line", {"source_line_id": LINE}),
    *_of(
        "documents_link",
        {
            "source_document_id": DOCUMENT,
            "source_line_id": LINE,
            "target_document_id": DOCUMENT,
            "target_line_id": LINE,
        },
        document="x.target_document_id",
    ),
    *_of(
        "inventory_move",
        {
            "document_id": DOCUMENT,
            "line_id": LINE,
            "product_id": PRODUCT,
            "from_place_id": PLACE,
            "to_place_id": PLACE,
        },
    ),
    *_of("inventory_onhand", {"product_id": PRODUCT, "place_id": PLACE}, document=""),
    *_of(
        "inventory_reservation",
        {"document_id": DOCUMENT, "line_id": LINE, "product_id": PRODUCT, "place_id": PLACE},
    ),
    *_of(
        "costing_pool",
        {"product_id": PRODUCT, "warehouse_id": "company_warehouse"},
        none="warehouse_id",
        document="",
    ),
    *_of(
        "costing_value",
        {
            "document_id": DOCUMENT,
            "line_id": LINE,
            "source_line_id": LINE,
            "product_id": PRODUCT,
            "pool_id": "costing_pool",
            "move_id": "inventory_move",
        },
    ),
    *_of("costing_layer", {"line_id": LINE, "pool_id": "costing_pool"}, document=""),
    *_of("costing_made", {"document_id": DOCUMENT, "line_id": LINE}),
    *_of("costing_layermove", {"document_id": DOCUMENT, "layer_line_id": LINE, "pool_id": "costing_pool"}),
    *_of("settlement_item", {"document_id": DOCUMENT, "party_id": PARTY}),
    *_of(
        "settlement_application",
        {"document_id": DOCUMENT, "item_id": "settlement_item", "against_id": "settlement_item"},
    ),
    *_of("ledger_entry", {"document_id": DOCUMENT}),
    *_of(
        "ledger_entryline",
        {
            "entry_id": "ledger_entry",
            "account_id": "ledger_account",
            "party_id": PARTY,
            "category_id": "catalog_category",
            "department_id": "company_department",
            "fund_account_id": "parties_fundaccount",
        },
        none="party_id category_id department_id fund_account_id",
        document=DOCUMENT_OF_ENTRY,
    ),
    *_of("ledger_voucherentry", {"entry_id": "ledger_entry", "voucher_id": "ledger_voucher"}, document=""),
)


def references_statement() -> str:
    """One statement over all references: a row per dangling one, I35 where the id is another company's."""
    return "\nUNION ALL\n".join(_dangling(one) for one in REFERENCES)


def _dangling(one: Reference) -> str:
    none = f" AND x.{one.column} NOT IN (0, -1, -2)" if one.may_be_none else ""
    document = one.document or "NULL::bigint"
    # Only names of this file are put together here; the company goes in as a parameter.
    return f"""SELECT CASE WHEN EXISTS (SELECT FROM {one.target} AS o WHERE o.id = x.{one.column})
            THEN 'I35' ELSE 'I29' END AS code,
       array_remove(ARRAY[{document}], NULL) AS document_ids,
       '{one.table}' AS "table", x.id AS row_id, '{one.column}' AS "column", x.{one.column} AS named_id
FROM {one.table} AS x
WHERE x.company_id = %(company_id)s AND x.{one.column} IS NOT NULL{none} AND NOT EXISTS (
    SELECT FROM {one.target} AS t WHERE t.company_id = %(company_id)s AND t.id = x.{one.column}
)"""  # noqa: S608
