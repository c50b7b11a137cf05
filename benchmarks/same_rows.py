"""Proof that both sides write the same rows: one sale posted by each, compared column by column in every table.

Ids, sequence numbers, keys and hashes are each posting's own and are replaced by their place in the posting; what the
first sale changes for the second (balances, the document's number) is compared as a change.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import psycopg
from psycopg.rows import dict_row

from benchmarks.bed import NOW, POSTED_ON, Bed
from benchmarks.bed_lots import SMALL
from benchmarks.limit import Limit
from benchmarks.limit_lots import LotLimit
from benchmarks.orders import Orders
from benchmarks.papers import LINES, Sale, Sales, paper_of

OWN = {"id", "seq", "document_id", "line_id", "move_id", "entry_id", "entity_id", "number", "key", "body_hash",
       "document_ids", "answer", "source_line_id", "source_document_id", "target_document_id", "target_line_id",
       "layer_seq", "layer_line_id", "layer_on"}  # fmt: skip
ROWS = (
    ("documents_document", "id = %(document)s"),
    ("documents_line", "document_id = %(document)s"),
    ("documents_link", "target_document_id = %(document)s"),
    ("inventory_move", "document_id = %(document)s"),
    ("costing_value", "document_id = %(document)s"),
    ("costing_layermove", "document_id = %(document)s"),
    ("settlement_item", "document_id = %(document)s"),
    ("ledger_entry", "document_id = %(document)s"),
    ("ledger_entryline", "entry_id IN (SELECT id FROM ledger_entry WHERE document_id = %(document)s)"),
    ("audit_event", "entity_kind = 'document' AND entity_id = %(document)s"),
    ("posting_key", "%(document)s = ANY(document_ids)"),
)
#: Rows that are there and change. Of documents only the orders.
BALANCES = {
    "inventory_onhand": "TRUE",
    "inventory_reservation": "TRUE",
    "costing_pool": "TRUE",
    "costing_layer": "TRUE",
    "documents_counter": "kind = 'SOUT'",
    "documents_document": "type_code = 'sales_order'",
}
#: What a changed row keeps to itself.
PLACED = OWN | {"last_moved_on", "last_valued_on", "company_id", "product_id", "place_id", "pool_id", "business_on"}
LAST = {"last_quantity", "last_amount"}
Rows = dict[str, list[dict[str, Any]]]


class RowsDiffer(AssertionError):
    """The limit does not do the same work: a figure against it would mean nothing."""


def check_same_rows(conninfo: str, limit: Limit, actor: Any, bed: Bed, seed: int = 1_000_003) -> int:
    """Post one sale by each side and compare; returns how many rows each wrote or changed, or raises RowsDiffer."""
    sale = Sales(bed.products, seed=seed).next()
    return compare_sides(conninfo, limit, actor, bed, [sale, sale, sale])


def check_same_rows_of_lots(conninfo: str, limit: LotLimit, actor: Any, bed: Bed) -> int:
    """The same from orders, out of one layer of each product and then, of other products, out of two of them."""
    orders = Orders(Sales(bed.products, seed=0), actor, bed)
    rows = 0
    for products, first, then in ((bed.products[:LINES], 2, 3), (bed.products[LINES:][:LINES], SMALL, 2 * SMALL)):
        sales = [Sale(tuple((product, pieces) for product in products)) for pieces in (first, then, then)]
        found = compare_sides(conninfo, limit, actor, bed, orders.order(sales))
        rows = rows or found
    return rows


def compare_sides(conninfo: str, limit: Limit, actor: Any, bed: Bed, sales: Sequence[Sale]) -> int:
    """Post the first of three sales, so that every balance is there; then the second by us and the third by the limit,
    which must leave the same rows.
    """
    from hengku.posting.actions import post

    key = uuid.uuid4().hex
    with psycopg.connect(conninfo, autocommit=True, row_factory=dict_row) as reader:
        papers = [paper_of(sale, bed) for sale in sales[:2]]
        post(actor=actor, documents=papers[:1], key=f"first-{key}", now=NOW)
        before = _balances(reader, bed)
        posted = post(actor=actor, documents=papers[1:], key=f"ours-{key}", now=NOW)
        middle = _balances(reader, bed)
        number = limit.post([sales[2]], f"limit-{key}")[0]
        after = _balances(reader, bed)
        found = reader.execute(
            "SELECT id FROM documents_document WHERE company_id = %s AND number = %s",
            [bed.company_id, number],
        ).fetchone()
        ours, theirs = _rows(reader, posted.documents[0].id), _rows(reader, (found or {"id": 0})["id"])
        ours |= _changes(before, middle)
        theirs |= _changes(middle, after)
    for table in ours:
        for one, other in zip_longest(ours[table], theirs[table]):
            if one != other:
                raise RowsDiffer(f"{table}: ours {one} but the limit's {other}")
    return sum(len(rows) for rows in ours.values())


def _rows(reader: psycopg.Connection[dict[str, Any]], document_id: int) -> Rows:
    """The rows of one document, in order, without what is its own."""
    return {
        table: [
            {
                name: value
                for name, value in row.items()
                if name not in OWN and (table, name) != ("audit_event", "data")
            }
            for row in reader.execute(
                f"SELECT * FROM {table} WHERE {which} ORDER BY id", {"document": document_id}
            )
        ]
        for table, which in ROWS
    }


def _balances(reader: psycopg.Connection[dict[str, Any]], bed: Bed) -> dict[str, dict[int, dict[str, Any]]]:
    return {
        table: {
            row["id"]: row
            for row in reader.execute(
                f"SELECT * FROM {table} WHERE company_id = %s AND {which} ORDER BY id", [bed.company_id]
            ).fetchall()
        }
        for table, which in BALANCES.items()
    }


def _changes(
    before: dict[str, dict[int, dict[str, Any]]], after: dict[str, dict[int, dict[str, Any]]]
) -> Rows:
    """What changed in the balances: numbers as differences, but what came last out of a queue as it is. Without the
    counter of another day's first number.
    """
    found: Rows = {}
    for table, rows in after.items():
        changed = []
        for row_id, row in rows.items():
            old = before[table].get(row_id, {})
            if old == row or row.get("day", POSTED_ON) != POSTED_ON:
                continue
            whole = LAST if row.get("method") == "FIFO" else set()
            changed.append({
                name: value - old.get(name, 0) if type(value) in (int, Decimal) and name not in whole else value
                for name, value in row.items()
                if name not in PLACED
            })  # fmt: skip
        found[f"{table}, changed"] = changed
    return found
