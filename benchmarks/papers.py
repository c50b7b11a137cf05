"""What is posted: documents of ten lines, made once and given to both sides."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.bed import POSTED_ON, Bed

if TYPE_CHECKING:
    from hengku.documents.paper import Paper

LINES = 10
PRICE = Decimal("11.30")  # with 13 % tax


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale: ten products and whole quantities, in the order of the paper."""

    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ordered(Sale):
    """A sale that an order waits for: the order, and its lines beside the sale's."""

    order_id: int = 0
    order_lines: tuple[int, ...] = ()


class Sales:
    """An endless row of sales over ``products``; with ``hot`` its line stands among the others of every sale."""

    def __init__(self, products: Sequence[int], *, seed: int, hot: int = 0) -> None:
        self._products = products
        self._hot = hot
        self._random = random.Random(seed)

    def next(self) -> Sale:
        """The next sale."""
        chosen = self._random.sample(self._products, LINES)
        if self._hot and self._hot not in chosen:
            chosen[self._random.randrange(LINES)] = self._hot
        return Sale(tuple((product, self._random.randint(1, 5)) for product in chosen))


def paper_of(sale: Sale, bed: Bed) -> Paper:
    """The sale as the product takes it: with its order and lot behind each line where it has one."""
    from hengku.documents.paper import Paper, PaperLine

    if isinstance(sale, Ordered):
        lines = [
            PaperLine(quantity=Decimal(quantity), source_line_id=line, data={"lot_no": "L1"})
            for (_, quantity), line in zip(sale.lines, sale.order_lines, strict=True)
        ]
    else:
        lines = [
            PaperLine(product_id=product, quantity=Decimal(quantity), price=PRICE)
            for product, quantity in sale.lines
        ]
    return Paper("sales_issue", POSTED_ON, lines, party_id=bed.customer, warehouse_id=bed.warehouse_id)
