"""The first page of stock where very many products lie: python -m benchmarks.stock_page [products].

Every product lies in one warehouse and every fifth in a second. The page is asked as the desk asks it, and once with
each row worked out, which must say the same; a ratio of the two says what the short way saves.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.bed import DATABASE, STOCKED_ON, analyze, make_bed, server, stock_up

PRODUCTS, ROUNDS, AIM_S = 100_000, 7, 1.0
TODAY, PAGE = date(2026, 11, 20), 100


def main() -> None:
    """Make the books, ask both ways in turn, and print the medians."""
    products = int(sys.argv[1]) if len(sys.argv) > 1 else PRODUCTS
    with server() as cluster:
        from hengku.identity.auth import actor_for
        from hengku.inventory.actions_places import create_warehouse
        from hengku.reports import run
        from hengku.reports.declaration import Shape

        bed = make_bed(products)
        actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
        second = create_warehouse(actor=actor, code="W2", name="二仓")
        some = replace(bed, warehouse_id=second.pk, products=bed.products[::5])
        stock_up(actor, some, on=STOCKED_ON + timedelta(days=1), quantity=30)
        analyze(cluster, DATABASE)
        short = run.REPORTS["stock"]
        ways = {"short": short, "whole": replace(short, narrow=None)}
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            told = []
            for name, way in ways.items():
                run.REPORTS["stock"] = way
                started = time.perf_counter()
                page = run.run_report(actor, "stock", {}, today=TODAY, shape=Shape(page=1, size=PAGE))
                seconds[name].append(time.perf_counter() - started)
                told.append((page.rows, page.totals, page.row_count))
            if told[0] != told[1]:
                raise SystemExit("the short way says something else than the whole")
        medians = {name: statistics.median(found) for name, found in seconds.items()}
        reached = "达到" if medians["short"] <= AIM_S else "未达"
        print(f"现存量第一页 {told[0][2]:,} 行:{medians['short']:.2f} s(目标 ≤ {AIM_S:.0f} s,{reached});"
              f"逐行计算 {medians['whole']:.2f} s,{medians['whole'] / medians['short']:.1f} 倍")  # fmt: skip


if __name__ == "__main__":
    main()
