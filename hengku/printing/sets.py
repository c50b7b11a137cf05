"""套装 on paper: components of whole sets are printed as the set that was sold, with what is in it (KT-01). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import DocumentType
from hengku.documents.kit_rules import KitShare, whole_sets
from hengku.kit.numbers import ZERO_FEN, exact_text, price_from_amount

Row = dict[str, Any]
AMOUNTS = ("amount_net", "amount_tax", "amount_incl")


def in_sets(kind: DocumentType, document: Row, lines: Sequence[Row]) -> list[Row]:
    """The lines with whole sets in the place of their components; what is not a whole set stays as it is. Papers of
    the warehouse name the components: those are what somebody has to fetch. What went into dishes is not printed.
    """
    lines = [line for line in lines if not line.get("dish_of")]
    if kind.department != "sales" or kind.amounts not in ("priced", "source", "given"):
        return list(lines)
    sets: dict[str, list[Row]] = {}
    for line in lines:
        if line.get("kit"):
            sets.setdefault(line["kit"]["set"], []).append(line)
    if not sets:
        return list(lines)
    found: list[Row] = []
    told: dict[str, Row | None] = {}
    for line in lines:
        name = line["kit"]["set"] if line.get("kit") else ""
        if name and name not in told:
            told[name] = _set(sets[name], is_incl=document.get("price_mode") != "EXCL")
            if (row := told[name]) is not None:
                found.append(row)
        if not name or told[name] is None:
            found.append(line)
    return [{**line, "line_no": number} for number, line in enumerate(found, 1)]


def _set(lines: Sequence[Row], *, is_incl: bool) -> Row | None:
    """The components of a set as one row; None when they are no whole number of it."""
    kit = lines[0]["kit"]
    shares = [KitShare(one["kit"], str(one["product"]["id"]), Decimal(one["quantity_base"])) for one in lines]
    sets = whole_sets(shares)
    if sets is None:
        return None
    row = {
        **lines[0],
        "product": {"id": kit["product"], "code": kit["code"], "name": kit["name"]},
        "unit": {"name": kit["unit_name"]},
        "quantity": sets,
        "quantity_base": sets,
        "discount_amount": None if lines[0]["discount_amount"] is None else ZERO_FEN,
    }
    for key in AMOUNTS:
        row[key] = None if lines[0][key] is None else sum((one[key] for one in lines), ZERO_FEN)
    amount = row["amount_incl" if is_incl else "amount_net"]
    row["price"] = None if lines[0]["price"] is None or not amount else price_from_amount(amount, sets)
    if len({one["tax_rate"] for one in lines}) > 1:
        row["tax_rate"] = row["tax_code"] = None
    inside = "、".join(f"{one['product']['name']}×{exact_text(one['quantity'])}" for one in lines)
    row["remark"] = " ".join(filter(None, (lines[0].get("remark"), f"含 {inside}")))
    return row
