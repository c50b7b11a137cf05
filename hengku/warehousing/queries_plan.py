"""盘点计划 (D-CNT): which goods are due to be counted, by warehouse and ABC class, and when the whole warehouse is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hengku.company.models import Company
from hengku.company.queries import settings_on
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.warehousing.count_rules import CLASSES, FULL, FULL_DAYS_BEFORE, Plan, abc_classes, full_due_on

#: R-09: what sold and used goods cost in the year up to a day, as 出库金额 of the report, in the order of codes.
SPENT = """
SELECT p.id, went.amount
FROM (
    SELECT v.product_id, -sum(v.amount) AS amount
    FROM costing_value AS v
    LEFT JOIN (
        SELECT line.id
        FROM documents_document AS document
        JOIN documents_line AS line ON line.company_id = document.company_id AND line.document_id = document.id
        WHERE document.company_id = %(company)s
          AND document.type_code IN ('internal_issue', 'internal_issue_return')
          AND document.business_on BETWEEN %(from)s AND %(to)s
          AND document.posted_at IS NOT NULL
    ) AS used ON used.id = v.line_id
    WHERE v.company_id = %(company)s AND v.business_on BETWEEN %(from)s AND %(to)s
      AND (v.against IN ('cogs', 'goods_dispatched') OR used.id IS NOT NULL)
    GROUP BY v.product_id
) AS went
JOIN catalog_product AS p ON p.company_id = %(company)s AND p.id = went.product_id
ORDER BY p.code
"""
BY_CLASS = """
SELECT d.warehouse_id, d.abc, count(*), count(*) FILTER (WHERE d.due_on <= %(today)s AND held.product_id IS NULL),
       count(held.product_id), max(d.last_on), min(d.due_on) FILTER (WHERE held.product_id IS NULL)
FROM warehousing_countdue AS d
LEFT JOIN (SELECT DISTINCT company_id, warehouse_id, product_id FROM inventory_countlock) AS held
  ON held.company_id = d.company_id AND held.warehouse_id = d.warehouse_id AND held.product_id = d.product_id
WHERE d.company_id = %(company)s
GROUP BY d.warehouse_id, d.abc
"""
DUE = """
SELECT d.product_id FROM warehousing_countdue AS d
WHERE d.company_id = %s AND d.warehouse_id = %s AND d.abc = ANY(%s) AND d.due_on <= %s
ORDER BY d.product_id
"""
#: A count of all that lies in a warehouse.
WHOLE = """(c.scope -> 'products', c.scope -> 'categories', c.scope -> 'classes') = ('[]', '[]', '[]')
          AND NOT c.scope ?| ARRAY['bins', 'lots']"""
WAREHOUSES = f"""
SELECT w.id, w.name,
       (SELECT max(c.business_on) FROM warehousing_count AS c
        WHERE c.company_id = w.company_id AND c.warehouse_id = w.id AND c.state = 'posted'
          AND {WHOLE}),
       EXISTS (SELECT FROM warehousing_count AS c
               WHERE c.company_id = w.company_id AND c.warehouse_id = w.id
                 AND c.state IN ('counting', 'review', 'approved')
                 AND {WHOLE})
FROM company_warehouse AS w
WHERE w.company_id = %s AND w.is_active
  AND EXISTS (SELECT FROM warehousing_countdue AS d WHERE d.company_id = w.company_id AND d.warehouse_id = w.id)
ORDER BY w.code
"""  # noqa: S608
CLASSED_ON = "SELECT max(classed_on) FROM warehousing_countdue WHERE company_id = %s"
DUE_ROWS = f"""
SELECT count(*), count(*) FILTER (WHERE due_on < %(late)s)
FROM (
    SELECT min(d.due_on) AS due_on
    FROM warehousing_countdue AS d
    WHERE d.company_id = %(company)s AND d.due_on <= %(on)s AND NOT EXISTS (
        SELECT FROM inventory_countlock AS k
        WHERE k.company_id = d.company_id AND k.warehouse_id = d.warehouse_id AND k.product_id = d.product_id)
    GROUP BY d.warehouse_id, d.abc
    UNION ALL
    SELECT %(full_due_on)s::date
    FROM company_warehouse AS w
    WHERE %(full_due_on)s::date IS NOT NULL AND w.company_id = %(company)s AND w.is_active
      AND EXISTS (SELECT FROM warehousing_countdue AS d WHERE d.company_id = w.company_id AND d.warehouse_id = w.id)
      AND NOT EXISTS (
        SELECT FROM warehousing_count AS c
        WHERE c.company_id = w.company_id AND c.warehouse_id = w.id
          AND {WHOLE}
          AND (c.state IN ('counting', 'review', 'approved')
               OR c.state = 'posted' AND c.business_on >= %(full_since)s::date))
) AS due
"""  # noqa: S608
RUNNING = """
SELECT count(*) FROM warehousing_count
WHERE company_id = %s AND state IN ('counting', 'review', 'approved') AND business_on <= %s
"""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What of a warehouse is counted together: class A, B, C or ``full``. ``due_count`` products are due and in no
    count that is under way (of ``full``: all or none), ``held_count`` are being counted.
    """

    warehouse_id: int
    warehouse: str
    kind: str
    every_days: int | None  # None: at the end of each month
    product_count: int
    due_count: int
    held_count: int
    last_on: date | None
    due_on: date | None  # None: all of them are being counted

    def is_due(self, today: date) -> bool:
        """Whether a count should begin now."""
        return self.due_count > 0 and self.due_on is not None and self.due_on <= today


def plan_of(company_id: int, on: date) -> Plan:
    """The company's plan as it holds on that day. One query."""
    decided = settings_on(company_id, on)
    days = {"A": decided.count_days_a, "B": decided.count_days_b, "C": decided.count_days_c}
    return Plan(days, decided.abc_a_share, decided.abc_b_share, decided.count_at_month_end == "ON")


def classes_of(company_id: int, on: date) -> dict[int, str]:
    """R-09: ABC class by what went out in the year up to ``on``, by the company's borders; others are C."""
    asked = {"company": company_id, "from": on - timedelta(days=364), "to": on}
    plan = plan_of(company_id, on)
    spent = [(row[0], row[1]) for row in sql.rows(SPENT, asked)]
    return abc_classes(spent, plan.a_until, plan.b_until)


def plan_rows(actor: Actor, *, today: date) -> list[PlanRow]:
    """The plan by warehouse: the whole count first, then the classes. Needs ``stock_count.view``; five queries."""
    actor.must("stock_count.view")
    plan = plan_of(actor.company_id, today)
    asked = {"company": actor.company_id, "today": today}
    by_class = {(row[0], row[1]): row[2:] for row in sql.rows(BY_CLASS, asked)}
    started_on = Company.objects.values_list("started_on", flat=True).get(pk=actor.company_id)
    found: list[PlanRow] = []
    for pk, name, last_full_on, is_running in sql.rows(WAREHOUSES, (actor.company_id,)):
        classes = [(kind, by_class[pk, kind]) for kind in CLASSES if (pk, kind) in by_class]
        if plan.wants_full:
            due = full_due_on(today, last_full_on, started_on)
            count, held = sum(row[0] for _, row in classes), sum(row[2] for _, row in classes)
            waits = count - held if due <= today and not is_running else 0
            found.append(PlanRow(pk, name, FULL, None, count, waits, held, last_full_on, due))
        found += [PlanRow(pk, name, kind, plan.days[kind], *row) for kind, row in classes]
    return found


def due_products(company_id: int, warehouse_id: int, kinds: Collection[str], on: date) -> list[int]:
    """The products of these classes that are due in a warehouse, being counted or not."""
    return [row[0] for row in sql.rows(DUE, (company_id, warehouse_id, sql.array(sorted(kinds)), on))]


def classed_on(company_id: int) -> date | None:
    """The day the plan was last made; None when it never was, or nothing lies anywhere."""
    ((day,),) = sql.rows(CLASSED_ON, (company_id,))
    found: date | None = day
    return found


def running_counts(company_id: int, last: date) -> int:
    """4.3 check 6: counts of up to that day which are under way."""
    return int(sql.rows(RUNNING, (company_id, last))[0][0])


def due_in(company_id: int, on: date, *, late: date) -> tuple[int, int]:
    """How many rows of the plan (a class of a warehouse, or the whole of it) were due up to ``on`` and still are, and
    how many of them since before ``late``. Three queries.
    """
    until, since = full_span(company_id, on)
    asked = {"company": company_id, "on": on, "full_due_on": until, "full_since": since, "late": late}
    ((count, overdue),) = sql.rows(DUE_ROWS, asked)
    return int(count), int(overdue)


def full_span(company_id: int, on: date) -> tuple[date | None, date | None]:
    """The last day on which whole counts were due up to ``on``, and since when one answers it; None when none was.
    Two queries.
    """
    if not plan_of(company_id, on).wants_full:
        return None, None
    started_on = Company.objects.values_list("started_on", flat=True).get(pk=company_id)
    due = full_due_on(on, None, started_on)
    return (due, due - timedelta(days=FULL_DAYS_BEFORE)) if due <= on else (None, None)


def due_rows(rows: Sequence[PlanRow], today: date) -> list[PlanRow]:
    """Of a plan, what should begin now; where the whole warehouse is due, only that."""
    full = {row.warehouse_id for row in rows if row.kind == FULL and row.is_due(today)}
    return [row for row in rows if row.is_due(today) and (row.kind == FULL or row.warehouse_id not in full)]
