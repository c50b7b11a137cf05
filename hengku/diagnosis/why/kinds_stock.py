"""Figures of goods: what lies where, what came and went, and what it is worth."""

from __future__ import annotations

from hengku.diagnosis.why.declaration import Kind, Part

GOODS = ("product", "warehouse", "category", "q")
CUTS = ("document", "line", "seq", "upto")
COST = ("reports.view", "cost.view")


def summary(side: str, label: str, label_en: str, span: str, flow_side: str) -> tuple[Kind, ...]:
    """A cell of the movement summary: its quantity, its amount, and its weight (B2)."""
    made = []
    for measure, word, word_en, needs in (
        ("quantity", "数量", "quantity", ("reports.view",)),
        ("amount", "金额", "amount", COST),
        ("weight", "重量", "weight", ("reports.view",)),
    ):
        made.append(
            Kind(
                code=f"{side}_{measure}",
                label=f"{label}{word}",
                label_en=f"{label_en} {word_en}",
                form="amount" if measure == "amount" else "quantity",
                keys=(*GOODS, "by", "from", "to", *CUTS),
                required=("from", "to"),
                area="cost" if measure == "amount" else "stock",
                span=span,
                flow="stock_change",
                bind={"measure": measure, "side": flow_side},
                report="stock_summary",
                column=f"{side}_{measure}",
                needs=needs,
                parts=(
                    Part("+", f"opening_{measure}", f"opening_{measure}"),
                    Part("+", f"in_{measure}", f"in_{measure}"),
                    Part("−", f"out_{measure}", f"out_{measure}"),
                )
                if side == "closing"
                else (),
            )
        )
    return tuple(made)


def lost(measure: str, label: str, label_en: str, needs: tuple[str, ...]) -> Kind:
    """A column of the report on losses: its rows are all there is to say."""
    return Kind(
        f"lost_{measure}", label, label_en, measure,
        (*GOODS, "stage", "reason", "responsible", "shift", "from", "to", "document"),
        "stock" if measure == "quantity" else "cost", "period", "lost", {"measure": measure}, ("from", "to"),
        needs=needs,
    )  # fmt: skip


STOCK = (
    lost("quantity", "损耗数量", "Lost", ("reports.view",)),
    lost("amount", "损耗金额", "Lost, amount", COST),
    Kind(
        "on_hand", "现存量", "On hand", "quantity", (*GOODS, "status", "as_of", *CUTS), "stock", "as_of", "moves",
        report="stock", column="on_hand",
    ),
    Kind(
        "weight", "重量", "Weight", "quantity", (*GOODS, "as_of", *CUTS), "stock", "as_of", "moves",
        {"measure": "weight"}, report="stock", column="weight",
    ),
    Kind(
        "reserved", "预留", "Reserved", "quantity", (*GOODS, "as_of"), "stock", "now", "reservations",
        report="stock", column="reserved",
    ),
    Kind(
        "available", "可用量", "Available", "quantity", (*GOODS, "as_of"), "stock", "now", "available",
        report="stock", column="available",
        parts=(Part("+", "on_hand", "on_hand"), Part("−", "reserved", "reserved")),
    ),
    Kind(
        "stock_amount", "库存金额", "Stock amount", "amount", (*GOODS, "as_of"), "cost", "as_of", "stock_amount",
        report="stock", column="amount", needs=COST,
        parts=(Part("×", "on_hand", "on_hand", "weight"), Part("×", "unit_cost", "unit_cost")),
    ),
    Kind(
        "unit_cost", "单位成本", "Unit cost", "price", (*GOODS, "as_of"), "cost", report="stock", column="unit_cost",
        required=("product",), needs=COST,
        parts=(Part("÷", "stock_amount", "amount"), Part("÷", "on_hand", "on_hand", "weight")),
    ),
    Kind(
        "in_transit", "调拨在途", "In transit", "quantity", (*GOODS, "as_of", *CUTS), "stock", "as_of", "moves",
        {"roles": ["transit"]}, report="stock", column="in_transit",
    ),
    Kind(
        "on_order", "采购在途", "On order", "quantity", (*GOODS, "as_of"), "orders", "now", "orders",
        {"order_type": "purchase_order", "done_by": ["purchase_receipt"]}, report="stock", column="on_order",
        floor=True,
    ),
    Kind(
        "on_mo", "在制", "Being made", "quantity", (*GOODS, "as_of"), "making", "now", "making",
        {"order_types": ["production_order", "outsource_order"],
         "done_by": ["production_receipt", "outsource_receipt"]}, report="stock", column="on_mo",
    ),
    Kind(
        "open_demand", "销售待发", "To be shipped", "quantity", ("product", "warehouse", "category", "q", "party"),
        "orders", "now", "orders", {"order_type": "sales_order", "done_by": ["sales_issue"]},
    ),
    *summary("opening", "期初", "Opening", "before", "both"),
    *summary("in", "收入", "In", "period", "in"),
    *summary("out", "发出", "Out", "period", "out"),
    *summary("closing", "期末", "Closing", "until", "both"),
    Kind(
        "closing_unit_cost", "期末单位成本", "Closing unit cost", "price", (*GOODS, "by", "from", "to"), "cost",
        report="stock_summary", column="unit_cost", required=("product", "from", "to"), needs=COST,
        parts=(
            Part("÷", "closing_amount", "closing_amount"),
            Part("÷", "closing_quantity", "closing_quantity", "closing_weight"),
        ),
    ),
)  # fmt: skip
