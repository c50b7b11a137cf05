"""The figures of posting, of plain goods and of goods with lots. Aims: single ≥ 0.35, batch ≥ 0.5, spread8 and hot8
≥ 0.5, growth < 1.5; and every step of a count of 5,000 lines < 10 s.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks import growth
from benchmarks.bed import DATABASE, Bed, analyze
from benchmarks.fleet import compare, fleet

if TYPE_CHECKING:
    from hengku.kit.postgres import Cluster

BIG = f"{DATABASE}_big"
CLIENTS = 8
BATCH = 1000
AIMS: dict[str, tuple[str, float]] = {
    "single": (">=", 0.35),
    "batch": (">=", 0.5),
    "spread8": (">=", 0.5),
    "hot8": (">=", 0.5),
    "single_lots": (">=", 0.35),
    "batch_lots": (">=", 0.5),
    "spread8_lots": (">=", 0.5),
    "hot8_lots": (">=", 0.5),
    "growth": ("<", 1.5),
    "count": ("<", 10),
}
# Orders for the fastest that a client could be, a second.
ALONE, TOGETHER = 500, 150


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done for one figure."""

    products: int
    rounds: int
    seconds: float
    batch_rounds: int
    days: int  # of 5,000 ledger lines each, for growth
    pairs: int = growth.PAIRS  # of documents a day; ten times as many are ten times the lines
    counted: int = 5_000  # lines of a count


FULL = Size(products=10_000, rounds=7, seconds=2.0, batch_rounds=4, days=198)
QUICK = Size(products=2_000, rounds=3, seconds=0.7, batch_rounds=1, days=18, counted=500)


def single(bed: Bed, size: Size) -> dict[str, Any]:
    """(a) One sale of ten lines a call, one client."""
    with fleet(bed, 1) as clients:
        warm = {"seconds": size.seconds / 2}
        orders = int(ALONE * size.seconds) if bed.lots else 0
        return compare(clients, size.rounds, warm=warm, prepare=orders, seconds=size.seconds).as_data()


def batch(bed: Bed, size: Size) -> dict[str, Any]:
    """(b) 1,000 sales of ten lines in one call, one client."""
    with fleet(bed, 1) as clients:
        orders = BATCH if bed.lots else 0
        warm = {"documents": 50}
        return compare(clients, size.batch_rounds, warm=warm, prepare=orders, documents=BATCH).as_data()


def many(bed: Bed, size: Size, *, hot: bool) -> dict[str, Any]:
    """(c), (d) One sale a call, eight client processes on all products, or each sale also with the same hot product."""
    with fleet(bed, CLIENTS, hot=bed.products[0] if hot else 0) as clients:
        warm = {"seconds": size.seconds / 2}
        orders = int(TOGETHER * size.seconds) if bed.lots else 0
        return compare(clients, size.rounds, warm=warm, prepare=orders, seconds=size.seconds).as_data()


def grown(cluster: Cluster, bed: Bed, day: list[int], size: Size) -> dict[str, Any]:
    """(e) One sale a call on the books as they are, and on a copy of the database with a hundred times as many lines.

    The ratio is of times: 1 = the same, 2 = twice as slow.
    """
    cluster.create_database(BIG, template=DATABASE)
    growth.grow(cluster.owner_dsn(BIG), bed, day, size.days)
    analyze(cluster, BIG)
    lines = [growth.count_moves(cluster.owner_dsn(name), bed.company_id) for name in (DATABASE, BIG)]
    small_ms, big_ms, ratios = [], [], []
    with fleet(bed, 1) as small, fleet(bed, 1, database=BIG) as big:
        for clients in (small, big):
            clients.speed("ours", seconds=size.seconds)
        for number in range(size.rounds):
            times = {}
            for name in ("small", "big") if number % 2 == 0 else ("big", "small"):
                speed, _ = (small if name == "small" else big).speed("ours", seconds=size.seconds)
                times[name] = 1000 / speed
            small_ms.append(times["small"])
            big_ms.append(times["big"])
            ratios.append(times["big"] / times["small"])
    return {
        "ratio": round(statistics.median(ratios), 3),
        "ratio_min": round(min(ratios), 3),
        "ratio_max": round(max(ratios), 3),
        "rounds": len(ratios),
        "ledger_lines_small": lines[0],
        "ledger_lines_big": lines[1],
        "small_ms": round(statistics.median(small_ms), 2),
        "big_ms": round(statistics.median(big_ms), 2),
    }


def reaches(name: str, ratio: float) -> bool:
    """Whether a figure reaches its aim."""
    sign, aim = AIMS[name]
    return ratio >= aim if sign == ">=" else ratio < aim
