"""Why is it so much? The question behind each figure of a report, made beside the figure.

A question is ``{"kind": …, …keys}`` in text; ``hengku.diagnosis.why`` answers it with the rows of the books that sum to
the figure exactly. Each report has a function from a row to the questions of its columns, and one for its totals. A
column that is left out cannot be asked; a figure that is not there (None) is not asked either.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from hengku.company.rules import month_end
from hengku.kit.numbers import divide, quantize
from hengku.reports import questions_behind
from hengku.reports.declaration import Column, Row
from hengku.reports.questions_counts import difference_row, losses_row, losses_totals
from hengku.reports.questions_dishes import dish_use_row, dish_use_totals
from hengku.reports.questions_open import (
    charged,
    not_invoiced_row,
    not_invoiced_totals,
    open_orders,
    trial_row,
    trial_totals,
)
from hengku.reports.questions_shown import open_totals

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]
#: Lines of entries are told apart by the entry and the line's place in it.
LINES_PER_ENTRY: Final = 100_000
SUMMARY: Final = tuple(
    f"{side}_{measure}" for side in ("opening", "in", "out", "closing") for measure in ("quantity", "amount", "weight")
)
BUCKETS: Final = (
    "not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90", "unapplied", "advance", "total",
)  # fmt: skip
SOLD: Final = {
    "quantity": "sold_quantity",
    "weight": "sold_weight",
    "net": "sold_net",
    "cost": "sold_cost",
    "profit": "gross_profit",
    "rate": "gross_margin",
}
BOUGHT: Final = {
    "quantity": "bought_quantity",
    "weight": "bought_weight",
    "received": "bought_received",
    "difference": "bought_difference",
    "amount": "bought_amount",
    "price": "bought_price",
}
STOCK: Final = {
    "on_hand": "on_hand",
    "reserved": "reserved",
    "available": "available",
    "on_order": "on_order",
    "on_mo": "on_mo",
    "in_transit": "in_transit",
    "weight": "weight",
    "unit_cost": "unit_cost",
    "amount": "stock_amount",
}


def row_questions(name: str, columns: Sequence[Column], values: Values) -> Callable[[Row], Questions]:
    """What makes the questions of a row's figures, by column key. No statement."""
    made = ROWS.get(name)
    shown = frozenset(column.key for column in columns)
    if made is None:
        return lambda _row: {}
    return lambda row: _said(made(row, values), shown, row)


def totals_questions(
    name: str, columns: Sequence[Column], totals: Row, values: Values, rows: Sequence[Row]
) -> Questions:
    """The questions of the totals row, but of what no row says: its total is nothing, not zero. No statement."""
    made = TOTALS.get(name)
    said = [column for column in columns if not rows or any(row.get(column.key) is not None for row in rows)]
    return _said(made(values), frozenset(column.key for column in said), totals) if made else {}


def _said(questions: Questions, shown: Collection[str], row: Row) -> Questions:
    return {
        key: question if question.__class__ is _Texts else _texts(question)
        for key, question in questions.items()
        if key in shown and row.get(key) is not None
    }


def _texts(keys: Mapping[str, Any]) -> dict[str, str]:
    # a report has ten figures a row and ten thousand rows: what is text already is not asked what it is
    return {
        name: value
        if value.__class__ is str
        else value.isoformat()
        if isinstance(value, date)
        else str(value)
        for name, value in keys.items()
        if value is not None
    }


class _Texts(dict[str, Any]):
    """A question whose keys are text already."""

    __slots__ = ()


def _each(kinds: Mapping[str, str], keys: Mapping[str, Any]) -> Questions:
    said = _texts(keys)
    return {column: _Texts(said, kind=kind) for column, kind in kinds.items()}


def _or_none(pk: int | None) -> int | str:
    return "none" if pk is None else pk


def _filters(values: Values, *keys: str) -> Row:
    return {key: values.get(key) for key in keys if values.get(key) not in (None, "")}


def _stock_row(row: Row, values: Values) -> Questions:
    keys = {"product": row["product_id"], **_filters(values, "as_of")}
    if row["status"] is not None:  # by status only what lies there is told of each
        keys |= {"warehouse": _or_none(row["warehouse_id"]), "status": row["status"]}
        return {"on_hand": {"kind": "on_hand", **keys}}
    if row["warehouse"] is not None:
        keys["warehouse"] = _or_none(row["warehouse_id"])
    elif values.get("warehouse") is not None:
        keys["warehouse"] = values["warehouse"]
    questions = _each(STOCK, keys)
    if row["qc_hold"] and row["warehouse_id"]:  # 待检: which goods came in and were not inspected
        questions["qc_hold"] = {"kind": "on_hand", **keys, "status": "qc_hold"}
    measure = row["weight"] or row["on_hand"]  # what is weighed costs by weight (B2)
    if row["unit_cost"] is not None and (
        not measure or quantize(divide(row["amount"], measure), 8) != row["unit_cost"]
    ):  # the cost of a pool over all warehouses (C2)
        questions["unit_cost"].pop("warehouse", None)
    return questions


def _stock_totals(values: Values) -> Questions:
    if values.get("only"):  # the rows that are shown are not all that there is
        return {}
    return _each(STOCK, _filters(values, "product", "warehouse", "category", "q", "as_of"))


def _trend_row(row: Row, values: Values) -> Questions:
    keys = {**_filters(values, "product", "category"), "as_of": row["business_on"].isoformat()}
    return _each({"quantity": "on_hand", "weight": "weight", "amount": "stock_amount"}, keys)


def _summary_keys(values: Values) -> Row:
    by = "warehouse" if values.get("by") == "warehouse" else None
    return {"by": by, **_filters(values, "from", "to")}


def _summary_row(row: Row, values: Values) -> Questions:
    keys = {"product": row["product_id"], **_summary_keys(values)}
    if row["warehouse"] is not None:
        keys["warehouse"] = _or_none(row["warehouse_id"])
    return _each({column: column for column in SUMMARY} | {"unit_cost": "closing_unit_cost"}, keys)


def _summary_totals(values: Values) -> Questions:
    keys = {**_filters(values, "product", "warehouse", "category"), **_summary_keys(values)}
    return _each({column: column for column in SUMMARY}, keys)


def _ledger_row(row: Row, values: Values) -> Questions:
    keys = _filters(values, "product", "warehouse", "from")
    if row["document_id"] is None:
        opening = {**keys, "to": values["to"]}
        return _each({"balance_quantity": "opening_quantity", "balance_amount": "opening_amount"}, opening)
    day = row["business_on"]
    cell = {
        **keys,
        "from": day,
        "to": day,
        "seq": row["seq"],
        "document": row["document_id"],
        "line": row["line_id"],
    }
    cells = {column: column for column in ("in_quantity", "in_amount", "out_quantity", "out_amount")}
    questions = _each(cells, cell)
    if row["ends_moment"]:
        balances = {"balance_quantity": "closing_quantity", "balance_amount": "closing_amount"}
        questions |= _each(balances, {**keys, "to": day, "upto": row["seq"]})
    return questions


def _ledger_totals(values: Values) -> Questions:
    cells = {column: column for column in ("in_quantity", "in_amount", "out_quantity", "out_amount")}
    cells |= {"balance_quantity": "closing_quantity", "balance_amount": "closing_amount"}
    return _each(cells, _filters(values, "product", "warehouse", "from", "to"))


def _aging(side: str) -> tuple[Callable[[Row, Values], Questions], Callable[[Values], Questions]]:
    kinds = {bucket: f"{side}_{bucket}" for bucket in BUCKETS} | {"other_owed": f"{side}_other"}
    if side == "ap":
        kinds["estimated"] = "ap_estimated"
    else:
        kinds["invoiced_ahead"] = "invoiced_ahead"
    return (
        lambda row, values: _each(kinds, {"party": row["party_id"], "as_of": values["as_of"]}),
        lambda values: _each(kinds, _filters(values, "party", "as_of")),
    )


def _items_row(row: Row, values: Values) -> Questions:
    kinds = {"amount": "item_amount", "applied": "item_applied", "residual": "item_residual"}
    return _each(kinds, {"item": row["item_id"], "as_of": values["as_of"]})


def _trade(
    kinds: Mapping[str, str],
) -> tuple[Callable[[Row, Values], Questions], Callable[[Values], Questions]]:
    """Rows of the reports over sales or purchases, whatever they are added up by."""

    def of_row(row: Row, values: Values) -> Questions:
        keys = _filters(values, "product", "category", "party", "maker", "handler", "from", "to")
        by = values.get("by")
        if by in ("party", "maker", "handler"):
            keys[by] = _or_none(row[f"{by}_id"])
        elif by in ("day", "month"):
            first = row["begins_on"]
            keys["from"] = max(first, values["from"])
            keys["to"] = min(first if by == "day" else month_end(first), values["to"])
        elif by == "category" and row["category_id"] is not None:
            keys["own_category"] = row["category_id"]
        else:
            keys["product"] = _or_none(row["product_id"])
        return _each(kinds, keys)

    def of_totals(values: Values) -> Questions:
        return _each(
            kinds, _filters(values, "product", "category", "party", "maker", "handler", "from", "to")
        )

    return of_row, of_totals


def _trade_lines(kinds: Mapping[str, str]) -> Callable[[Row, Values], Questions]:
    """Rows that stand for one document and product on one day."""

    def of_row(row: Row, _values: Values) -> Questions:
        day = row["business_on"]
        keys = {
            "product": _or_none(row["product_id"]),
            "from": day,
            "to": day,
            "document": row["document_id"],
        }
        return _each(kinds, keys)

    return of_row


def _statement_row(row: Row, values: Values) -> Questions:
    if values.get("with_estimated"):
        return {}
    kind = {"kind": f"{values['side']}_total", "party": values["party"]}
    if row["document_id"] is None:
        return {"balance": {**kind, "as_of": values["from"] - timedelta(days=1)}}
    return {**charged(values, row), "balance": {**kind, "as_of": row["business_on"], "upto": row["item_id"]}}


def _statement_totals(values: Values) -> Questions:
    if values.get("with_estimated"):
        return {}
    balance = {"kind": f"{values['side']}_total", "party": values["party"], "as_of": values["to"]}
    return {**charged(values), "balance": balance}


def _fund_row(row: Row, values: Values) -> Questions:
    keys = _filters(values, "fund_account")
    if row["document_id"] is None:
        return {"balance": {"kind": "fund_balance", **keys, "to": values["from"] - timedelta(days=1)}}
    day, seq = row["business_on"], row["entry_id"] * LINES_PER_ENTRY + row["line_no"]
    cell = {**keys, "from": day, "to": day, "document": row["document_id"], "seq": seq}
    cells = _each({"money_in": "fund_in", "money_out": "fund_out"}, cell)
    return {**cells, "balance": {"kind": "fund_balance", **keys, "to": day, "upto": seq}}


def _fund_totals(values: Values) -> Questions:
    keys = _filters(values, "fund_account")
    cells = _each(
        {"money_in": "fund_in", "money_out": "fund_out"}, {**keys, **_filters(values, "from", "to")}
    )
    return {**cells, "balance": {"kind": "fund_balance", **keys, "to": values["to"]}}


def _account_row(row: Row, values: Values) -> Questions:
    keys = _filters(values, "account", "party")
    if row["document_id"] is None:
        before = values["from"] - timedelta(days=1)
        return {"balance": {"kind": "account_balance", **keys, "to": before}}
    day, seq = row["business_on"], row["entry_id"] * LINES_PER_ENTRY + row["line_no"]
    cells = _each(
        {"debit": "account_debit", "credit": "account_credit"},
        {**keys, "from": day, "to": day, "document": row["document_id"], "seq": seq},
    )
    return {**cells, "balance": {"kind": "account_balance", **keys, "to": day, "upto": seq}}


def _account_totals(values: Values) -> Questions:
    keys = _filters(values, "account", "party")
    days = _filters(values, "from", "to")
    cells = _each({"debit": "account_debit", "credit": "account_credit"}, {**keys, **days})
    return {**cells, "balance": {"kind": "account_balance", **keys, "to": values["to"]}}


def _vouchers_row(row: Row, _values: Values) -> Questions:
    kinds = {"amount": "voucher_amount", "entry_count": "voucher_entries"}
    if row["voucher_id"] is not None:
        return _each(kinds, {"voucher": row["voucher_id"]})
    day = row["business_on"]
    return _each(kinds, {"document": row["document_id"], "seq": row["entry_id"], "from": day, "to": day})


def _voucher_row(row: Row, values: Values) -> Questions:
    seq = row["entry_id"] * LINES_PER_ENTRY + row["line_no"]
    keys = {"voucher": values["voucher"], "document": row["document_id"], "seq": seq}
    return _each({"debit": "voucher_debit", "credit": "voucher_credit"}, keys)


def _voucher_totals(values: Values) -> Questions:
    return _each({"debit": "voucher_debit", "credit": "voucher_credit"}, _filters(values, "voucher"))


_AR, _AP = _aging("ar"), _aging("ap")
_SALES, _PURCHASES = _trade(SOLD), _trade(BOUGHT)
_TO_SHIP, _TO_RECEIVE = open_orders("sales"), open_orders("purchase")
ROWS: Final[dict[str, Callable[[Row, Values], Questions]]] = {
    "stock": _stock_row,
    "stock_summary": _summary_row,
    "stock_ledger": _ledger_row,
    "ar_aging": _AR[0],
    "ap_aging": _AP[0],
    "open_items": _items_row,
    "received_not_invoiced": _items_row,
    "invoiced_not_issued": _items_row,
    "issued_not_invoiced": not_invoiced_row,
    "open_sales_orders": _TO_SHIP[0],
    "open_purchase_orders": _TO_RECEIVE[0],
    "count_differences": difference_row,
    "losses": losses_row,
    "stock_trend": _trend_row,
    "statement": _statement_row,
    "fund_ledger": _fund_row,
    "gross_profit": _SALES[0],
    "sales_stats": _SALES[0],
    "sales_lines": _trade_lines(SOLD),
    "negative_margin": _trade_lines({**SOLD, "price": "sold_price", "unit_cost": "sold_unit_cost"}),
    "purchase_stats": _PURCHASES[0],
    "purchase_lines": _trade_lines(BOUGHT),
    "trial_balance": trial_row,
    "account_ledger": _account_row,
    "vouchers": _vouchers_row,
    "voucher": _voucher_row,
    "dish_use": dish_use_row,
    **questions_behind.ROWS,
}
TOTALS: Final[dict[str, Callable[[Values], Questions]]] = {
    "stock": _stock_totals,
    "stock_summary": _summary_totals,
    "stock_ledger": _ledger_totals,
    "losses": losses_totals,
    "ar_aging": _AR[1],
    "ap_aging": _AP[1],
    "received_not_invoiced": open_totals("ap_estimated", "received_not_invoiced"),
    "invoiced_not_issued": open_totals("invoiced_ahead", "invoiced_not_issued"),
    "issued_not_invoiced": not_invoiced_totals,
    "open_sales_orders": _TO_SHIP[1],
    "open_purchase_orders": _TO_RECEIVE[1],
    "statement": _statement_totals,
    "fund_ledger": _fund_totals,
    "gross_profit": _SALES[1],
    "sales_stats": _SALES[1],
    "sales_lines": _SALES[1],
    "purchase_stats": _PURCHASES[1],
    "purchase_lines": _PURCHASES[1],
    "trial_balance": trial_totals,
    "vouchers": lambda values: {"amount": {"kind": "listed_vouchers", **_filters(values, "from", "to")}},
    "account_ledger": _account_totals,
    "voucher": _voucher_totals,
    "dish_use": dish_use_totals,
    **questions_behind.TOTALS,
}
