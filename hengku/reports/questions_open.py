"""The questions behind what is still open: orders, goods not invoiced, balances of accounts, and work that waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from hengku.reports.declaration import Row
from hengku.reports.questions_shown import asked_of_shown, each, kept

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]
#: Entries that stand on no voucher are counted as work for so many days.
VOUCHER_DAYS = 60


def open_orders(side: str) -> tuple[Callable[[Row, Values], Questions], Callable[[Values], Questions]]:
    """Rows are lines of orders; their totals are asked unless only late ones are shown."""
    kinds = {"ordered": "ordered", "done": "done", "quantity_left": "left", "amount_left": "amount_left"}

    def of_row(row: Row, _values: Values) -> Questions:
        keys = {"order_line": row["line_id"], "product": row["product_id"], "party": row["party_id"]}
        return {column: {"kind": f"{side}_{kind}", **keys} for column, kind in kinds.items()}

    def of_totals(values: Values) -> Questions:
        if values.get("late_only"):
            return asked_of_shown(
                f"open_{side}_orders", {column: f"{side}_{kind}" for column, kind in kinds.items()}, values, {}
            )
        keys = {key: values.get(key) for key in ("product", "warehouse", "party")}
        return {column: {"kind": f"{side}_{kind}", **keys} for column, kind in kinds.items()}

    return of_row, of_totals


_NOT_INVOICED = {"amount": "issue_issued", "invoiced": "issue_taken", "amount_left": "issue_left"}


def not_invoiced_row(row: Row, values: Values) -> Questions:
    """One issue, and what was invoiced and returned of it."""
    keys = {"origin": row["document_id"], "party": row["party_id"], "as_of": values["as_of"]}
    return {column: {"kind": kind, **keys} for column, kind in _NOT_INVOICED.items()}


def not_invoiced_totals(values: Values) -> Questions:
    """All issues that are not wholly invoiced."""
    keys = {"party": values.get("party"), "as_of": values["as_of"]}
    return {column: {"kind": kind, **keys} for column, kind in _NOT_INVOICED.items()}


def charged(values: Values, row: Row | None = None) -> Questions:
    """What one item added to or took off a statement of account; or all of its days."""
    days = {"from": values["from"], "to": values["to"]}
    if row is not None:
        days = {"from": row["business_on"], "to": row["business_on"], "seq": row["item_id"]}
    side, keys = values["side"], {"party": values["party"], **days}
    return {column: {"kind": f"{side}_{column}", **keys} for column in ("charged", "settled")}


def trial_row(row: Row, values: Values) -> Questions:
    """An account of the trial balance: what it stood at, what was turned over, and since the year began."""
    keys = {"account": row["account_id"]}
    balances = {column: column for column in ("opening_debit", "opening_credit", "closing_debit", "closing_credit")}
    kinds = {"debit": "account_debit", "credit": "account_credit", **balances}
    return {**each(kinds, {**keys, **kept(values, "from", "to")}), **year_of(values, keys)}


def trial_totals(values: Values) -> Questions:
    """Both sides of the trial balance; what is turned over is the same whichever accounts are shown."""
    days = {"from": values["from"], "to": values["to"]}
    leaves = {"leaves_only": "true"} if values.get("leaves_only") else {}
    sides = [f"{when}_{side}" for when in ("opening", "closing") for side in ("debit", "credit")]
    balances = {column: {"kind": f"total_{column}", **days, **leaves} for column in sides}
    return {
        "debit": {"kind": "account_debit", **days},
        "credit": {"kind": "account_credit", **days},
        **year_of(values, {}),
        **balances,
    }


def year_of(values: Values, keys: Row) -> Questions:
    """本年累计: since the first day of the year of the last."""
    since = values["to"].replace(month=1, day=1)
    return {
        column: {"kind": column, **keys, "from": since, "to": values["to"]} for column in ("year_debit", "year_credit")
    }


def task_question(key: str, today: date) -> dict[str, str] | None:
    """The question behind the amount of a kind of work on the first page; None where it is not asked."""
    if key == "vouchers":
        since = today - timedelta(days=VOUCHER_DAYS - 1)
        return {"kind": "unnumbered_amount", "from": since.isoformat()}
    kind = {"to_invoice": "ap_estimated", "to_collect": "ar_open", "to_pay": "ap_open"}.get(key)
    return {"kind": kind} if kind else None
