"""The limit for goods with lots, first in first out, that an order holds: more locks, and the rows that come of them.

Locks in the product's order: orders → lots, shared → what the orders hold → period → on-hand, with all that is
promised together → pools → counter. Nine round trips. It trusts that an issue takes its order whole, of the lot it
knows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import psycopg

from benchmarks import limit_sql
from benchmarks.bed import Bed
from benchmarks.bed_lots import lot_of
from benchmarks.limit import FEN, NOTHING, ZERO, Ids, Limit, Lines, Pool
from benchmarks.papers import Ordered, Sale

Draw = tuple[int, int, int, date, int, int, Decimal, Decimal]
DRAW = ("pool", "layer", "line", "on", "seq", "document", "quantity", "amount")


class LotLimit(Limit):
    """Posts sales of a bed with lots, each from its order."""

    BOOKS, PAPERS = limit_sql.BOOKS_OF_LOTS, limit_sql.PAPERS_OF_LOTS

    def __init__(self, conninfo: str, bed: Bed) -> None:
        super().__init__(conninfo, bed)
        self.lots = dict(zip(bed.products, bed.lots, strict=True))
        self.fixed["lot_data"] = json.dumps(lot_of(1))
        self._draws: list[Draw] = []

    def _lock_first(
        self, cursor: psycopg.Cursor[Any], sales: Sequence[Sale], lines: Lines
    ) -> dict[str, list[Any]]:
        ordered = [sale for sale in sales if isinstance(sale, Ordered)]
        asked: dict[str, list[Any]] = {
            "orders": [sale.order_id for sale in ordered],
            "line_order": [sale.order_id for sale in ordered for _ in sale.order_lines],
            "order_line": [line for sale in ordered for line in sale.order_lines],
            "lot": [self.lots[product] for _, product, _ in lines],
        }
        cursor.execute(limit_sql.LOCK_ORDERS, {"company": self.company, **asked})
        return asked | {"reservation": [row[0] for row in cursor.fetchall()]}

    def _lock_hands(self, cursor: psycopg.Cursor[Any], lines: Lines) -> dict[tuple[int, int], int]:
        keys = sorted({(product, place) for _, product, _ in lines for place in (self.stock, self.customer)})
        lots = [self.lots[product] for product, _ in keys]
        asked = self.fixed | {"product": [k[0] for k in keys], "place": [k[1] for k in keys], "lot": lots}
        found = self._hands(cursor, asked)
        if len(found) < len(keys):
            cursor.execute(limit_sql.MAKE_HANDS, asked)
            found = self._hands(cursor, asked)
        return found

    def _hands(self, cursor: psycopg.Cursor[Any], asked: dict[str, Any]) -> dict[tuple[int, int], int]:
        rows = cursor.execute(limit_sql.LOCK_HANDS_OF_LOTS, asked)
        return {(row[0], row[1]): row[2] for row in rows if row[4] == self.lots[row[0]]}

    def _lock_pools(self, cursor: psycopg.Cursor[Any], products: list[int]) -> dict[int, Pool]:
        pools = super()._lock_pools(cursor, products)
        by_id = {pool.id: pool for pool in pools.values()}
        for row in cursor.execute(limit_sql.LAYERS, (self.company, list(by_id))):
            by_id[row[0]].layers.append([*row[1:]])
        return pools

    def _cost(self, pool: Pool, quantity: Decimal, seq: int, document: int) -> Decimal:
        """What the oldest layers held."""
        total, wanted = NOTHING, quantity
        while wanted:
            layer = pool.layers[0]
            part = min(wanted, layer[3])
            cost = layer[4] if part == layer[3] else (layer[4] * part / layer[3]).quantize(FEN, ROUND_HALF_UP)
            self._draws.append((pool.id, layer[0], layer[1], layer[2], seq, document, part, cost))
            layer[3] -= part
            layer[4] -= cost
            pool.last_quantity, pool.last_amount = part, cost
            total, wanted = total + cost, wanted - part
            if layer[3] == ZERO:
                pool.layers.pop(0)
        return total

    def _books(
        self,
        sales: Sequence[Sale],
        lines: Lines,
        hands: dict[tuple[int, int], int],
        pools: dict[int, Pool],
        ids: Ids,
    ) -> dict[str, Any]:
        self._draws = []
        found = super()._books(sales, lines, hands, pools, ids)
        columns = zip(*self._draws, strict=True)
        return found | {f"draw_{name}": list(column) for name, column in zip(DRAW, columns, strict=True)}

    def _pools(self, pools: Sequence[Pool]) -> dict[str, list[Any]]:
        return super()._pools(pools) | {
            "last_quantity": [one.last_quantity for one in pools],
            "last_amount": [one.last_amount for one in pools],
        }
