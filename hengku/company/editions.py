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
    hidden_pages: tuple[str, ...] = ()  # addresses the menu leaves out, and what leads to them


#: Rulebook §1.6, column 版本, of the types that are not in every edition: 通 general, 食 food, 产 manufacturing,
#: 餐 catering, 无 no stock.
_TRADED: Final = "通食产餐"
_EDITIONS_OF: Final[dict[str, str]] = {
    **dict.fromkeys(
        [
            "purchase_receipt",
            "purchase_return",
            "estimate_run",
            "sales_issue",
            "sales_return",
            "transfer_direct",
            "transfer_out",
            "transfer_in",
            "stock_count",
            "count_gain",
            "count_loss",
            "stock_adjustment",
            "other_in",
            "other_out",
            "internal_issue",
            "internal_issue_return",
            "gift_issue",
            "loss_report",
            "stock_status_change",
            "cost_adjustment",
            "opening_stock",
        ],
        _TRADED,
    ),
    **dict.fromkeys(["goods_arrival", "landed_cost", "delivery_notice", "pick_list"], "通食产"),
    **dict.fromkeys(["purchase_rfq", "assembly", "disassembly"], "通产"),
    **dict.fromkeys(
        [
            "loan_out",
            "loan_return",
            "borrow_in",
            "borrow_return",
            "consign_out",
            "consign_settle",
            "consign_return",
            "consign_in",
            "consign_in_settle",
            "consign_in_return",
        ],
        "通",
    ),
    **dict.fromkeys(["production_order", "production_receipt", "production_return"], "产餐"),
    **dict.fromkeys(["material_issue", "material_extra", "material_return"], "产"),
    **dict.fromkeys(["outsource_order", "outsource_issue", "outsource_return", "outsource_receipt"], "产"),
    "incoming_inspection": "食产",
    "quotation": "通产无",
    "recall": "食",
    **dict.fromkeys(["pos_ticket", "pos_refund", "pos_daily_close"], "餐通"),
    "store_requisition": "餐食通",
    **dict.fromkeys(["intercompany", "branch_out", "branch_in"], "通餐"),
    "receipt_ack": "无",
}


def _without(letter: str) -> tuple[str, ...]:
    """The types that the edition of that letter leaves out."""
    return tuple(code for code, letters in _EDITIONS_OF.items() if letter not in letters)


#: Pages about goods in stock, which a firm without stock has no use for (TRD-01).
_STOCK_PAGES: Final = (
    "/stock",
    "/data/warehouses",
    *(
        f"/report/{name}"
        for name in (
            "stock",
            "stock_summary",
            "stock_ledger",
            "stock_trend",
            "slow_stock",
            "stock_age",
            "stock_turnover",
            "abc",
            "stock_limits",
            "replenishment",
            "movement_types",
            "movement_lines",
            "transfers_on_the_way",
            "store_delivery",
            "store_delivery_lines",
            "store_days",
            "dish_costs",
            "dish_use",
            "loans_out",
            "consigned_out",
            "production_orders",
            "outsourced",
            "outsource_use",
            "held_for_others",
            "recosts",
            "received_not_invoiced",
            "issued_not_invoiced",
            "invoiced_not_issued",
        )
    ),
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
        hidden_types=_without("通"),
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
        hidden_types=_without("食"),
    ),
    Edition(
        "MANUFACTURING",
        "生产(离散制造)",
        "Manufacturing (discrete)",
        (
            ("01", "产成品", "merchandise"),
            ("02", "半成品", "merchandise"),
            ("03", "原材料", "raw_material"),
            ("04", "周转材料", "turnover_material"),
        ),
        hidden_types=_without("产"),
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
        hidden_types=_without("餐"),
    ),
    Edition(
        "NO_STOCK",
        "无库存(按单采购、服务)",
        "No stock (to order, services)",
        (("01", "商品与服务", "merchandise"),),
        hidden_types=_without("无"),
        hidden_pages=_STOCK_PAGES,
    ),
)

EDITION_CODES: Final = tuple(one.code for one in EDITIONS)
DEFAULT_EDITION: Final = EDITIONS[0].code


def edition(code: str) -> Edition:
    """The edition of that code, the general one where it is unknown."""
    return next((one for one in EDITIONS if one.code == code), EDITIONS[0])
