"""Approved sales orders that hold goods, made before the clock runs; each is used up by one issue."""

from __future__ import annotations

import uuid
from collections import deque
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.bed import NOW, POSTED_ON, Bed
from benchmarks.papers import PRICE, Ordered, Sale, Sales

if TYPE_CHECKING:
    from hengku.documents.paper import Paper
    from hengku.identity.actor import Actor

A_CALL = 500  # orders posted together
LINES_OF = """
SELECT array_agg(id ORDER BY line_no) FROM documents_line WHERE company_id = %s AND document_id = ANY(%s)
GROUP BY document_id ORDER BY document_id
"""


class Orders:
    """Orders of the sales to come. ``next`` takes one; ``prepare`` makes as many as are asked for."""

    def __init__(self, sales: Sales, actor: Actor, bed: Bed) -> None:
        self._sales, self._actor, self._bed = sales, actor, bed
        self._waiting: deque[Ordered] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def next(self) -> Ordered:
        """The oldest that waits."""
        return self._waiting.popleft()

    def prepare(self, count: int) -> None:
        """Have at least so many waiting."""
        while len(self) < count:
            missing = min(count - len(self), A_CALL)
            self._waiting.extend(self.order([self._sales.next() for _ in range(missing)]))

    def order(self, sales: list[Sale]) -> list[Ordered]:
        """An order for each sale, approved."""
        from hengku.kit import sql
        from hengku.posting.actions import post

        papers = [order_of(sale, self._bed) for sale in sales]
        posted = post(actor=self._actor, documents=papers, key=uuid.uuid4().hex, now=NOW)
        ids = [document.id for document in posted.documents]
        lines = sql.rows(LINES_OF, (self._bed.company_id, ids))
        return [
            Ordered(sale.lines, order_id, tuple(found))
            for sale, order_id, (found,) in zip(sales, ids, lines, strict=True)
        ]


def order_of(sale: Sale, bed: Bed) -> Paper:
    """The order of a sale as the product takes it."""
    from hengku.documents.paper import Paper, PaperLine

    lines = [
        PaperLine(product_id=product, quantity=Decimal(quantity), price=PRICE) for product, quantity in sale.lines
    ]
    return Paper("sales_order", POSTED_ON, lines, party_id=bed.customer, warehouse_id=bed.warehouse_id)
