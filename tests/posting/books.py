"""What the books of a company say, read straight from the tables, and whether they agree with each other.

``disagreements`` is asked after every test of these folders that uses a book (fixture ``books_agree``).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from hengku.catalog.models import Product
from hengku.company.models import Warehouse
from hengku.documents.models import Document
from hengku.kit import sql
from tests.world import Book

ENTRIES = """
SELECT a.code, l.debit, l.credit FROM ledger_entryline AS l
JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s AND e.document_id = %s AND e.purpose = %s ORDER BY e.id, l.line_no
"""
HAND = """
SELECT h.quantity, h.reserved FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND h.product_id = %s AND p.warehouse_id = %s
"""
WEIGHED = """
SELECT coalesce(sum(h.quantity), 0), coalesce(sum(h.aux_quantity), 0) FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
WHERE h.company_id = %s AND h.product_id = %s AND p.warehouse_id = %s
"""
POOL = """
SELECT quantity, amount FROM costing_pool
WHERE company_id = %s AND product_id = %s AND warehouse_id = %s AND lot_id = 0
"""
ACCOUNTS = """
SELECT a.code, sum(l.debit - l.credit) FROM ledger_entryline AS l
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s GROUP BY a.code HAVING sum(l.debit - l.credit) <> 0
"""
ITEMS = """
SELECT kind, party_id, sum(residual) FROM settlement_item WHERE company_id = %s GROUP BY kind, party_id
HAVING sum(residual) <> 0
"""
HANDS = """
SELECT product_id, place_id, quantity, aux_quantity, reserved, lot_id, status, owner_id FROM inventory_onhand WHERE company_id = %s
"""
POOLS = "SELECT product_id, warehouse_id, quantity, amount FROM costing_pool WHERE company_id = %s"
COST_ROWS = """
SELECT v.business_on, v.kind, v.quantity, v.amount FROM costing_value AS v
WHERE v.company_id = %s AND v.document_id = %s ORDER BY v.business_on, v.seq, v.id
"""

#: Each gives the rows that should not be there.
LAWS = {
    "entries balance": """
SELECT entry_id, sum(debit - credit) FROM ledger_entryline WHERE company_id = %(company)s
GROUP BY entry_id HAVING sum(debit - credit) <> 0 OR count(*) < 2""",
    "on hand = moves": """
SELECT product_id, place_id, sum(quantity) FROM (
    SELECT product_id, place_id, quantity FROM inventory_onhand WHERE company_id = %(company)s
    UNION ALL SELECT product_id, to_place_id, -quantity FROM inventory_move WHERE company_id = %(company)s
    UNION ALL SELECT product_id, from_place_id, quantity FROM inventory_move WHERE company_id = %(company)s
) AS x GROUP BY product_id, place_id HAVING sum(quantity) <> 0""",
    "weight on hand = moves": """
SELECT product_id, place_id, sum(weight) FROM (
    SELECT product_id, place_id, aux_quantity AS weight FROM inventory_onhand WHERE company_id = %(company)s
    UNION ALL SELECT product_id, to_place_id, -aux_quantity FROM inventory_move WHERE company_id = %(company)s
    UNION ALL SELECT product_id, from_place_id, aux_quantity FROM inventory_move WHERE company_id = %(company)s
) AS x GROUP BY product_id, place_id HAVING sum(weight) <> 0""",
    # a promise stands at the warehouse; the goods may lie in several of its lots and bins
    "reserved = reservations": """
SELECT x.product_id, p.role, p.warehouse_id, sum(x.quantity) FROM (
    SELECT product_id, place_id, reserved AS quantity FROM inventory_onhand WHERE company_id = %(company)s
    UNION ALL SELECT product_id, place_id, -quantity FROM inventory_reservation WHERE company_id = %(company)s
) AS x JOIN inventory_place AS p ON p.company_id = %(company)s AND p.id = x.place_id
GROUP BY x.product_id, p.role, p.warehouse_id HAVING sum(x.quantity) <> 0""",
    "pools = values": """
SELECT pool_id, sum(quantity), sum(amount) FROM (
    SELECT id AS pool_id, quantity, amount FROM costing_pool WHERE company_id = %(company)s
    UNION ALL SELECT pool_id, -quantity, -amount FROM costing_value WHERE company_id = %(company)s
) AS x GROUP BY pool_id HAVING sum(quantity) <> 0 OR sum(amount) <> 0""",
    "pools hold what is on hand": """
SELECT product_id, sum(quantity) FROM (
    SELECT product_id, quantity FROM costing_pool WHERE company_id = %(company)s
    UNION ALL
    SELECT h.product_id, -CASE WHEN c.aux_unit_id IS NULL THEN h.quantity ELSE h.aux_quantity END
    FROM inventory_onhand AS h JOIN catalog_product AS c ON c.company_id = h.company_id AND c.id = h.product_id
    JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id
    WHERE h.company_id = %(company)s AND h.owner_id = 0
      AND p.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
) AS x GROUP BY product_id HAVING sum(quantity) <> 0""",
    # month by month: a difference of cost is booked in the month of what it belongs to
    "inventory accounts = values, by month": """
SELECT account_id, category_id, month, sum(amount) FROM (
    SELECT r.account_id, c.id AS category_id, date_trunc('month', v.business_on) AS month, v.amount
    FROM costing_value AS v
    JOIN catalog_product AS p ON p.company_id = v.company_id AND p.id = v.product_id
    JOIN catalog_category AS c ON c.company_id = v.company_id AND c.id = p.category_id
    JOIN ledger_roleaccount AS r ON r.company_id = v.company_id AND r.role = c.inventory_role
    JOIN costing_pool AS held ON held.company_id = v.company_id AND held.id = v.pool_id AND held.warehouse_id >= 0
    WHERE v.company_id = %(company)s
    UNION ALL
    SELECT l.account_id, l.category_id, date_trunc('month', l.business_on), l.credit - l.debit
    FROM ledger_entryline AS l WHERE l.company_id = %(company)s AND l.account_id IN (
        SELECT account_id FROM ledger_roleaccount
        WHERE company_id = %(company)s AND role IN ('merchandise', 'raw_material', 'turnover_material'))
     AND l.entry_id NOT IN (SELECT id FROM ledger_entry WHERE company_id = %(company)s AND purpose = 'estimate')
) AS x GROUP BY account_id, category_id, month HAVING sum(amount) <> 0""",
    # 发出商品 may be the same account: then what was issued and not invoiced stands there too
    "goods on consignment = their account": """
SELECT sum(amount) FROM (
    SELECT v.amount FROM costing_value AS v
    JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id AND p.warehouse_id = -1
    WHERE v.company_id = %(company)s
    UNION ALL
    SELECT i.amount FROM (
        SELECT -v.amount FROM costing_value AS v
        WHERE v.company_id = %(company)s AND v.against = 'goods_dispatched'
        UNION ALL
        SELECT -k.amount FROM documents_link AS k
        WHERE k.company_id = %(company)s AND k.target_type IN ('sales_invoice', 'pos_daily_close') AND EXISTS (
            SELECT FROM costing_value AS v WHERE v.company_id = k.company_id AND v.line_id = k.source_line_id
             AND v.against = 'goods_dispatched')
        UNION ALL
        SELECT -d.amount FROM costing_dispatchedcost AS d WHERE d.company_id = %(company)s
    ) AS i(amount) WHERE EXISTS (
        SELECT FROM ledger_roleaccount AS c
        JOIN ledger_roleaccount AS g ON g.company_id = c.company_id AND g.account_id = c.account_id
        WHERE c.company_id = %(company)s AND c.role = 'consigned_out' AND g.role = 'goods_dispatched')
    UNION ALL
    SELECT l.credit - l.debit FROM ledger_entryline AS l
    JOIN ledger_roleaccount AS r ON r.company_id = l.company_id AND r.account_id = l.account_id
     AND r.role = 'consigned_out'
    WHERE l.company_id = %(company)s
) AS x HAVING sum(amount) <> 0""",
    "control accounts = items": """
SELECT account_id, party_id, sum(amount) FROM (
    SELECT r.account_id, i.party_id, CASE WHEN a.direction = 'debit' THEN i.amount ELSE -i.amount END AS amount
    FROM settlement_item AS i
    JOIN ledger_roleaccount AS r ON r.company_id = i.company_id
     AND r.role = CASE i.kind WHEN 'invoiced_ahead' THEN 'advance_received' ELSE i.kind END
    JOIN ledger_account AS a ON a.company_id = r.company_id AND a.id = r.account_id
    WHERE i.company_id = %(company)s
    UNION ALL
    SELECT l.account_id, l.party_id, l.credit - l.debit
    FROM ledger_entryline AS l JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
    WHERE l.company_id = %(company)s AND (a.control IN ('ar', 'ap', 'ap_estimated', 'prepay', 'advance_received')
      OR left(a.code, 4) IN ('1221', '2241') AND l.party_id <> 0)
     AND l.entry_id NOT IN (SELECT id FROM ledger_entry WHERE company_id = %(company)s AND purpose = 'estimate')
) AS x GROUP BY account_id, party_id HAVING sum(amount) <> 0""",
    "residual = amount - applications": """
SELECT id, sum(amount) FROM (
    SELECT id, amount - residual AS amount FROM settlement_item WHERE company_id = %(company)s
    UNION ALL SELECT item_id, -amount FROM settlement_application WHERE company_id = %(company)s
    UNION ALL SELECT against_id, amount FROM settlement_application WHERE company_id = %(company)s
) AS x GROUP BY id HAVING sum(amount) <> 0""",
    "an empty pool is worth nothing": """
SELECT id, quantity, amount FROM costing_pool
WHERE company_id = %(company)s AND ((quantity = 0 AND amount <> 0) OR (quantity > 0 AND amount < 0))""",
}


def state(book: Book, document_id: int) -> str:
    """The state of a document now."""
    return str(Document.objects.visible_to(book.actor).get(pk=document_id).state)


def entry(book: Book, document_id: int, purpose: str = "post") -> list[str]:
    """The entry lines of a document as the rulebook writes them, sorted: ``借 1405 1000.00``."""
    found = []
    for code, debit, credit in sql.rows(ENTRIES, (book.company_id, document_id, purpose)):
        found.append(f"借 {code} {debit}" if debit else f"贷 {code} {credit}")
    return sorted(found)


def lines(text: str) -> list[str]:
    """An entry written in one string, ``;`` between its lines, sorted as ``entry`` gives it."""
    return sorted(part.strip() for part in text.split(";") if part.strip())


def hand(
    book: Book, product: Product | None = None, warehouse: Warehouse | None = None
) -> tuple[Decimal, Decimal]:
    """(on hand, reserved) in base units; of cola in W1 unless said otherwise."""
    asked = (book.company_id, (product or book.cola).pk, (warehouse or book.w1).pk)
    found = sql.rows(HAND, asked)
    return (found[0][0], found[0][1]) if found else (Decimal(0), Decimal(0))


def weighed(book: Book, product: Product, warehouse: Warehouse) -> tuple[Decimal, Decimal]:
    """(pieces, weight) on hand in a warehouse, over lots and statuses (B2)."""
    asked = (book.company_id, product.pk, warehouse.pk)
    ((pieces, weight),) = sql.rows(WEIGHED, asked)
    return pieces, weight


def values(book: Book, document_id: int) -> list[tuple[int, str, str, str]]:
    """What a document wrote into the cost book: (day of the year, kind, quantity, amount)."""
    found = sql.rows(COST_ROWS, (book.company_id, document_id))
    return [
        (on.timetuple().tm_yday, kind, f"{quantity:.0f}", str(amount)) for on, kind, quantity, amount in found
    ]


def pool(
    book: Book, product: Product | None = None, warehouse: Warehouse | None = None
) -> tuple[Decimal, Decimal]:
    """(quantity, amount) of the product's pool, of one warehouse when pools are per warehouse."""
    asked = (book.company_id, (product or book.cola).pk, warehouse.pk if warehouse else 0)
    found = sql.rows(POOL, asked)
    return (found[0][0], found[0][1]) if found else (Decimal(0), Decimal(0))


def accounts(book: Book) -> dict[str, Decimal]:
    """Debit less credit of every account that is not even, by code."""
    return dict(sql.rows(ACCOUNTS, (book.company_id,)))  # type: ignore[arg-type]


def balance(book: Book, code: str) -> Decimal:
    """Debit less credit of one account."""
    return accounts(book).get(code, Decimal(0))


def residuals(book: Book) -> dict[tuple[str, int], Decimal]:
    """What is open, by kind and party."""
    return {(kind, party): left for kind, party, left in sql.rows(ITEMS, (book.company_id,))}


def snapshot(book: Book) -> dict[str, Any]:
    """Every balance of the company: on hand, pools, open items, accounts. Rows of nothing are left out."""
    hands = {(*r[:2], *r[4:]): (r[2], r[3]) for r in sql.rows(HANDS, (book.company_id,)) if r[2] or r[3]}
    pools = {(r[0], r[1]): (r[2], r[3]) for r in sql.rows(POOLS, (book.company_id,)) if r[2] or r[3]}
    return {"hands": hands, "pools": pools, "items": residuals(book), "accounts": accounts(book)}


def count(book: Book, table: str) -> int:
    """Rows of the company in a table."""
    return int(sql.rows(f"SELECT count(*) FROM {table} WHERE company_id = %s", (book.company_id,))[0][0])


BOOK_TABLES = (
    "documents_document",
    "documents_line",
    "documents_link",
    "inventory_move",
    "inventory_reservation",
    "costing_value",
    "settlement_item",
    "settlement_application",
    "ledger_entry",
    "ledger_entryline",
    "posting_key",
)


def written(book: Book) -> dict[str, int]:
    """How many rows there are in every book, and in what goes with them."""
    return {table: count(book, table) for table in BOOK_TABLES}


def disagreements(company_id: int) -> list[str]:
    """Every law that does not hold, with the rows that break it."""
    found = []
    for law, statement in LAWS.items():
        broken = sql.rows(statement, {"company": company_id})  # type: ignore[arg-type]
        if broken:
            found.append(f"{law}: {broken[:5]}")
    return found


@pytest.fixture(autouse=True)
def books_agree(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ask after the test whether the books of ``book`` agree with each other."""
    book = request.getfixturevalue("book") if "book" in request.fixturenames else None
    yield
    if book is not None:
        assert disagreements(book.company_id) == []
