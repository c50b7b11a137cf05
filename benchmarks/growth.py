"""Years of business behind us: posted documents copied set-based, in a way that every book still agrees.

A receipt and an issue of the same goods at the pool's unit cost leave on-hand, pools and unit costs as they were; only
the virtual ends of the moves, the open items, entries, evidence and numbering grow. So a few hundred such pairs are
posted by the product itself, as one day's business, and that day is copied to the days that follow: with new ids,
sequence numbers, dates and document numbers. Triggers and keys of the database stay on while copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from benchmarks.bed import NOW, STOCKED_ON, UNIT_COST, Bed
from benchmarks.papers import PRICE, Sales

if TYPE_CHECKING:
    from hengku.identity.actor import Actor

PAIRS = 250  # receipts, and as many issues, of ten lines each: 5,000 moves a day
DAY = STOCKED_ON + timedelta(days=1)
SHIFT = 10_000_000  # ids of one copied day to those of the next

SHIFTED, DATED, NUMBER, EVIDENCE = "{column} + %(shift)s", "{column} + %(days)s", (
    "split_part(number, '-', 1) || '-' || to_char(business_on + %(days)s, 'YYYYMMDD') || '-' ||"
    " split_part(number, '-', 3)"
), (
    "jsonb_set(data, '{number}', to_jsonb(split_part(data->>'number', '-', 1) || '-' ||"
    " to_char(%(day)s::date + %(days)s, 'YYYYMMDD') || '-' || split_part(data->>'number', '-', 3)))"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copied:
    """A table of the books: which rows belong to the day, and what changes in a copy; the rest stays."""

    table: str
    belongs: str
    shifted: tuple[str, ...] = ("id",)
    dated: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()


OF_DOCUMENT = "document_id = ANY(%(documents)s)"
OF_ENTRY = f"entry_id IN (SELECT id FROM ledger_entry WHERE company_id = %(company)s AND {OF_DOCUMENT})"
TABLES = (
    Copied("documents_document", "id = ANY(%(documents)s)", dated=("business_on", "due_on"),
           other=(("number", NUMBER),)),
    Copied("documents_line", OF_DOCUMENT, ("id", "document_id")),
    Copied("inventory_move", OF_DOCUMENT, ("id", "seq", "document_id", "line_id"), ("business_on",)),
    Copied("costing_value", OF_DOCUMENT, ("id", "seq", "move_id", "document_id", "line_id"), ("business_on",)),
    Copied("settlement_item", OF_DOCUMENT, ("id", "document_id"), ("business_on", "due_on")),
    Copied("ledger_entry", OF_DOCUMENT, ("id", "document_id"), ("business_on",)),
    Copied("ledger_entryline", OF_ENTRY, ("id", "entry_id"), ("business_on",)),
    Copied("audit_event", "entity_kind = 'document' AND entity_id = ANY(%(documents)s)", ("id", "entity_id"),
           other=(("data", EVIDENCE),)),
    Copied("documents_counter", "day = %(day)s", dated=("day",)),
)  # fmt: skip

# The virtual ends take what was copied; own places and pools only get a later date.
BALANCES = """
WITH net AS (
    SELECT product_id, place_id, sum(quantity) AS quantity FROM (
        SELECT product_id, to_place_id AS place_id, quantity FROM inventory_move
        WHERE company_id = %(company)s AND document_id = ANY(%(documents)s)
        UNION ALL
        SELECT product_id, from_place_id, -quantity FROM inventory_move
        WHERE company_id = %(company)s AND document_id = ANY(%(documents)s)
    ) AS ends GROUP BY product_id, place_id
)
UPDATE inventory_onhand AS h SET quantity = h.quantity + %(copies)s * net.quantity, last_moved_on = %(last)s
FROM net WHERE h.company_id = %(company)s AND h.product_id = net.product_id AND h.place_id = net.place_id
"""
POOLS = """
UPDATE costing_pool SET last_valued_on = %(last)s
WHERE company_id = %(company)s AND id IN (
    SELECT pool_id FROM costing_value WHERE company_id = %(company)s AND document_id = ANY(%(documents)s))
"""


def post_day(actor: Actor, bed: Bed, pairs: int = PAIRS) -> list[int]:
    """One day's business, ``pairs`` receipts and as many issues; ids of its documents."""
    from hengku.documents.paper import Paper, PaperLine
    from hengku.posting.actions import post

    sales = Sales(bed.products, seed=7)
    papers = []
    for sale in [sales.next() for _ in range(pairs)]:
        goods = [(product, Decimal(quantity)) for product, quantity in sale.lines]
        bought = [
            PaperLine(product_id=product, quantity=quantity, price=UNIT_COST) for product, quantity in goods
        ]
        sold = [PaperLine(product_id=product, quantity=quantity, price=PRICE) for product, quantity in goods]
        papers += [
            Paper("purchase_receipt", DAY, bought, bed.supplier, bed.warehouse_id, price_mode="EXCL"),
            Paper("sales_issue", DAY, sold, bed.customer, bed.warehouse_id),
        ]
    posted = post(actor=actor, documents=papers, key="day", now=NOW)
    return [document.id for document in posted.documents]


def grow(conninfo: str, bed: Bed, documents: list[int], days: int) -> None:
    """Copy the day of ``documents`` to the ``days`` days after it, as the owner of the tables."""
    parameters: dict[str, Any] = {"company": bed.company_id, "documents": documents, "day": DAY}
    with psycopg.connect(conninfo) as owner:
        statements = [_copy(owner, one) for one in TABLES]
        for number in range(1, days + 1):
            for statement in statements:
                owner.execute(statement, parameters | {"shift": number * SHIFT, "days": number})
            owner.commit()
        last = parameters | {"copies": days, "last": DAY + timedelta(days=days)}
        owner.execute(BALANCES, last)
        owner.execute(POOLS, last)
        for one in TABLES:
            owner.execute(
                sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), %s)").format(sql.Literal(one.table)),
                [(days + 1) * SHIFT],
            )
        owner.execute("SELECT setval('posting_seq', %s)", [(days + 1) * SHIFT])


def _copy(owner: psycopg.Connection, one: Copied) -> sql.Composed:
    """INSERT … SELECT of the day's rows with what changes."""
    found = owner.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " ORDER BY ordinal_position",
        [one.table],
    ).fetchall()
    changed = dict(one.other)
    changed |= {name: SHIFTED.format(column=name) for name in one.shifted}
    changed |= {name: DATED.format(column=name) for name in one.dated}
    columns = [name for (name,) in found]
    statement = (
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE company_id = %(company)s AND "
    )
    return sql.SQL(statement).format(
        table=sql.Identifier(one.table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(sql.SQL(changed.get(name, name)) for name in columns),
    ) + sql.SQL(one.belongs)  # fmt: skip


def count_moves(conninfo: str, company_id: int) -> int:
    """Ledger lines of stock so far."""
    with psycopg.connect(conninfo) as owner:
        found = owner.execute(
            "SELECT count(*) FROM inventory_move WHERE company_id = %s", [company_id]
        ).fetchone()
    return int(found[0]) if found else 0
