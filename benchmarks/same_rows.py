"""Proof that both sides write the same rows: one sale posted by each, compared column by column in every table.

Ids, sequence numbers, keys and hashes are each posting's own and are replaced by their place in the posting; what the
first sale changes for the second (balances, the document's number) is compared as a change.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import Any

import psycopg
from psycopg.rows import dict_row

from benchmarks.bed import NOW, POSTED_ON, Bed
from benchmarks.limit import Limit
from benchmarks.papers import Sales, paper_of

OWN = {"id", "seq", "document_id", "line_id", "move_id", "entry_id", "entity_id", "number", "data", "key", "body_hash",
       "document_ids", "answer"}  # fmt: skip
ROWS = (
    ("documents_document", "id = %(document)s"),
    ("documents_line", "document_id = %(document)s"),
    ("inventory_move", "document_id = %(document)s"),
    ("costing_value", "document_id = %(document)s"),
    ("settlement_item", "document_id = %(document)s"),
    ("ledger_entry", "document_id = %(document)s"),
    ("ledger_entryline", "entry_id IN (SELECT id FROM ledger_entry WHERE document_id = %(document)s)"),
    ("audit_event", "entity_kind = 'document' AND entity_id = %(document)s"),
    ("posting_key", "%(document)s = ANY(document_ids)"),
)
BALANCES = ("inventory_onhand", "costing_pool", "documents_counter")
Rows = dict[str, list[dict[str, Any]]]


class RowsDiffer(AssertionError):
    """The limit does not do the same work: a figure against it would mean nothing."""


def check_same_rows(conninfo: str, limit: Limit, actor: Any, bed: Bed) -> int:
    """Post one sale by each side and compare; returns how many rows each wrote or changed, or raises RowsDiffer."""
    from hengku.posting.actions import post

    with psycopg.connect(conninfo, autocommit=True, row_factory=dict_row) as reader:
        sale = Sales(bed.products, seed=1_000_003).next()
        paper = paper_of(sale, bed)
        post(
            actor=actor, documents=[paper_of(sale, bed)], key="same-first", now=NOW
        )  # now every balance is there
        before = _balances(reader, bed)
        posted = post(actor=actor, documents=[paper], key="same-ours", now=NOW)
        middle = _balances(reader, bed)
        number = limit.post([sale], "same-limit")[0]
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
            {name: value for name, value in row.items() if name not in OWN}
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
                f"SELECT * FROM {table} WHERE company_id = %s ORDER BY id", [bed.company_id]
            ).fetchall()
        }
        for table in BALANCES
    }


def _changes(
    before: dict[str, dict[int, dict[str, Any]]], after: dict[str, dict[int, dict[str, Any]]]
) -> Rows:
    """What changed in the balances: numbers as differences, except the counter of another day's first number."""
    found: Rows = {}
    for table, rows in after.items():
        changed = []
        for row_id, row in rows.items():
            old = before[table].get(row_id, {})
            if old == row or row.get("day", POSTED_ON) != POSTED_ON:
                continue
            changed.append({
                name: value - old.get(name, 0) if type(value) in (int, Decimal) and name != "id" else value
                for name, value in row.items()
                if name not in {"last_moved_on", "last_valued_on", "company_id", "product_id", "place_id"}
            })  # fmt: skip
        found[table] = changed
    return found
