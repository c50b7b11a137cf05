"""``python -m benchmarks [--json] [--quick]``: a table for people and JSON for programs, about ten minutes.

``--quick`` takes two minutes on a quiet machine: fewer products, shorter rounds, 100,000 ledger lines for growth.
``--only single,batch`` measures some figures only; ``--only growth --times 10`` grows to ten million ledger lines.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from benchmarks import bed as beds
from benchmarks import count, growth, posting
from benchmarks.bed import DATABASE, Bed
from benchmarks.bed_lots import make_lot_bed, sell_some
from benchmarks.limit import Limit
from benchmarks.limit_lots import LotLimit
from benchmarks.same_rows import check_same_rows, check_same_rows_of_lots

if TYPE_CHECKING:
    from hengku.kit.postgres import Cluster

WORDS = {
    "single": "一单十行,一个客户端",
    "batch": "一次一千单",
    "spread8": "八个进程,商品分散",
    "hot8": "八个进程,同一热门商品",
    "single_lots": "同 single,分批次、先进先出、订单预留",
    "batch_lots": "同 batch,分批次、先进先出、订单预留",
    "spread8_lots": "同 spread8,分批次、先进先出、订单预留",
    "hot8_lots": "同 hot8,分批次、先进先出、订单预留",
    "growth": "台账变大后的耗时比",
    "count": "盘点五千行,最慢一步的秒数(含一次报出全部错误)",
}
#: What takes too long to be measured every time.
MORE = (
    "台账一千万行(约 35 GB 磁盘):python -m benchmarks --only growth --times 10",
    "历史时点库存一千万行:python -m benchmarks.as_of    倒填重算十万行:python -m benchmarks.refold",
)


def main() -> None:
    """Measure and print."""
    options = _options()
    started = time.monotonic()
    size = posting.QUICK if options.quick else posting.FULL
    size = replace(size, pairs=size.pairs * options.times)
    figures = measure(size, options.only.split(","))
    found = {"posting": figures, "seconds": round(time.monotonic() - started), "quick": options.quick}
    if not options.json:
        print(table(figures))
    print(json.dumps(found, ensure_ascii=False))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="只输出 JSON")
    parser.add_argument("--quick", action="store_true", help="两分钟的粗测")
    parser.add_argument("--only", default=",".join(posting.AIMS), help="只测其中几项,逗号分隔")
    parser.add_argument("--times", type=int, default=1, help="台账再大几倍(10 = 一千万行)")
    return parser.parse_args()


def measure(size: posting.Size, only: list[str]) -> dict[str, dict[str, Any]]:
    """The figures asked for, on one server: plain goods first, goods with lots beside them afterwards."""
    found: dict[str, dict[str, Any]] = {}
    lots = [name for name in only if name.endswith("_lots")]
    with beds.server() as cluster:
        if set(only) - {*lots, "count"}:
            found |= _of_plain_goods(cluster, size, only)
        if lots:
            found |= _of_goods_with_lots(cluster, size, lots)
        if "count" in only:
            found["count"] = count.figure(cluster, size.counted)
    return found


def _of_plain_goods(cluster: Cluster, size: posting.Size, only: list[str]) -> dict[str, dict[str, Any]]:
    """Growth first: it copies the database as long as nobody is connected to it, and while it is small."""
    from hengku.identity.auth import actor_for

    bed = beds.make_bed(size.products)
    actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
    day = growth.post_day(actor, bed, size.pairs)
    beds.analyze(cluster)
    limit = Limit(cluster.app_dsn(DATABASE), bed)
    rows = check_same_rows(cluster.owner_dsn(DATABASE), limit, actor, bed)
    limit.connection.close()
    beds.disconnect()
    return _measured(bed, size, only, rows, {"growth": lambda: posting.grown(cluster, bed, day, size)})


def _of_goods_with_lots(cluster: Cluster, size: posting.Size, only: list[str]) -> dict[str, dict[str, Any]]:
    from hengku.identity.auth import actor_for

    bed = make_lot_bed(size.products)
    actor = actor_for(user_id=bed.user_id, company_id=bed.company_id)
    limit = LotLimit(cluster.app_dsn(DATABASE), bed)
    rows = check_same_rows_of_lots(cluster.owner_dsn(DATABASE), limit, actor, bed)
    limit.connection.close()
    sell_some(actor, bed)
    beds.analyze(cluster)
    beds.disconnect()
    return _measured(bed, size, only, rows, {})


def _measured(
    bed: Bed, size: posting.Size, only: list[str], rows: int, first: dict[str, Callable[[], dict[str, Any]]]
) -> dict[str, dict[str, Any]]:
    """Each figure of a bed that was asked for, and how many rows a document writes."""
    kind = "_lots" if bed.lots else ""
    figures = first | {
        f"single{kind}": lambda: posting.single(bed, size),
        f"batch{kind}": lambda: posting.batch(bed, size),
        f"spread8{kind}": lambda: posting.many(bed, size, hot=False),
        f"hot8{kind}": lambda: posting.many(bed, size, hot=True),
    }
    return {
        name: figure() | ({} if name == "growth" else {"rows_a_document": rows})
        for name, figure in figures.items()
        if name in only
    }


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The figures for people: ratio, its spread over the rounds, the aim, and both speeds."""
    lines = [f"{'figure':<12} {'ratio':>6} {'rounds':>13} {'aim':>7}     {'ours':>14} {'limit':>14}"]
    for name in posting.AIMS:
        if name not in figures:
            continue
        one = figures[name]
        sign, aim = posting.AIMS[name]
        if name == "growth":
            ours, limit = f"{one['big_ms']} ms", f"{one['small_ms']} ms"
        elif name == "count":
            ours, limit = f"{one['lines']} lines", ""
        else:
            ours = f"{one['ours_documents_per_second']}/s"
            limit = f"{one['limit_documents_per_second']}/s"
        reached = "达到" if posting.reaches(name, one["ratio"]) else "未达"
        lines.append(
            f"{name:<12} {one['ratio']:>6} {one['ratio_min']:>6}–{one['ratio_max']:<6} {sign + str(aim):>7} {reached}"
            f" {ours:>14} {limit:>14}  {WORDS[name]}"
        )
    return "\n".join([*lines, *MORE])


if __name__ == "__main__":
    main()
