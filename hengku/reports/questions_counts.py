"""The questions behind the reports on counts and losses (R-16, R-33)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hengku.company.rules import month_end, month_start
from hengku.reports.declaration import Row

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]


def difference_row(row: Row, values: Values) -> Questions:
    """What a line of 盘盈单 or 盘亏单 brought or took, with what recast it up to the last day of the report."""
    if row["booked_line_id"] is None:
        return {}
    keys = {
        "product": row["product_id"],
        "from": row["business_on"],
        "to": values["to"],
        "document": row["document_id"],
        "line": row["booked_line_id"],
    }
    side, column = ("in", "gain_amount") if row["difference"] > 0 else ("out", "loss_amount")
    return {column: {"kind": f"{side}_amount", **keys}}


def losses_row(row: Row, values: Values) -> Questions:
    """What was lost at this stage, for this reason, by this person, in this shift: whatever the row names."""
    names = {
        "product": row["product_id"] or values.get("product"),
        "warehouse": row["warehouse_id"] or values.get("warehouse"),
        "category": values.get("category"),
        "stage": row["stage_code"],
        "reason": row["reason_code"],
        "responsible": row["responsible"],
        "shift": row["shift_code"],
    }
    found = {key: value for key, value in names.items() if value}
    return {**_lost(found, values), "base": _base(found, values)}


def losses_totals(values: Values) -> Questions:
    """All that was lost."""
    keys = {key: values[key] for key in ("product", "warehouse", "category") if values.get(key) is not None}
    return {**_lost(keys, values), "base": _base(keys, values)}


def _base(keys: Row, values: Values) -> Row:
    """What the loss is judged by: goods sold and used of the same warehouse and product."""
    chosen = {key: keys[key] for key in ("product", "warehouse", "category") if keys.get(key)}
    return {"kind": "loss_base", **chosen, "from": values["from"], "to": values["to"]}


def _lost(keys: Row, values: Values) -> Questions:
    days = {"from": values["from"], "to": values["to"]}
    before_from, before_to = days_before(values["from"], values["to"])
    return {
        **{measure: {"kind": f"lost_{measure}", **keys, **days} for measure in ("quantity", "amount")},
        "before_amount": {"kind": "lost_amount", **keys, "from": before_from, "to": before_to},
    }


def days_before(first: date, last: date) -> tuple[date, date]:
    """The stretch before: the month before a whole month, else as many days."""
    until = first - timedelta(days=1)
    if first == month_start(first) and last == month_end(first):
        return month_start(until), until
    return first - (last - first + timedelta(days=1)), until
