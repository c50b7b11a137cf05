"""盘点计划: making the plan anew each day, and the count sheets of what is due with one word (D-CNT)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from hengku.company.actions import keep_postings_out
from hengku.identity.actor import Actor
from hengku.kit import sight, sql
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import Scope, open_count
from hengku.warehousing.count_rules import CLASSES, FULL
from hengku.warehousing.models import Count, CountMode
from hengku.warehousing.queries_plan import PlanRow, classes_of, due_products, due_rows, plan_of, plan_rows

#: First half of the advisory lock under which one at a time makes a company's plan; the second is the company.
PLAN_LOCK: Final = 0x484B504C
LOCK = "SELECT pg_advisory_xact_lock(%s, %s::int4)"
# What is seen for the first time has lain there since the books began when there was no plan before, else since today.
MAKE = """
WITH class AS (
    SELECT * FROM unnest(%(products)s::bigint[], %(classes)s::text[]) AS k(product_id, abc)
),
days AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(days)s::int[]) AS k(abc, days)
),
here AS (
    SELECT DISTINCT place.warehouse_id, h.product_id
    FROM inventory_onhand AS h
    JOIN inventory_place AS place
      ON place.company_id = h.company_id AND place.id = h.place_id AND place.role = 'stock'
    JOIN company_warehouse AS w ON w.company_id = h.company_id AND w.id = place.warehouse_id AND w.is_active
    WHERE h.company_id = %(company)s AND h.owner_id = 0 AND h.quantity <> 0
),
counted AS (
    SELECT c.warehouse_id, l.product_id, max(c.business_on) AS last_on
    FROM warehousing_count AS c
    JOIN warehousing_countline AS l ON l.company_id = c.company_id AND l.count_id = c.id
    WHERE c.company_id = %(company)s AND c.state = 'posted' AND l.first_quantity IS NOT NULL
      AND NOT c.scope ?| ARRAY['bins', 'lots']  -- a part of what lies there is no count of the goods
    GROUP BY c.warehouse_id, l.product_id
),
gone AS (
    DELETE FROM warehousing_countdue AS d
    WHERE d.company_id = %(company)s AND NOT EXISTS (
        SELECT FROM here WHERE here.warehouse_id = d.warehouse_id AND here.product_id = d.product_id)
),
first AS (
    SELECT CASE WHEN EXISTS (SELECT FROM warehousing_countdue WHERE company_id = %(company)s)
                THEN %(today)s ELSE least(started_on, %(today)s) END AS since
    FROM company_company WHERE id = %(company)s
)
INSERT INTO warehousing_countdue AS d (company_id, warehouse_id, product_id, abc, since, last_on, due_on, classed_on)
SELECT %(company)s, here.warehouse_id, here.product_id, days.abc, coalesce(known.since, first.since), counted.last_on,
       coalesce(counted.last_on, known.since, first.since) + days.days, %(today)s
FROM here
CROSS JOIN first
LEFT JOIN class ON class.product_id = here.product_id
JOIN days ON days.abc = coalesce(class.abc, 'C')
LEFT JOIN counted ON counted.warehouse_id = here.warehouse_id AND counted.product_id = here.product_id
LEFT JOIN warehousing_countdue AS known
  ON known.company_id = %(company)s AND known.warehouse_id = here.warehouse_id AND known.product_id = here.product_id
ORDER BY here.warehouse_id, here.product_id
ON CONFLICT (company_id, warehouse_id, product_id)
DO UPDATE SET abc = excluded.abc, last_on = excluded.last_on, due_on = excluded.due_on,
              classed_on = excluded.classed_on
"""


@transaction.atomic(durable=True)
def make_plan(*, actor: Actor, today: date) -> int:
    """Class all goods anew (R-09) and say when each is due in its warehouse; how many rows. Changes no books, may be
    done as often as one likes. Needs ``stock_count.view``. One at a time for each company.
    """
    actor.must("stock_count.view")
    sql.rows(LOCK, (PLAN_LOCK, actor.company_id))
    with sight.whole():  # whoever asks, the plan is of all warehouses
        classes = sorted(classes_of(actor.company_id, today).items())
        plan = plan_of(actor.company_id, today)
        return sql.run(
            MAKE,
            {
                "company": actor.company_id,
                "today": today,
                "products": sql.array([product for product, _ in classes]),
                "classes": sql.array([letter for _, letter in classes]),
                "kinds": sql.array(CLASSES),
                "days": sql.array([plan.days[letter] for letter in CLASSES]),
            },
        )


@transaction.atomic(durable=True)
def start_due(
    *,
    actor: Actor,
    warehouse_id: int | None = None,
    kinds: Sequence[str] = (),
    mode: str = CountMode.LOCK,
    is_blind: bool = True,
    today: date,
    now: datetime,
) -> list[Count]:
    """Open the counts that are due, one for each warehouse; of one warehouse, or of some classes, when said so.

    Goods that another count holds are left to it. Keeps postings out. Refused when nothing is due.
    """
    actor.must("stock_count.create")
    keep_postings_out(actor.company_id)
    wanted: dict[int, list[PlanRow]] = {}
    rows = [row for row in plan_rows(actor, today=today) if not kinds or row.kind in kinds]
    for row in due_rows(rows, today):
        if warehouse_id in (None, row.warehouse_id):
            wanted.setdefault(row.warehouse_id, []).append(row)
    if not wanted:
        raise errors.NothingDue
    made = []
    for warehouse, asked in wanted.items():
        is_full = any(row.kind == FULL for row in asked)
        classes = [row.kind for row in asked]
        products = () if is_full else due_products(actor.company_id, warehouse, classes, today)
        scope = Scope(products=tuple(products), plan=FULL if is_full else "".join(classes), leaves_held=True)
        made.append(
            open_count(
                actor=actor,
                warehouse_id=warehouse,
                business_on=today,
                scope=scope,
                mode=mode,
                is_blind=is_blind,
                now=now,
            )
        )
    return made
