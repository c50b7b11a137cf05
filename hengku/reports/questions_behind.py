"""The questions behind the reports that judge: how goods turn and age, what became of orders, what was put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from hengku.company.rules import month_end
from hengku.reports import questions_funds, questions_making
from hengku.reports.declaration import Row
from hengku.reports.questions_shown import (
    SOLD,
    asked_of_shown,
    each,
    kept,
    needed_totals,
    of_shown,
    xyz_totals,
)

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]
OfRow = Callable[[Row, Values], Questions]
OfTotals = Callable[[Values], Questions]
AGES: Final = ("30", "60", "90", "180", "365", "over")
MOVED: Final = {
    f"{side}_{measure}": f"moved_{side}_{measure}"
    for side in ("in", "out")
    for measure in ("quantity", "amount")
}
AGED: Final = {
    "on_hand": "on_hand",
    "amount": "stock_amount",
    **{f"{measure}_{age}": f"age_{measure}_{age}" for measure in ("quantity", "amount") for age in AGES},
}
TURNED: Final = {
    "opening_amount": "opening_amount",
    "closing_amount": "closing_amount",
    "average_amount": "average_stock",
    "out_quantity": "went_quantity",
    "out_amount": "went_amount",
    "times": "turns",
}
NEEDED: Final = {
    "available": "available",
    "on_order": "on_order",
    "on_mo": "on_mo",
    "in_transit": "in_transit",
    "open_demand": "free_demand",
    "projected": "projected",
}
PAID: Final = {"quantity": "paid_for_quantity", "weight": "paid_for_weight", "amount": "paid_for_amount"}
AP_BOOK: Final = {column: f"ap_book_{column}" for column in ("opening", "purchased", "paid", "closing")}
COUNTED: Final = {
    f"{what}_count": f"{what}_count" for what in ("document", "reversal", "wrong", "adjustment", "correction")
}


def _turned(only: tuple[str, ...] = tuple(TURNED)) -> tuple[OfRow, OfTotals]:
    kinds = {column: TURNED[column] for column in only}
    return (
        lambda row, values: each(kinds, {"product": row["product_id"], **kept(values, "from", "to")}),
        lambda values: each(kinds, kept(values, "product", "category", "from", "to")),
    )


def _abc_totals(values: Values) -> Questions:
    if values.get("grade"):  # of one class only
        return asked_of_shown("abc", _WENT, values, kept(values, "from", "to"))
    return _TURNED_ABC[1](values)


_WENT: Final = {"out_quantity": "went_quantity", "out_amount": "went_amount"}
_TURNED_ABC = _turned(tuple(_WENT))


def _aged_row(row: Row, values: Values) -> Questions:
    return each(AGED, {"product": row["product_id"], "as_of": values["as_of"]})


def _aged_totals(values: Values) -> Questions:
    return each(AGED, kept(values, "product", "category", "as_of"))


def _limits_row(row: Row, _values: Values) -> Questions:
    return each({"on_hand": "on_hand", "available": "available"}, {"product": row["product_id"]})


def _by_type_row(row: Row, values: Values) -> Questions:
    return each(
        MOVED, {"type": row["type_code"], **kept(values, "from", "to", "warehouse", "category", "product")}
    )


def _movement_row(row: Row, values: Values) -> Questions:
    keys = {"origin": row["document_id"], "product": row["product_id"], "cause": row["reason_code"] or "-"}
    return each(MOVED, {**keys, **kept(values, "from", "to", "warehouse")})


def _movement_totals(values: Values) -> Questions:
    if any(values.get(key) for key in ("by_hand", "person", "device", "reason")):  # some lines only
        return asked_of_shown("movement_lines", MOVED, values, kept(values, "from", "to", "warehouse"))
    return each(MOVED, kept(values, "type", "from", "to", "warehouse", "category", "product"))


def _slow_row(row: Row, _values: Values) -> Questions:
    kinds = {"on_hand": "on_hand", "amount": "stock_amount", "sold_in_90_days": "sold_in_90_days"}
    return each(kinds, {"product": row["product_id"]})


def _slow_totals(values: Values) -> Questions:
    keys = {"days": values.get("days") or "90", **kept(values, "category")}
    return each({"on_hand": "slow_on_hand", "amount": "slow_amount"}, keys)


def _lot_row(row: Row, _values: Values) -> Questions:
    place = "none" if row["warehouse_id"] is None else row["warehouse_id"]
    return {
        "quantity": {
            "kind": "lot_quantity",
            "lot": row["lot_id"],
            "warehouse": place,
            "status": row["status"],
            "party": row["owner_id"] or None,
        }
    }


def _xyz_row(row: Row, values: Values) -> Questions:
    first = values["to"] - timedelta(days=7 * int(values["weeks"]) - 1)
    return {
        "quantity": {"kind": "sold_quantity", "product": row["product_id"], "from": first, "to": values["to"]}
    }


def _needed_row(row: Row, values: Values) -> Questions:
    first = values["to"] - timedelta(days=int(values["look"]) - 1)
    keys = {"product": row["product_id"]}
    used = {"kind": "used_quantity", **keys, "from": first, "to": values["to"]}
    return {**each(NEEDED, keys), "used_quantity": used}


def _paid_row(row: Row, values: Values) -> Questions:
    keys = {"party": row["party_id"], "product": row["product_id"], **kept(values, "from", "to")}
    return each({**PAID, "price": "paid_price"}, keys)


def _paid_totals(values: Values) -> Questions:
    return each(PAID, kept(values, "party", "product", "from", "to"))


_SCORED: Final = {"amount": "scored_amount", "inspected": "inspected"}


def _scored_row(row: Row, values: Values) -> Questions:
    return each(_SCORED, {"party": row["party_id"], **kept(values, "from", "to")})


def _scored_totals(values: Values) -> Questions:
    return each(_SCORED, kept(values, "party", "from", "to"))


def _ap_row(row: Row, values: Values) -> Questions:
    if not row["party_id"]:
        return {}
    return each(AP_BOOK, {"party": row["party_id"], **kept(values, "from", "to")})


def _ap_totals(values: Values) -> Questions:
    return each(AP_BOOK, kept(values, "party", "from", "to"))


def _plan_row(row: Row, _values: Values) -> Questions:
    kinds = {"amount": "item_amount", "paid": "item_applied", "residual": "item_residual"}
    return each(kinds, {"item": row["item_id"]})


def _plan_totals(values: Values) -> Questions:
    of_items = {"amount": "item_amount", "paid": "item_applied", "residual": "item_residual"}
    return asked_of_shown("payment_plan", of_items, values, {})


def _lines(
    kinds: Mapping[str, str],
    *keys: str,
    unless: tuple[str, ...] = (),
    report: str = "",
    left: str = "quantity_left",
) -> tuple[OfRow, OfTotals]:
    """Rows are lines of orders. Totals are those of all of them; or, where what was asked (``unless``) is nothing that
    figures are asked by, those of the rows that the report shows.
    """

    def of_row(row: Row, values: Values) -> Questions:
        asked = {"order_line": row["line_id"], "product": row["product_id"], **kept(values, *keys)}
        return {
            column: question
            for column, question in each(kinds, asked).items()
            if row.get(column) or column != left  # nothing is left of what is done
        }

    def of_totals(values: Values) -> Questions:
        if any(values.get(key) for key in unless):
            return asked_of_shown(report, kinds, values, kept(values, *keys))
        return each(kinds, kept(values, "party", "product", "warehouse", *keys))

    return of_row, of_totals


def _never_row(row: Row, _values: Values) -> Questions:
    """What was ordered and never came: the line of its order."""
    asked = {"order_line": row["line_id"], "product": row["product_id"], "from": row["business_on"],
             "to": row["business_on"]}  # fmt: skip
    return each({"ordered": "purchase_run_ordered", "amount": "purchase_run_ordered_amount"}, asked)


def _never_totals(values: Values) -> Questions:
    """All of which nothing came, by the same days."""
    kinds = {"ordered": "never_ordered", "amount": "never_amount"}
    return each(kinds, {"days": values.get("days") or "30", **kept(values, "party")})


def _run(side: str, *columns: str) -> tuple[OfRow, OfTotals]:
    every = ("ordered", "quantity_left", "ordered_amount", "invoiced_amount", *columns)
    kinds = {column: f"{side}_run_{'left' if column == 'quantity_left' else column}" for column in every}
    return _lines(kinds, "from", "to", unless=("category", "handler"), report=f"{side}_execution")


def _custody(report: str) -> tuple[OfRow, OfTotals]:
    more = ("lost", "owed") if report == "held_for_others" else ()
    columns = ("sent", "back", "settled", "quantity_left", *more)
    kinds = {column: f"{report}_{column}" for column in columns}
    of_row, of_totals = _lines(kinds, unless=("late_only",), report=report)
    cost = {"consigned_out": "consigned_cost", "outsourced": "outsourced_cost"}.get(report)
    if cost is None:
        return of_row, of_totals
    kind: str = cost
    return (
        lambda row, values: {
            **of_row(row, values),
            "amount_left": {"kind": kind, "order_line": row["line_id"]},
        },
        lambda values: {
            **of_totals(values),
            **asked_of_shown(report, {"amount_left": kind}, values, {}),
        },
    )


_TRANSFERS = {
    "sent": "transfer_sent",
    "received": "transfer_received",
    "lost": "transfer_lost",
    "returned": "transfer_returned",
    "in_transit": "transfer_left",
}


def _transfer_totals(values: Values) -> Questions:
    """What is on its way is the same with those that are finished; the other sums are of what is shown."""
    others = {column: kind for column, kind in _TRANSFERS.items() if column != "in_transit"}
    return {
        "in_transit": {"kind": "transfer_left", **kept(values, "product", "warehouse")},
        **asked_of_shown("transfers_on_the_way", others, values, {}),
    }


_WISHED: Final = {one: f"wish_{one}" for one in ("asked", "sent", "ordered", "received", "lacking")}


def _wished_row(row: Row, values: Values) -> Questions:
    return each(_WISHED, {"order_line": row["line_id"], **kept(values, "from", "to")})


def _wished_totals(values: Values) -> Questions:
    return each(_WISHED, kept(values, "product", "warehouse", "category", "from", "to"))


def _delivered_row(row: Row, values: Values) -> Questions:
    """A store and product, over the days of the row."""
    keys = {"product": row["product_id"], "warehouse": row["warehouse_id"], **kept(values, "from", "to")}
    first = row["begins_on"]
    if first is not None:
        last = {"day": first, "week": first + timedelta(days=6)}.get(values["by"]) or month_end(first)
        keys |= {"from": max(first, values["from"]), "to": min(last, values["to"])}
    return each(_WISHED, keys)


_EXCHANGED = _lines({"sent": "exchange_sent", "back": "exchange_back", "quantity_left": "exchange_left"})


def _counted_row(row: Row, values: Values) -> Questions:
    keys = kept(values, "from", "to", "maker")
    if row["begins_on"] is not None:
        keys["from"] = max(row["begins_on"], values["from"])
        keys["to"] = min(month_end(row["begins_on"]), values["to"])
    for key, column in (("type", "type_code"), ("maker", "maker_id")):
        if row[column] is not None:
            keys[key] = row[column]
    return each(COUNTED, keys)


def _counted_totals(values: Values) -> Questions:
    return each(COUNTED, kept(values, "from", "to", "maker"))


_TURNED = _turned()
_BUYING = _run("purchase", "arrived", "released", "received", "returned", "invoiced")
_SELLING = _run("sales", "notified", "issued", "returned", "invoiced")
_HELD = {name: _custody(name) for name in ("loans_out", "consigned_out", "outsourced", "held_for_others")}
ROWS: Final[dict[str, OfRow]] = {
    "stock_turnover": _TURNED[0],
    "abc": _TURNED_ABC[0],
    "stock_age": _aged_row,
    "stock_limits": _limits_row,
    "movement_types": _by_type_row,
    "movement_lines": _movement_row,
    "slow_stock": _slow_row,
    "lots": _lot_row,
    "near_expiry": _lot_row,
    "xyz": _xyz_row,
    "replenishment": _needed_row,
    "purchase_prices": _paid_row,
    "supplier_scores": _scored_row,
    "ap_turnover": _ap_row,
    "payment_plan": _plan_row,
    "purchase_execution": _BUYING[0],
    "never_received": _never_row,
    "exchanges_waiting": _EXCHANGED[0],
    "sales_execution": _SELLING[0],
    **{name: held[0] for name, held in _HELD.items()},
    "transfers_on_the_way": _lines(_TRANSFERS, left="in_transit")[0],
    "outsource_use": questions_making.processed_row,
    "production_orders": questions_making.made_row,
    "store_delivery_lines": _wished_row,
    "store_delivery": _delivered_row,
    "fund_days": questions_funds.day,
    "fund_accounts": questions_funds.account,
    "corrections": _counted_row,
    "misuse": _counted_row,
}
TOTALS: Final[dict[str, OfTotals]] = {
    "stock_turnover": _TURNED[1],
    "abc": _abc_totals,
    "stock_age": _aged_totals,
    "movement_types": _movement_totals,
    "movement_lines": _movement_totals,
    "slow_stock": _slow_totals,
    "purchase_prices": _paid_totals,
    "supplier_scores": _scored_totals,
    "ap_turnover": _ap_totals,
    "payment_plan": _plan_totals,
    "never_received": _never_totals,
    "exchanges_waiting": _EXCHANGED[1],
    "purchase_execution": _BUYING[1],
    "sales_execution": _SELLING[1],
    **{name: held[1] for name, held in _HELD.items()},
    "transfers_on_the_way": _transfer_totals,
    "outsource_use": questions_making.processed_totals,
    "production_orders": questions_making.made_totals,
    "store_delivery_lines": _wished_totals,
    "store_delivery": _wished_totals,
    "stock_limits": of_shown("stock_limits", {"on_hand": "on_hand", "available": "available"}),
    "lots": of_shown("lots", {"quantity": "lot_quantity"}),
    "near_expiry": of_shown("near_expiry", {"quantity": "lot_quantity"}),
    "replenishment": needed_totals,
    "xyz": xyz_totals,
    "negative_margin": of_shown("negative_margin", SOLD, "from", "to"),
    "fund_days": questions_funds.all_days,
    "fund_accounts": questions_funds.all_accounts,
    "corrections": _counted_totals,
    "misuse": _counted_totals,
}
