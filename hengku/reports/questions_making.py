"""The questions behind what was made: at processors (R-39) and in our own workshop (R-37, R-38)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hengku.reports.declaration import Row
from hengku.reports.questions_shown import asked_of_shown, each, kept

Values = Mapping[str, Any]
Questions = dict[str, dict[str, Any]]
_USE: Final = ("quota", "sent", "back", "due", "used", "charged", "over", "paid")
_PROCESSED: Final = {"quantity_left": "outsource_use_left", **{one: f"outsource_use_{one}" for one in _USE}}


def processed_row(row: Row, values: Values) -> Questions:
    """A component of an order that a processor makes."""
    kinds = {**_PROCESSED, "ordered": "outsource_use_ordered", "received": "outsource_use_received"}
    return each(kinds, {"order_line": row["line_id"], **kept(values, "from", "to")})


def processed_totals(values: Values) -> Questions:
    """All of them, or those that are shown."""
    if values.get("over_only"):
        return asked_of_shown("outsource_use", _PROCESSED, values, kept(values, "from", "to"))
    return each(_PROCESSED, kept(values, "party", "product", "from", "to"))


_MADE: Final = {
    one: f"production_{one}" for one in ("planned", "received", "material", "byproduct", "finished", "wip")
}


def made_row(row: Row, values: Values) -> Questions:
    """A production order."""
    return each(_MADE, {"order_line": row["line_id"], **kept(values, "from", "to")})


def made_totals(values: Values) -> Questions:
    """All of them, or the unfinished."""
    if values.get("open_only"):
        return asked_of_shown("production_orders", _MADE, values, kept(values, "from", "to"))
    return each(_MADE, kept(values, "product", "from", "to"))
