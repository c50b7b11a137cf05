"""首页: what waits for a person, what is late, what sold against before, what is stuck. By right, not by role name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hengku.company.rules import month_end, month_start
from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.numbers import ZERO, divide, quantize
from hengku.reports.declaration import Row
from hengku.reports.questions_open import task_question
from hengku.reports.statements import query, snapshot, statement_of
from hengku.settlement.rules import OWED_KINDS
from hengku.warehousing.queries_plan import due_in

#: Who works with sales figures: who sells, who sees margins, who invoices. A keeper sees orders and goods.
SELLING = ("sales_order.create", "cost.view", "sales_invoice.view")
MOVING = ("purchase_receipt.view", "sales_issue.view")
DAYS_SHOWN = 30

#: Where each kind of work is done: a report or a page, and what is asked of it.
TASK_LINKS: dict[str, Row] = {
    "my_drafts": {"path": "/list/all", "query": {"state": "draft"}},
    "to_post": {"path": "/list/all", "query": {"state": "draft"}},
    "to_receive": {"path": "/report/open_purchase_orders", "query": {}},
    "to_inspect": {"path": "/inspection", "query": {}},
    "never_received": {"path": "/report/never_received", "query": {}},
    "to_ship": {"path": "/report/open_sales_orders", "query": {}},
    "to_invoice": {"path": "/report/received_not_invoiced", "query": {}},
    "to_collect": {"path": "/report/ar_aging", "query": {}},
    "to_pay": {"path": "/report/ap_aging", "query": {}},
    "vouchers": {"path": "/report/vouchers", "query": {}},
    "periods": {"path": "/data/periods", "query": {}},
    "short": {"path": "/stock", "query": {"only": "short", "by": "product"}},
    "negative": {"path": "/stock", "query": {"only": "negative"}},
    "near_expiry": {"path": "/report/near_expiry", "query": {}},
    "slow": {"path": "/report/slow_stock", "query": {}},
    "to_count": {"path": "/counts", "query": {}},
}
STUCK = ("negative", "near_expiry", "short", "slow")
#: Work that is a sum of money, and the permission that shows it.
COST_TASKS = ("slow",)


def home_of(actor: Actor, *, today: date) -> Row:
    """What the first page shows ``actor``; at most nine statements, whatever the size of the books.

    ``tasks`` and ``stuck``: key, count, amount, how many are late and their amount, and where to go. ``sold``: this
    day, week and month, each with the same stretch before, and thirty days for the chart; None without a right to
    it. Money that is cost (profit, stock) is None without ``cost.view``.
    """
    sees_sales = actor.may("reports.view") and any(actor.may(word) for word in SELLING)
    sees_moves = actor.may("reports.view") and any(actor.may(word) for word in MOVING)
    sides = [side for side in ("ar", "ap") if sees_owed(actor, side)]
    with snapshot():
        tasks = _tasks(actor, today)
        return {
            "today": today,
            "tasks": [one for one in tasks if one["key"] not in STUCK],
            "stuck": [one for one in tasks if one["key"] in STUCK],
            "sold": _sold(actor, today) if sees_sales else None,
            "best": _best(actor, today) if sees_sales else [],
            "moved": _moved(actor, today) if sees_moves else [],
            "ageing": _ageing(actor, today, sides) if sides else {},
        }


#: Who works with what is owed on each side.
OWED_RIGHTS = {"ar": ("receipt.view",), "ap": ("payment.view", PURCHASE_PRICES)}


def sees_owed(actor: Actor, kind: str) -> bool:
    """Whether a person works with what is owed on that side: ar or ap."""
    return all(actor.may(word) for word in ("reports.view", *OWED_RIGHTS[kind]))


def tasks_of(actor: Actor, *, today: date) -> list[Row]:
    """What waits for ``actor``, for the bell: key, count, late_count where known, where to go. Four statements."""
    with snapshot():
        return _tasks(actor, today)


def _tasks(actor: Actor, today: date) -> list[Row]:
    """Every kind of work the actor may see, those with nothing to do too: the page says "all done"."""
    has_reports = actor.may("reports.view")
    rights = {
        "sees_purchase_orders": has_reports and actor.may("purchase_order.view"),
        "sees_inspections": actor.may("incoming_inspection.view"),
        "sees_sales_orders": has_reports and actor.may("sales_order.view"),
        "sees_purchase_invoices": has_reports
        and actor.may("purchase_invoice.view")
        and actor.may(PURCHASE_PRICES),
        "sees_receivables": sees_owed(actor, "ar"),
        "sees_payables": sees_owed(actor, "ap"),
        "sees_ledger": has_reports and actor.may("ledger.view"),
        "closes_periods": actor.may("period.close"),
        "sees_stock": has_reports,
    }
    posts = [code for code in registry() if actor.may(f"{code}.post")]
    needs = {
        "to_post": bool(posts),
        "to_receive": rights["sees_purchase_orders"],
        "to_inspect": rights["sees_inspections"],
        "never_received": rights["sees_purchase_orders"],
        "to_ship": rights["sees_sales_orders"],
        "to_invoice": rights["sees_purchase_invoices"],
        "to_collect": rights["sees_receivables"],
        "to_pay": rights["sees_payables"],
        "vouchers": rights["sees_ledger"],
        "periods": rights["closes_periods"],
        **dict.fromkeys(STUCK, has_reports),
    }
    bound = {
        **rights,
        "company_id": actor.company_id,
        "user_id": actor.user_id,
        "today": today,
        "types_posted": posts,
    }
    found = []
    for row in query(statement_of("home_tasks"), bound):
        if not needs.get(row["key"], True):
            continue
        if row["key"] in COST_TASKS and not actor.may("cost.view"):
            row["amount"] = None
        question = task_question(row["key"], today) if row["amount"] is not None and has_reports else None
        found.append({**row, "link": TASK_LINKS[row["key"]], "question": question})
    if actor.may("stock_count.create"):
        found.append(_to_count(actor, today))
    return found


def _to_count(actor: Actor, today: date) -> Row:
    """Rows of the plan of counts that are due; late are those of a week ago. Three statements."""
    count, late = due_in(actor.company_id, today, late=today - timedelta(days=7))
    said = {"key": "to_count", "count": count, "amount": None, "late": late, "late_amount": None}
    return {**said, "link": TASK_LINKS["to_count"], "question": None}


def _sold(actor: Actor, today: date) -> Row:
    """Net sales and profit by day, and of this day, week and month against the same stretch before."""
    month = month_start(today)
    month_before = month_start(month - timedelta(days=1))
    first = min(
        month_before, today - timedelta(days=DAYS_SHOWN - 1), today - timedelta(days=today.weekday() + 7)
    )
    bound = {**_any_sale(actor), "from": first, "to": today}
    by_day = {row["business_on"]: row for row in query(statement_of("home_sold"), bound)}
    sees_cost = actor.may("cost.view")

    def stretch(begins: date, ends: date) -> Row:
        rows = [row for day, row in by_day.items() if begins <= day <= ends]
        return {
            "first": begins,
            "last": ends,
            "net": sum((row["net"] for row in rows), ZERO),
            "profit": sum((row["profit"] for row in rows), ZERO) if sees_cost else None,
            "document_count": sum(row["document_count"] for row in rows),
        }

    def against(key: str, now: Row, before: Row) -> Row:
        change = quantize(divide(now["net"] - before["net"], before["net"]), 4) if before["net"] > 0 else None
        return {"key": key, "now": now, "before": before, "change": change}

    monday = today - timedelta(days=today.weekday())
    a_week, a_day = timedelta(days=7), timedelta(days=1)
    same_day = min(month_before + (today - month), month_end(month_before))
    shown = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    return {
        "stretches": [
            against("today", stretch(today, today), stretch(today - a_day, today - a_day)),
            against("week", stretch(monday, today), stretch(monday - a_week, today - a_week)),
            against("month", stretch(month, today), stretch(month_before, same_day)),
        ],
        "days": [_day(day, by_day.get(day), sees_cost=sees_cost) for day in shown],
    }


def _day(day: date, row: Mapping[str, Any] | None, *, sees_cost: bool) -> Row:
    net: Decimal = row["net"] if row else ZERO
    profit: Decimal = row["profit"] if row else ZERO
    count = row["document_count"] if row else 0
    return {"on": day, "net": net, "profit": profit if sees_cost else None, "document_count": count}


def _best(actor: Actor, today: date) -> list[Row]:
    bound = {**_any_sale(actor), "from": today - timedelta(days=DAYS_SHOWN - 1), "to": today}
    sees_cost = actor.may("cost.view")
    return [
        {
            "product": {"id": str(row["product_id"]), "code": row["code"], "name": row["name"]},
            "specification": row["specification"],
            "unit": row["unit"],
            "quantity": row["quantity"],
            "net": row["net"],
            "profit": row["profit"] if sees_cost else None,
        }
        for row in query(statement_of("home_best"), bound)
    ]


def _any_sale(actor: Actor) -> Row:
    """No filter but the company."""
    nothing = dict.fromkeys(("product", "category_ids", "party", "maker", "handler"))
    return {**nothing, "company_id": actor.company_id}


def _moved(actor: Actor, today: date) -> list[Row]:
    first = today - timedelta(days=13)
    bound = {"company_id": actor.company_id, "from": first, "to": today}
    by_day = {row["business_on"]: row for row in query(statement_of("home_moved"), bound)}
    days = [first + timedelta(days=count) for count in range(14)]
    return [
        {"on": day, **{key: by_day[day][key] if day in by_day else 0 for key in ("in_count", "out_count")}}
        for day in days
    ]


BUCKETS = ("not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90")


def _ageing(actor: Actor, today: date, sides: list[str]) -> Row:
    kinds = [kind for side in sides for kind in OWED_KINDS[side]]
    bound = {"company_id": actor.company_id, "today": today, "kinds": kinds}
    found = {(row["side"], row["bucket"]): row["amount"] for row in query(statement_of("home_ageing"), bound)}
    return {side: {bucket: found.get((side, bucket), ZERO) for bucket in BUCKETS} for side in sides}
