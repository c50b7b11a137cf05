"""月末成本计算 (P2 ④): which goods of a month are not costed at its end yet, and costing them all.

Whether there is anything to do is found by folding the month as the document would and looking for differences, so the
answer is never older than the books.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction

from hengku.company.rules import month_end, month_start
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import Problem
from hengku.posting.actions import Posted, post
from hengku.posting.batches import batch_of
from hengku.posting.decide import decide
from hengku.posting.write import pretend_ids

TYPE_CODE: Final = "cost_month"
#: Lines of one document: a month of many products is costed in several.
LINES_MAX: Final = 2000
IS_CLOSED: Final = "SELECT is_stock_closed FROM company_period WHERE company_id = %s AND starts_on = %s"
CANDIDATES: Final = """
SELECT DISTINCT p.product_id FROM costing_pool AS p
JOIN catalog_product AS i ON i.company_id = p.company_id AND i.id = p.product_id AND i.is_active
WHERE p.company_id = %s AND p.method IN ('MONTHLY_AVERAGE', 'STANDARD') AND EXISTS (
    SELECT FROM costing_value AS v
    WHERE v.company_id = p.company_id AND v.pool_id = p.id AND v.quantity < 0 AND v.business_on BETWEEN %s AND %s)
ORDER BY p.product_id
"""


def _papers(company_id: int, month: date, today: date) -> list[Paper]:
    """A paper for all products that are costed at the end of the month, dated its last day, or today."""
    first, last = month_start(month), month_end(month)
    products = [row[0] for row in sql.rows(CANDIDATES, (company_id, first, last))]
    on = max(min(last, today), first)
    return [
        Paper(TYPE_CODE, on, [PaperLine(product_id=one) for one in products[n : n + LINES_MAX]])
        for n in range(0, len(products), LINES_MAX)
    ]


@transaction.atomic
def products_to_cost(*, actor: Actor, month: date, now: datetime) -> list[int]:
    """Products whose cost of the month would change if it were costed now. Locks nothing and writes nothing.

    A month that is closed, or that has not begun, has none.
    """
    found = sql.rows(IS_CLOSED, (actor.company_id, month_start(month)))
    papers = _papers(actor.company_id, month, day_of(now))
    if not papers or not found or found[0][0] or month_start(month) > day_of(now):
        return []
    sql.by_key()
    batch = batch_of(actor, papers)
    try:
        decide(batch, now=now, give_ids=pretend_ids, locking=False)
    except Problem:  # what refuses it is said when it is posted
        return sorted(line.product_id or 0 for paper in papers for line in paper.lines)
    return sorted({row.product_id for row in batch.outcome.values})


def cost_month(
    *, actor: Actor, month: date, key: str, now: datetime, course: Course = UNWATCHED
) -> Posted:
    """Cost what left in the month at its end, for every product that is not yet (C12, C14). Needs ``cost_month.post``.

    Nothing is posted when nothing differs: the answer has no documents then. Refused as any posting is.
    """
    actor.must(f"{TYPE_CODE}.post")
    course.step("finding")
    wanted = products_to_cost(actor=actor, month=month, now=now)
    papers = _papers(actor.company_id, month, day_of(now))
    if not wanted:
        return Posted([])
    on, asked = papers[0].business_on, set(wanted)
    products = [line.product_id for paper in papers for line in paper.lines if line.product_id in asked]
    documents = [
        Paper(TYPE_CODE, on, [PaperLine(product_id=one) for one in products[n : n + LINES_MAX]])
        for n in range(0, len(products), LINES_MAX)
    ]
    course.commit("posting")
    return post(actor=actor, documents=documents, key=key, now=now)
