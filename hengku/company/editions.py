"""版本: which part of the product a trade starts with (domain.md §1.2, column 版本). Pure data.

An edition hides document types from the menu and chooses the first categories; it forbids nothing, and a hidden type is
one search away. Only editions whose documents exist are offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. ``categories`` are code, name and inventory role of the first product categories."""

    code: str
    label: str
    label_en: str
    categories: tuple[tuple[str, str, str], ...]
    hidden_types: tuple[str, ...] = ()


_STOCK_TYPES: Final = (
    "opening_stock",
    "purchase_receipt",
    "purchase_return",
    "sales_issue",
    "sales_return",
    "gift_issue",
    "transfer_direct",
    "stock_adjustment",
    "loss_report",
    "other_in",
    "other_out",
    "internal_issue",
    "internal_issue_return",
)

EDITIONS: Final = (
    Edition(
        "GENERAL",
        "通用(批发、零售、贸易)",
        "General (wholesale, retail, trade)",
        (
            ("01", "库存商品", "merchandise"),
            ("02", "原材料", "raw_material"),
            ("03", "周转材料", "turnover_material"),
        ),
    ),
    Edition(
        "FOOD",
        "食品(批发、配送、便利店)",
        "Food (wholesale, delivery, convenience)",
        (
            ("01", "食品", "merchandise"),
            ("02", "生鲜", "merchandise"),
            ("03", "酒水饮料", "merchandise"),
            ("04", "包装材料", "turnover_material"),
        ),
    ),
    Edition(
        "CATERING",
        "餐饮门店",
        "Catering",
        (
            ("01", "食材", "raw_material"),
            ("02", "调料", "raw_material"),
            ("03", "酒水饮料", "merchandise"),
            ("04", "包装耗材", "turnover_material"),
        ),
    ),
    Edition(
        "NO_STOCK",
        "无库存(按单采购、服务)",
        "No stock (to order, services)",
        (("01", "商品与服务", "merchandise"),),
        hidden_types=_STOCK_TYPES,
    ),
)

EDITION_CODES: Final = tuple(one.code for one in EDITIONS)
DEFAULT_EDITION: Final = EDITIONS[0].code


def edition(code: str) -> Edition:
    """The edition of that code, the general one where it is unknown."""
    return next((one for one in EDITIONS if one.code == code), EDITIONS[0])
