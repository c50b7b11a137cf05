"""Figures of buying and selling: what was sold, what it cost, what was earned."""

from __future__ import annotations

from hengku.diagnosis.why.declaration import Kind, Part
from hengku.identity.roles import PURCHASE_PRICES

KEYS = ("product", "category", "own_category", "party", "maker", "handler", "from", "to", "document")
DAYS = ("from", "to")
GOODS = ("quantity", "weight")
COST = ("reports.view", "cost.view")


def sold(measure: str, code: str, label: str, label_en: str, parts: tuple[Part, ...] = ()) -> Kind:
    """A column of the reports over sales."""
    return Kind(
        code, label, label_en, "quantity" if measure in GOODS else "amount", KEYS, "trade", "period", "sold",
        {"measure": measure}, DAYS, "sales_stats", "gross_profit", measure, parts=parts,
        needs=("reports.view",) if measure in (*GOODS, "net") else COST,
    )  # fmt: skip


def bought(measure: str, label: str, label_en: str) -> Kind:
    """A column of the reports over purchases."""
    return Kind(
        f"bought_{measure}", label, label_en, "quantity" if measure in GOODS else "amount", KEYS, "trade",
        "period", "bought", {"measure": measure}, DAYS, "purchase_stats", column=measure,
    )  # fmt: skip


def papers(
    code: str, label: str, label_en: str, types: list[str], less: list[str], measure: str, right: str
) -> Kind:
    """The amounts of posted documents of some types in a period."""
    return Kind(
        code, label, label_en, "amount", ("party", "from", "to", "document"), "papers", "period", "papers",
        {"types": [*types, *less], "less_types": less, "measure": measure}, DAYS, needs=(right,),
    )  # fmt: skip


def open_order(side: str, order: str, done_by: str, words: tuple[str, str, str, str]) -> tuple[Kind, ...]:
    """The columns of the orders in force: ordered, done, left, and the amount left."""
    names = ("Ordered", "Carried out", "Left of orders", "Amount left of orders")
    return tuple(
        Kind(
            f"{side}_{measure}", label, label_en, form, ("order_line", "product", "warehouse", "party"), "orders",
            "now", "open_orders", {"order_type": order, "done_by": [done_by], "measure": measure},
            report=f"open_{order}s", column=column,
        )
        for measure, column, form, label, label_en in (
            ("ordered", "ordered", "quantity", words[0], names[0]),
            ("done", "done", "quantity", words[1], names[1]),
            ("left", "quantity_left", "quantity", words[2], names[2]),
            ("amount_left", "amount_left", "amount", words[3], names[3]),
        )
    )  # fmt: skip


def not_invoiced(measure: str, column: str, label: str, label_en: str) -> Kind:
    """A column of what was issued and not invoiced."""
    return Kind(
        f"issue_{measure}", label, label_en, "amount", ("origin", "party", "as_of"), "not_invoiced", "as_of",
        "issued_open", {"measure": measure}, report="issued_not_invoiced", column=column,
    )  # fmt: skip


TRADE = (
    *open_order(
        "purchase", "purchase_order", "purchase_receipt", ("订购数量", "已入库", "未入库", "未入库金额(含税)")
    ),
    *open_order("sales", "sales_order", "sales_issue", ("订购数量", "已出库", "未出库", "未出库金额(含税)")),
    not_invoiced("issued", "amount", "出库金额(含税)", "Issued, not wholly invoiced"),
    not_invoiced("taken", "invoiced", "已开票或退货", "Invoiced or returned"),
    not_invoiced("left", "amount_left", "未开票金额", "Issued, not invoiced"),
    sold("quantity", "sold_quantity", "销售数量", "Quantity sold"),
    sold("weight", "sold_weight", "销售重量", "Weight sold"),
    sold("net", "sold_net", "销售净额", "Net sales"),
    sold("cost", "sold_cost", "销售成本", "Cost of sales"),
    sold(
        "profit", "gross_profit", "毛利", "Gross profit",
        (Part("+", "sold_net", "net"), Part("−", "sold_cost", "cost")),
    ),
    Kind(
        "gross_margin", "毛利率", "Margin", "rate", KEYS, "trade", required=DAYS, report="sales_stats",
        or_report="gross_profit", column="rate",
        parts=(Part("÷", "gross_profit", "profit"), Part("÷", "sold_net", "net")), needs=COST,
    ),
    *(
        Kind(
            code, label, label_en, "price", KEYS, "trade", required=(*DAYS, "product"), report="negative_margin",
            column=column, needs=COST,
            parts=(Part("÷", over, part), Part("÷", "sold_quantity", "quantity", "sold_weight")),
        )
        for code, column, over, part, label, label_en in (
            ("sold_price", "price", "sold_net", "net", "净单价", "Net price"),
            ("sold_unit_cost", "unit_cost", "sold_cost", "cost", "销售单位成本", "Unit cost of what was sold"),
        )
    ),
    bought("quantity", "采购数量", "Quantity bought"),
    bought("weight", "采购重量", "Weight bought"),
    bought("received", "入库金额", "Cost when received"),
    bought("difference", "发票差额", "Invoice differences"),
    bought("amount", "采购金额", "Cost of purchases"),
    Kind(
        "bought_price", "采购均价", "Average purchase price", "price", KEYS, "trade", required=(*DAYS, "product"),
        report="purchase_stats", column="price",
        parts=(Part("÷", "bought_amount", "amount"), Part("÷", "bought_quantity", "quantity", "bought_weight")),
    ),
    papers("sales_total", "销售额", "Sales", ["sales_issue"], ["sales_return"], "incl", "sales_issue.view"),
    papers(
        "purchase_total", "采购额", "Purchases", ["purchase_receipt"], ["purchase_return"], "incl", PURCHASE_PRICES,
    ),
    papers("received_total", "收款额", "Money received", ["receipt"], [], "incl", "receipt.view"),
    papers("paid_total", "付款额", "Money paid", ["payment"], [], "incl", "payment.view"),
)  # fmt: skip
