"""One client process: reads an order a line from its standard input, does it, answers a line.

    {"seed": 3, "hot": 0, "bed": {...}}                    once, first
    {"prepare": 300}                                       make orders for so many sales, where sales come from orders
    {"side": "ours", "seconds": 2}                         post one sale after the other → documents, seconds, p95
    {"side": "limit", "documents": 1000}                   post so many in one call → documents, seconds

It opens its connections only after the bed is made and analysed: a session keeps the plans it made for empty tables.
"""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from benchmarks import bed as beds
from benchmarks.bed import NOW, Bed
from benchmarks.orders import Orders
from benchmarks.papers import Sales, paper_of


class Client:
    """Posts sales by either side, with keys nobody else has."""

    def __init__(self, order: dict[str, Any]) -> None:
        from benchmarks.limit import Limit
        from benchmarks.limit_lots import LotLimit
        from hengku.identity.auth import actor_for
        from hengku.kit.postgres import connect

        self._bed = Bed.of_data(order["bed"])
        self._actor = actor_for(user_id=self._bed.user_id, company_id=self._bed.company_id)
        sales = Sales(self._bed.products, seed=order["seed"], hot=order.get("hot", 0))
        self._sales = Orders(sales, self._actor, self._bed) if self._bed.lots else sales
        self._limit = (LotLimit if self._bed.lots else Limit)(connect.dsn_for("app"), self._bed)
        self._prefix = uuid.uuid4().hex[:12]
        self._count = 0

    def do(self, order: dict[str, Any]) -> dict[str, Any]:
        """One order, answered with what was done and how long it took. Without sales waiting a round ends early."""
        if "prepare" in order:
            if isinstance(self._sales, Orders):
                self._sales.prepare(int(order["prepare"]))
            return {}
        documents = int(order.get("documents", 1))
        calls, took = 0, []
        started = time.perf_counter()
        until = started + order.get("seconds", 0)
        while (not calls or time.perf_counter() < until) and self._has(documents):
            began = time.perf_counter()
            self._post(order["side"], documents)
            took.append(time.perf_counter() - began)
            calls += 1
        seconds = time.perf_counter() - started
        took.sort()
        return {
            "documents": calls * documents,
            "seconds": seconds,
            "p50_ms": 1000 * took[len(took) // 2],
            "p95_ms": 1000 * took[min(len(took) - 1, int(len(took) * 0.95))],
        }

    def _has(self, documents: int) -> bool:
        return not isinstance(self._sales, Orders) or len(self._sales) >= documents

    def _post(self, side: str, documents: int) -> None:
        from hengku.posting.actions import post

        self._count += 1
        key = f"{self._prefix}-{self._count}"
        sales = [self._sales.next() for _ in range(documents)]
        if side == "limit":
            self._limit.post(sales, key)
        else:
            post(actor=self._actor, documents=[paper_of(sale, self._bed) for sale in sales], key=key, now=NOW)


def main() -> None:
    """Serve orders until the input ends."""
    beds.use(Path(os.environ["HENGKU_DATA"]), os.environ["HENGKU_DB"])
    beds.set_django_up()
    client = Client(json.loads(sys.stdin.readline()))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(client.do(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
