"""The questions behind the ingredients of dishes (R-34)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hengku.reports.declaration import Row
from hengku.reports.questions_behind import Questions, Values
from hengku.reports.questions_shown import each, kept

MEASURES: Final = ("came", "lost", "used", "due", "over")
_FLOWS: Final[Mapping[str, str]] = {one: f"dish_use_{one}" for one in MEASURES}


def dish_use_row(row: Row, values: Values) -> Questions:
    """Of an ingredient in a store; what lay there is asked as of any goods."""
    days = kept(values, "from", "to")
    keys: dict[str, Any] = {"product": row["product_id"], "warehouse": row["warehouse_id"], **days}
    ends = {"opening": "opening_quantity", "closing": "closing_quantity"}
    return each(_FLOWS, keys) | each(ends, keys)


def dish_use_totals(values: Values) -> Questions:
    """Of all of them."""
    return each(_FLOWS, kept(values, "product", "warehouse", "from", "to"))
