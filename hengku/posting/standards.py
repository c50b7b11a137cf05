"""New standard costs in pools that came to be after them (C14).

A new standard is an event of every pool there is then. Goods that come in dated before it may be the first of their
pool; so the event is put there for them to meet, at nothing, and what it is worth is found when the pool folds (C9).
"""

from __future__ import annotations

from typing import Final

from hengku.kit import sql
from hengku.posting.refold import Refold

MEET: Final = """
WITH met AS (
    INSERT INTO costing_value (company_id, seq, pool_id, product_id, document_id, line_id, quantity, amount, kind,
                               against, is_red, business_on, posted_at)
    SELECT p.company_id, nextval('posting_seq'), p.id, p.product_id, s.document_id, s.line_id, 0, 0, 'revalued',
           'cost_variance', false, s.effective_on, s.posted_at
    FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, first)
    JOIN costing_pool AS p ON p.company_id = %s AND p.id = k.pool_id
    JOIN costing_standardcost AS s ON s.company_id = p.company_id AND s.product_id = p.product_id
     AND s.effective_on > k.first
    WHERE NOT EXISTS (
        SELECT FROM costing_value AS v
        WHERE v.company_id = p.company_id AND v.pool_id = p.id AND v.document_id = s.document_id)
    RETURNING pool_id, business_on)
SELECT pool_id, max(business_on) FROM met GROUP BY pool_id
"""


def meet_standards(company_id: int, refold: Refold) -> None:
    """Let pools at standard cost know of the standards that hold from after the batch's first event in them. One
    statement where there are such pools; they are locked by then.
    """
    asked = {
        pool.id: (key, refold.first[key])
        for key, pool in refold.pools.items()
        if pool.method == "STANDARD" and key in refold.first
    }
    if not asked:
        return
    days = [first for _, first in asked.values()]
    for pool_id, on in sql.rows(MEET, ([*asked], days, company_id)):
        pool = refold.pools[asked[pool_id][0]]
        pool.last_valued_on = max(pool.last_valued_on or on, on)
