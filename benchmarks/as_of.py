"""Stock of a past day over ten million moves: python -m benchmarks.as_of [products] [moves].

The rows of the two books are made by statements of the owner; the snapshots are made by the product itself. The stock
report and 收发存 of random days are asked with snapshots and without, and must say the same.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import psycopg

from benchmarks.bed import DATABASE, NOW, STARTED_ON, analyze, make_bed, server

if TYPE_CHECKING:
    from hengku.identity.actor import Actor

PRODUCTS, MOVES, ROUNDS = 10_000, 10_000_000, 7
LAST = date(2026, 11, 20)
DAYS = (LAST - STARTED_ON).days - 2
CHUNK = 500_000
MAKE_MOVES = """
WITH place AS (
    SELECT max(id) FILTER (WHERE role = 'stock') AS stock, max(id) FILTER (WHERE role = 'supplier') AS supplier,
           max(id) FILTER (WHERE role = 'customer') AS customer
    FROM inventory_place WHERE company_id = %(company)s
), goods AS (
    SELECT array_agg(product_id ORDER BY product_id) AS ids, array_agg(id ORDER BY product_id) AS pools
    FROM costing_pool WHERE company_id = %(company)s
), made AS (
    INSERT INTO inventory_move (company_id, seq, product_id, lot_id, status, owner_id, to_lot_id, to_status,
                                to_owner_id, from_place_id, to_place_id, quantity, document_id, line_id, business_on,
                                posted_at)
    SELECT %(company)s, 1000000000 + n, goods.ids[1 + n * 7919 %% %(products)s], 0, 'available', 0, 0, 'available', 0,
           CASE WHEN n / %(products)s %% 2 = 0 THEN place.supplier ELSE place.stock END,
           CASE WHEN n / %(products)s %% 2 = 0 THEN place.stock ELSE place.customer END,
           1 + n %% 9, n / 10, n, %(first)s::date + (n * %(days)s / %(moves)s)::int, %(now)s
    FROM generate_series(%(start)s::bigint, %(end)s::bigint - 1) AS n, place, goods
)
INSERT INTO costing_value (company_id, seq, pool_id, product_id, move_id, document_id, line_id, quantity, amount, kind,
                           against, is_red, business_on, posted_at)
SELECT %(company)s, 1000000000 + n, goods.pools[1 + n * 7919 %% %(products)s], goods.ids[1 + n * 7919 %% %(products)s],
       NULL, n / 10, n, s.sign * (1 + n %% 9), s.sign * (1 + n %% 9) * 7,
       CASE WHEN s.sign = 1 THEN 'actual' ELSE 'issue' END, 'cogs', false,
       %(first)s::date + (n * %(days)s / %(moves)s)::int, %(now)s
FROM generate_series(%(start)s::bigint, %(end)s::bigint - 1) AS n, goods,
     LATERAL (SELECT CASE WHEN n / %(products)s %% 2 = 0 THEN 1 ELSE -1 END) AS s(sign)
"""
BALANCES = """
WITH net AS (
    SELECT product_id, place_id, sum(quantity) AS quantity FROM (
        SELECT product_id, to_place_id AS place_id, quantity FROM inventory_move WHERE company_id = %(company)s
        UNION ALL
        SELECT product_id, from_place_id, -quantity FROM inventory_move WHERE company_id = %(company)s
    ) AS ends GROUP BY product_id, place_id
), hands AS (
    INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity, reserved,
                                  may_go_negative, last_moved_on)
    SELECT %(company)s, product_id, place_id, 0, 'available', 0, quantity, 0, true, %(last)s FROM net
    ON CONFLICT (company_id, product_id, place_id, lot_id, status, owner_id)
    DO UPDATE SET quantity = excluded.quantity, may_go_negative = true, last_moved_on = %(last)s
)
UPDATE costing_pool AS p SET quantity = v.quantity, amount = v.amount, last_valued_on = %(last)s
FROM (SELECT pool_id, sum(quantity) AS quantity, sum(amount) AS amount FROM costing_value
      WHERE company_id = %(company)s GROUP BY pool_id) AS v
WHERE p.company_id = %(company)s AND p.id = v.pool_id
"""


def main() -> None:
    """Make the books, ask without snapshots, make them, ask again."""
    products, moves = (int(text) for text in [*sys.argv[1:], str(PRODUCTS), str(MOVES)][:2])
    with server() as cluster:
        from hengku.identity.auth import actor_for

        bed = make_bed(products)
        fill(cluster.owner_dsn(DATABASE), bed.company_id, products, moves)
        analyze(cluster)
        actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
        chance = random.Random(11)
        days = [STARTED_ON + timedelta(days=chance.randint(30, DAYS - 1)) for _ in range(ROUNDS)]
        slow, without = asked(actor, days[:2])
        started = time.perf_counter()
        made = make_all(bed.company_id)
        print(f"snapshots made={made} seconds={time.perf_counter() - started:.0f}")
        analyze(cluster)
        fast, with_them = asked(actor, days)
        if with_them[:2] != without:
            raise SystemExit("snapshots say something else than the books")
        for name in fast:
            print(
                f"as_of report={name} products={products} moves={moves} ms={statistics.median(fast[name]):.0f}"
                f" max_ms={max(fast[name]):.0f} without_ms={statistics.median(slow[name]):.0f}"
            )


def fill(conninfo: str, company_id: int, products: int, moves: int) -> None:
    """Receipts and issues in turn, spread over the days of the year."""
    named = {"company": company_id, "products": products, "moves": moves, "days": DAYS, "now": NOW}
    with psycopg.connect(conninfo) as owner:
        for start in range(0, moves, CHUNK):
            chunk = {
                "start": start,
                "end": min(start + CHUNK, moves),
                "first": STARTED_ON + timedelta(days=2),
            }
            owner.execute(MAKE_MOVES, named | chunk)
            owner.commit()
        owner.execute(BALANCES, {"company": company_id, "last": LAST})


def make_all(company_id: int) -> int:
    """Run the job until nothing is missing."""
    from hengku.posting.snapshots import make_snapshots

    made = 0
    while done := make_snapshots(company_id=company_id, now=NOW):
        made += done
    return made


def asked(actor: Actor, days: list[date]) -> tuple[dict[str, list[float]], list[Any]]:
    """Milliseconds of each question, and the rows."""
    from hengku.reports.run import run_report

    taken: dict[str, list[float]] = {"stock": [], "stock_summary": []}
    rows = []
    for day in days:
        for name, values in (
            ("stock", {"as_of": day, "by": "warehouse"}),
            ("stock_summary", {"from": day.replace(day=1), "to": day, "by": "product"}),
        ):
            started = time.perf_counter()
            found = run_report(actor, name, values, today=NOW.date()).rows
            taken[name].append((time.perf_counter() - started) * 1000)
            rows.append(sorted((row["product_id"], *map(str, row.values())) for row in found))
    pairs = [rows[n : n + 2] for n in range(0, len(rows), 2)]
    return taken, pairs


if __name__ == "__main__":
    main()
