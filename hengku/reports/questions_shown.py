"""The questions behind totals of rows that were chosen by what they come to, by a filter or by a day.

Such a total is of the rows that the report shows, so the question names the report as it was asked.
``hengku.diagnosis.why`` reads there which rows these are, and sums what the books say of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]
ITEMS: Final = {"amount": "item_amount", "applied": "item_applied"}
SOLD: Final = {
    "quantity": "sold_quantity",
    "weight": "sold_weight",
    "net": "sold_net",
    "cost": "sold_cost",
    "profit": "gross_profit",
}
NEEDED: Final = {
    "available": "available",
    "on_order": "on_order",
    "in_transit": "in_transit",
    "open_demand": "free_demand",
    "projected": "projected",
}


def each(kinds: Mapping[str, str], keys: Mapping[str, Any]) -> Questions:
    """The same question of every column."""
    return {column: {"kind": kind, **keys} for column, kind in kinds.items()}


def kept(values: Values, *keys: str) -> dict[str, Any]:
    """What was asked of the report, as far as anything was."""
    return {key: values.get(key) for key in keys if values.get(key) not in (None, "")}


def of_shown(report: str, kinds: Mapping[str, str], *keys: str) -> Callable[[Values], Questions]:
    """Totals of the rows that ``report`` shows; ``keys`` are asked beside it: the days of the figures."""
    return lambda values: asked_of_shown(report, kinds, values, {key: values[key] for key in keys})


def asked_of_shown(
    report: str, kinds: Mapping[str, str], values: Values, keys: Mapping[str, Any]
) -> Questions:
    """The same, with days that the report does not ask in these words."""
    asked = urlencode({key: _text(value) for key, value in values.items() if value not in (None, "", False)})
    return {
        column: {"kind": kind, **keys, "shown": f"{report}.{column}?{asked}"}
        for column, kind in kinds.items()
    }


def open_totals(kind: str, report: str) -> Callable[[Values], Questions]:
    """What is open of all items of a kind; and what those that are open once were, and what was taken of them."""
    return lambda values: {
        "residual": {"kind": kind, **{key: values[key] for key in ("party", "as_of") if values.get(key)}},
        **asked_of_shown(report, ITEMS, values, {"as_of": values["as_of"]}),
    }


def _text(value: Any) -> str:
    if value is True:
        return "true"
    return value.isoformat() if isinstance(value, date) else str(value)


def days_back(values: Values, days: int) -> dict[str, date]:
    """So many days up to the last one of the report."""
    return {"from": values["to"] - timedelta(days=days - 1), "to": values["to"]}


def needed_totals(values: Values) -> Questions:
    """What goods that should be bought come to (R-11)."""
    used = asked_of_shown(
        "replenishment", {"used_quantity": "used_quantity"}, values, days_back(values, int(values["look"]))
    )
    return {**asked_of_shown("replenishment", NEEDED, values, {}), **used}


def xyz_totals(values: Values) -> Questions:
    """What was sold in the weeks that are looked back on (R-10)."""
    days = days_back(values, 7 * int(values["weeks"]))
    return asked_of_shown("xyz", {"quantity": "sold_quantity"}, values, days)
