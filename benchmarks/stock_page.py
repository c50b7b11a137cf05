"""The first page of stock where very many products lie: python -m benchmarks.stock_page [products].

Every product lies in one warehouse and every fifth in a second. The page is asked as the desk asks it, of all stock, of
one warehouse, of what is short, negative or gone, and by who sees one warehouse only; and once with each row worked
out, which must say the same. A ratio of the two says what the short way saves.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.bed import DATABASE, STOCKED_ON, analyze, make_bed, server, stock_up

if TYPE_CHECKING:
    from hengku.identity.actor import Actor

PRODUCTS, ROUNDS, AIM_S = 100_000, 7, 0.5
TODAY, PAGE = date(2026, 11, 20), 100


def main() -> None:
    """Make the books, ask both ways in turn, and print the medians."""
    products = int(sys.argv[1]) if len(sys.argv) > 1 else PRODUCTS
    with server() as cluster:
        from hengku.identity.auth import actor_for
        from hengku.inventory.actions_places import create_warehouse

        bed = make_bed(products)
        actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
        second = create_warehouse(actor=actor, code="W2", name="二仓")
        some = replace(bed, warehouse_id=second.pk, products=bed.products[::5])
        stock_up(actor, some, on=STOCKED_ON + timedelta(days=1), quantity=30)
        analyze(cluster, DATABASE)
        first = {"warehouse": str(bed.warehouse_id)}
        _compare("全部", actor, {})
        _compare("一仓", actor, first)
        _compare("二仓", actor, {"warehouse": str(second.pk)})
        for only, name in (("short", "低于最低库存"), ("negative", "负库存"), ("zero", "零库存")):
            _compare(name, actor, {"only": only})
        _compare("只能看一仓的人", actor, {}, [bed.warehouse_id])
        _compare("只能看二仓的人", actor, {}, [second.pk])


def _compare(name: str, actor: Actor, asked: dict[str, str], places: list[int] | None = None) -> None:
    """Ask both ways in turn and print the medians; they must say the same."""
    from hengku.kit import sight
    from hengku.reports import run
    from hengku.reports.declaration import Shape

    short = run.report_type("stock")
    ways = {"short": short, "whole": replace(short, narrow=None)}
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        told = []
        for way, kind in ways.items():
            run.REPORTS["stock"] = kind
            started = time.perf_counter()
            with sight.limited_to(places):
                page = run.run_report(actor, "stock", asked, today=TODAY, shape=Shape(page=1, size=PAGE))
            seconds[way].append(time.perf_counter() - started)
            told.append((page.rows, page.totals, page.row_count))
        if told[0] != told[1]:
            raise SystemExit(f"{name}: the short way says something else than the whole")
    run.REPORTS["stock"] = short
    medians = {way: statistics.median(found) for way, found in seconds.items()}
    reached = "达到" if medians["short"] <= AIM_S else "未达"
    print(
        f"现存量第一页 {name} {told[0][2]:,} 行:{medians['short']:.2f} s(目标 ≤ {AIM_S} s,{reached});"
        f"逐行计算 {medians['whole']:.2f} s,{medians['whole'] / medians['short']:.1f} 倍"
    )


if __name__ == "__main__":
    main()
