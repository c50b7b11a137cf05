"""``python -m benchmarks.refold [--moves N] [--others N]``: what a late document costs a product with a long past (C9).

One product gets so many moves in a month; then a receipt comes in on the 2nd day, and all that follows folds again.
The same is measured again after as many moves of other products: it must not grow. Aim: 100,000 moves in 5 s.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

DOCUMENTS, LINES = 50, 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refold", description="测量倒填重算")
    parser.add_argument("--moves", type=int, default=100_000)
    parser.add_argument("--others", type=int, default=0)
    parser.add_argument("--method", default="MOVING_AVERAGE")
    options = parser.parse_args(arguments)
    from replays.worked_database import scratch_database

    with scratch_database("测量倒填重算"):
        told = measure(options.moves, options.others, options.method)
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def measure(moves: int, others: int, method: str) -> dict[str, object]:
    """Fill a company and time late receipts, each a day earlier than the one before."""
    from datetime import date

    from hengku.catalog.actions import create_product
    from hengku.catalog.records import ProductRecord
    from hengku.documents.paper import Paper, PaperLine
    from hengku.ledger.rules import Standard
    from hengku.posting.actions import post
    from replays.worked_shop import UNIT, Shop, ShopPlan

    days = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(31))
    # all of it one lot: its pool is as long as it can be
    tracking = "lot" if method == "SPECIFIC" else "none"
    lot = {"lot_no": "L1"} if tracking == "lot" else {}
    plan = ShopPlan(days, settings={"costing_method": method}, tracking=tracking)
    shop = Shop(plan, Standard.SMALL_BUSINESS)
    record = ProductRecord(code="P02", name="另一商品", base_unit=UNIT, tracking=tracking)
    other = create_product(actor=shop.actor, record=record).pk
    warehouse = next(iter(shop.warehouse_ids.values()))

    def paper(code: str, on: date, product: int, lines: int) -> Paper:
        is_receipt = code == "purchase_receipt"
        price = Decimal(10 + on.day % 7) if is_receipt else Decimal(0)
        party = shop.supplier_party if is_receipt else shop.customer_party
        quantity = Decimal(2 if is_receipt else 1)
        rows = [PaperLine(product, quantity, price=price, data=dict(lot)) for _ in range(lines)]
        return Paper(code, on, rows, party_id=party, warehouse_id=warehouse, price_mode="EXCL")

    def fill(product: int, number: int) -> None:
        made = day = 0
        if lot:  # a lot is known once its first receipt is posted
            first = paper("purchase_receipt", days[4], product, 1)
            post(actor=shop.actor, documents=[first], key=uuid.uuid4().hex, now=shop.now)
        while made < number:
            on = days[4 + day % 26]
            day += 1
            papers = [
                paper("purchase_receipt" if n % 2 == 0 else "sales_issue", on, product, LINES)
                for n in range(DOCUMENTS)
            ]
            if day > 26:
                on = days[30]
                for one in papers:
                    one.business_on = on
            post(actor=shop.actor, documents=papers, key=uuid.uuid4().hex, now=shop.now)
            made += DOCUMENTS * LINES

    fill(shop.product_id, moves)
    seconds = []
    for n, count in enumerate((0, others)):
        if n and not count:
            break
        if count:
            fill(other, count)
        late = paper("purchase_receipt", days[3 - n], shop.product_id, 1)
        began = time.perf_counter()
        post(actor=shop.actor, documents=[late], key=uuid.uuid4().hex, now=shop.now)
        seconds.append(round(time.perf_counter() - began, 2))
    return {"moves": moves, "others": others, "method": method, "seconds": seconds}


if __name__ == "__main__":
    sys.exit(main())
