"""Figures of the reports that judge: how goods turn and age, what became of orders, what suppliers took, what was put
right. Their rows come from the statements of the reports themselves, so that both count the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hengku.diagnosis.why.declaration import Kind, Part
from hengku.identity.roles import PURCHASE_PRICES

DAYS: Final = ("from", "to")
VIEW: Final = ("reports.view",)
COST: Final = ("reports.view", "cost.view")
GOODS: Final = ("product", "category")
FORM: Final = {"quantity": "quantity", "amount": "amount", "owed": "amount", "paid": "amount"}
#: Ages of stock: code, words, first and last day.
AGES: Final = (
    ("30", "0–30天", "0–30 days", 0, 30),
    ("60", "31–60天", "31–60 days", 31, 60),
    ("90", "61–90天", "61–90 days", 61, 90),
    ("180", "91–180天", "91–180 days", 91, 180),
    ("365", "181–365天", "181–365 days", 181, 365),
    ("over", "365天以上", "Over 365 days", 366, 1_000_000),
)
#: Orders that are or were in force.
ORDER_STATES: Final = ["approved", "partial", "done", "closed_short", "revised"]
IN_FORCE: Final = ["approved", "partial"]


def went(measure: str, label: str, label_en: str) -> Kind:
    """What was sold and used."""
    return Kind(
        f"went_{measure}", label, label_en, FORM[measure], (*GOODS, *DAYS), "went", "period", "went",
        {"measure": measure}, DAYS, "stock_turnover", column=f"out_{measure}",
        needs=VIEW if measure == "quantity" else COST,
    )  # fmt: skip


def moved(side: str, measure: str, label: str, label_en: str) -> Kind:
    """One side of what came and went, by type or document."""
    keys = ("type", "origin", "cause", "product", "warehouse", "category", *DAYS)
    return Kind(
        f"moved_{side}_{measure}", label, label_en, FORM[measure], keys, "moved", "period", "moved",
        {"measure": f"{side}_{measure}"}, DAYS, "movement_lines", column=f"{side}_{measure}",
        needs=VIEW if measure == "quantity" else COST,
    )  # fmt: skip


def aged(measure: str, age: tuple[str, str, str, int, int]) -> Kind:
    """What lies there of one age."""
    code, label, label_en, first, last = age
    word, word_en = ("金额", "amount") if measure == "amount" else ("数量", "quantity")
    return Kind(
        f"age_{measure}_{code}", f"库龄 {label} {word}", f"{label_en}, {word_en}", FORM[measure],
        (*GOODS, "as_of"), "aged", "as_of", "aged", {"measure": measure, "days_from": first, "days_to": last},
        report="stock_age", column=f"{measure}_{code}", needs=VIEW if measure == "quantity" else COST,
    )  # fmt: skip


def carried(
    code: str,
    label: str,
    label_en: str,
    report: str,
    column: str,
    *,
    of: Mapping[str, Any],
    measure: str,
    form: str = "quantity",
    done_by: tuple[str, ...] = (),
    via: tuple[str, ...] = (),
    outcome: str | None = None,
    needs: tuple[str, ...] = VIEW,
) -> Kind:
    """A column of a report whose rows are lines of orders; ``of`` says which lines."""
    bind = {**of, "measure": measure, "done_by": list(done_by), "via": list(via), "outcome": outcome}
    keys = ("order_line", "party", "product", "warehouse", *(DAYS if of["has_days"] else ()))
    return Kind(
        code, label, label_en, form, keys, "carried", "now", "carried", bind,
        report=report, column=column, needs=needs,
    )  # fmt: skip


def _lines(types: tuple[str, ...], states: list[str], fulfilled: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return {
        "order_types": list(types),
        "states": states,
        "open_states": states,
        "fulfilled_by": list(fulfilled),
        "only_left": True,
        "either_end": False,
        "has_days": False,
        **more,
    }


def execution(
    side: str, order: str, steps: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...]
) -> tuple[Kind, ...]:
    """The columns of 采购执行表 or 销售执行表; ``steps``: column, words, measure, done by, via."""
    report, fulfilled = f"{side}_execution", steps[0][4]
    of = _lines((order,), ORDER_STATES, (fulfilled,), open_states=IN_FORCE, only_left=False, has_days=True)
    money = (PURCHASE_PRICES,) if side == "purchase" else ()
    return (
        carried(f"{side}_run_ordered", "订购", "Ordered", report, "ordered", of=of, measure="ordered"),
        carried(
            f"{side}_run_left", "未执行", "Left", report, "quantity_left", of=of, measure="left",
        ),
        carried(
            f"{side}_run_ordered_amount", "订购金额(含税)", "Ordered amount", report, "ordered_amount", of=of,
            measure="ordered_amount", form="amount", needs=(*VIEW, *money),
        ),
        carried(
            f"{side}_run_invoiced_amount", "开票金额", "Invoiced amount", report, "invoiced_amount", of=of,
            measure="amount", form="amount", done_by=(f"{side}_invoice",), via=(fulfilled,), needs=(*VIEW, *money),
        ),
        *(
            carried(
                f"{side}_run_{column}", label, label_en, report, column, of=of, measure=measure, done_by=(done_by,),
                via=via,
            )
            for column, label, label_en, measure, done_by, via in steps
        ),
    )  # fmt: skip


#: Goods sent back to be exchanged that did not all come again (D-PRT).
_EXCHANGED: Final = _lines(("purchase_return",), ["posted"], ("purchase_receipt",), way="EXCHANGE")


def custody(
    report: str, sent: tuple[str, ...], back: tuple[str, ...], settled: tuple[str, ...]
) -> tuple[Kind, ...]:
    """Goods with others, and goods of others: sent, back, settled, left."""
    of = _lines(sent, ["posted"], (*back, *settled))
    columns = (
        ("sent", "发出或收到", "Sent or received", "ordered", ()),
        ("back", "已还或退回", "Back", "done", back),
        ("settled", "已结算", "Settled", "done", settled),
        ("quantity_left", "未了", "Left", "left", ()),
    )
    return tuple(
        carried(f"{report}_{column}", label, label_en, report, column, of=of, measure=measure, done_by=done_by)
        for column, label, label_en, measure, done_by in columns
    )


_SENT: Final = _lines(
    ("transfer_out",), [*ORDER_STATES, "posted"], ("transfer_in",), only_left=False, either_end=True
)

#: What became of goods of others (D-BOR, D-CIN).
BACK_TO_OWNER: Final = ("borrow_return", "consign_in_return")
BOUGHT_OF_OWNER: Final = ("consign_in_settle",)

BEHIND = (
    went("quantity", "销售和领用数量", "Sold and used"),
    went("amount", "出库成本", "Cost of what was sold and used"),
    Kind(
        "average_stock", "平均库存", "Average stock", "amount", (*GOODS, *DAYS), "went", required=DAYS,
        report="stock_turnover", column="average_amount", needs=COST,
        parts=(
            Part("½", "opening_amount", "opening_amount"), Part("½", "closing_amount", "closing_amount"),
        ),
    ),
    Kind(
        "turns", "周转次数", "Turns", "quantity", (*GOODS, *DAYS), "went", required=DAYS,
        report="stock_turnover", column="times", needs=COST,
        parts=(Part("÷", "went_amount", "out_amount"), Part("÷", "average_stock", "average_amount")),
    ),
    *(
        moved(side, measure, f"{word}{word_of}", f"{word_en}, {measure}")
        for side, word, word_en in (("in", "收入", "In"), ("out", "发出", "Out"))
        for measure, word_of in (("quantity", "数量"), ("amount", "金额"))
    ),
    *(aged(measure, age) for measure in ("quantity", "amount") for age in AGES),
    Kind(
        "used_quantity", "期内需求", "Demand", "quantity", ("product", *DAYS), "went", "period", "used",
        required=DAYS,
    ),
    Kind(
        "free_demand", "未占用需求", "Open demand", "quantity", GOODS, "went", "now", "free_demand",
        report="replenishment", column="open_demand", fixed={"only": "all"},
    ),
    Kind(
        "projected", "预计可用", "Projected", "quantity", GOODS, "went", report="replenishment", column="projected",
        fixed={"only": "all"},
        parts=(
            Part("+", "available", "available"), Part("+", "on_order", "on_order"),
            Part("+", "in_transit", "in_transit"), Part("+", "on_mo", "on_mo"),
            Part("−", "free_demand", "open_demand"),
        ),
    ),
    *(
        Kind(
            f"slow_{code}", label, label_en, form, ("days", "category", "as_of"), area, "as_of", flow,
            required=("days",), report="slow_stock", column=code, needs=needs,
        )
        for code, label, label_en, form, area, flow, needs in (
            ("on_hand", "滞销现存量", "Slow stock", "quantity", "slow", "moves", VIEW),
            ("amount", "滞销占用金额", "Slow stock, amount", "amount", "slow", "stock_amount", COST),
        )
    ),
    *(
        Kind(
            f"never_{code}", label, label_en, FORM[measure], ("party", "days", "as_of"), "carried", "now", "never",
            {"measure": measure}, ("days",), "never_received", column=code, needs=(*VIEW, *money),
        )
        for code, measure, label, label_en, money in (
            ("ordered", "quantity", "订购而从未入库", "Ordered, never received", ()),
            ("amount", "amount", "从未入库的订购金额", "Ordered amount, never received", (PURCHASE_PRICES,)),
        )
    ),
    Kind(
        "lot_quantity", "批次数量", "Quantity of the lot", "quantity", ("lot", "warehouse", "status", "party", "as_of"),
        "lots", "as_of", "lot_moves", required=("lot",), report="lots", column="quantity",
    ),
    *(
        Kind(
            f"{code}_{measure}", label, label_en, form, ("party", "product", *DAYS), "paid_for", "period", "paid_for",
            {"measure": measure, "only_kept": only_kept}, DAYS, report, column=column, needs=(*VIEW, PURCHASE_PRICES),
        )
        for code, report, column, measure, form, label, label_en, only_kept in (
            ("paid_for", "purchase_prices", "quantity", "quantity", "quantity", "入库数量", "Received", False),
            ("paid_for", "purchase_prices", "weight", "weight", "quantity", "入库重量", "Received, weight", False),
            ("paid_for", "purchase_prices", "amount", "amount", "amount", "入库净额", "Received, net", False),
            ("scored", "supplier_scores", "amount", "amount", "amount", "入库净额", "Received, net", True),
        )
    ),
    Kind(
        "paid_price", "采购均价", "Average price", "price", ("party", "product", *DAYS), "paid_for",
        required=("product", *DAYS), report="purchase_prices", column="price", needs=(*VIEW, PURCHASE_PRICES),
        parts=(Part("÷", "paid_for_amount", "amount"), Part("÷", "paid_for_quantity", "quantity", "paid_for_weight")),
    ),
    *(
        Kind(
            f"ap_book_{column}", label, label_en, "amount", ("party", *DAYS), "ap_lines", span, "ap_lines",
            {"measure": measure}, DAYS, "ap_turnover", column=column, needs=(*VIEW, PURCHASE_PRICES),
        )
        for column, label, label_en, span, measure in (
            ("opening", "期初应付", "Payable at first", "before", "balance"),
            ("purchased", "当期采购(含税)", "Purchased", "period", "credit"),
            ("paid", "当期付款核销", "Paid", "period", "debit"),
            ("closing", "期末应付", "Payable at last", "until", "balance"),
        )
    ),
    *execution(
        "purchase", "purchase_order",
        (
            ("received", "入库", "Received", "done", "purchase_receipt", ()),
            ("arrived", "到货", "Arrived", "done", "goods_arrival", ()),
            ("released", "合格", "Passed", "passed", "incoming_inspection", ("goods_arrival", "purchase_receipt")),
            ("returned", "退货", "Returned", "done", "purchase_return", ("purchase_receipt",)),
            ("invoiced", "开票", "Invoiced", "done", "purchase_invoice", ("purchase_receipt",)),
        ),
    ),
    *execution(
        "sales", "sales_order",
        (
            ("issued", "出库", "Issued", "done", "sales_issue", ()),
            ("notified", "通知发货", "Notified", "done", "delivery_notice", ()),
            ("returned", "退货", "Returned", "done", "sales_return", ("sales_issue",)),
            ("invoiced", "开票", "Invoiced", "done", "sales_invoice", ("sales_issue",)),
        ),
    ),
    *custody("loans_out", ("loan_out",), ("loan_return",), ("sales_issue",)),
    *custody("consigned_out", ("consign_out",), ("consign_return",), ("consign_settle",)),
    *custody("outsourced", ("outsource_issue",), ("outsource_return",), ("outsource_receipt",)),
    *(
        Kind(
            f"held_for_others_{column}", label, label_en, FORM.get(column, "quantity"),
            ("order_line", "party", "product", "warehouse"), "carried", "now", "held_of_others",
            {"measure": measure, "done_by": list(done_by)}, report="held_for_others", column=column,
        )
        for column, label, label_en, measure, done_by in (
            ("sent", "收到", "Received", "ordered", ()),
            ("back", "已还", "Given back", "done", BACK_TO_OWNER),
            ("settled", "已结算", "Settled", "done", BOUGHT_OF_OWNER),
            ("lost", "丢失", "Lost", "lost", ()),
            ("owed", "应赔货主", "Owed for the loss", "owed", ()),
            ("quantity_left", "在库", "Here", "left", (*BACK_TO_OWNER, *BOUGHT_OF_OWNER)),
        )
    ),
    Kind(
        "consigned_cost", "在外成本", "Cost of goods with agents", "amount", ("order_line",), "carried", "now",
        "custody_cost", required=("order_line",), report="consigned_out", column="amount_left", needs=COST,
    ),
    Kind(
        "outsourced_cost", "在厂余料成本", "Cost of material at processors", "amount", ("order_line",), "carried", "now",
        "custody_cost", required=("order_line",), report="outsourced", column="amount_left", needs=COST,
    ),
    *(
        carried(
            f"exchange_{code}", label, label_en, "exchanges_waiting", column, of=_EXCHANGED, measure=measure,
            done_by=("purchase_receipt",),
        )
        for code, column, label, label_en, measure in (
            ("sent", "sent", "换货退回", "Sent back for exchange", "ordered"),
            ("back", "back", "换货已补", "Replaced", "done"),
            ("left", "quantity_left", "换货待补", "Exchange to come", "left"),
        )
    ),
    carried(
        "transfer_sent", "发出", "Sent", "transfers_on_the_way", "sent", of=_SENT, measure="ordered",
    ),
    *(
        carried(
            f"transfer_{column}", label, label_en, "transfers_on_the_way", column, of=_SENT, measure="done",
            done_by=("transfer_in",), outcome=column,
        )
        for column, label, label_en in (
            ("received", "收到", "Received"), ("lost", "损耗", "Lost"), ("returned", "退回", "Sent back"),
        )
    ),
    carried(
        "transfer_left", "在途", "On the way", "transfers_on_the_way", "in_transit", of=_SENT, measure="left",
    ),
    *(
        Kind(
            f"wish_{column}", label, label_en, "quantity", ("order_line", "product", "warehouse", "category", *DAYS),
            "carried", "now", "wished", {"measure": column}, DAYS, "store_delivery_lines", column=column,
            needs=(*VIEW, "store_requisition.view"),
        )
        for column, label, label_en in (
            ("asked", "要货", "Asked"), ("sent", "配送", "Sent"), ("ordered", "直送订购", "Ordered direct"),
            ("received", "收到", "Received"), ("lacking", "差异(要货 − 收到)", "Lacking"),
        )
    ),
    *(
        Kind(
            f"outsource_use_{column}", label, label_en, FORM.get(column, "quantity"),
            ("order_line", "party", "product", *DAYS), "carried", "now", "outsourced_use",
            {"measure": column}, DAYS, "outsource_use", column="quantity_left" if column == "left" else column,
            needs=(*(COST if column == "paid" else VIEW), "outsource_order.view"),
        )
        for column, label, label_en in (
            ("ordered", "订单量", "Ordered"), ("received", "收回", "Received"), ("quota", "定额", "Quota"),
            ("sent", "发料", "Issued"), ("back", "退料", "Back"), ("due", "应耗", "Due"),
            ("used", "实耗", "Used"), ("charged", "赔偿数量", "Paid for"), ("paid", "赔偿金额", "Amount to pay"),
            ("left", "在厂余料", "Left there"),
        )
    ),
    Kind(
        "outsource_use_over", "超耗", "Over", "quantity", ("order_line", "party", "product", *DAYS), "carried",
        required=DAYS, report="outsource_use", column="over", needs=(*VIEW, "outsource_order.view"),
        parts=(
            Part("+", "outsource_use_used", "used"), Part("+", "outsource_use_charged", "charged"),
            Part("−", "outsource_use_due", "due"),
        ),
    ),
    *(
        Kind(
            f"dish_use_{column}", label, label_en, "quantity", ("product", "warehouse", *DAYS), "moved", "period",
            "dish_use", {"measure": measure}, DAYS, "dish_use", column=column, needs=(*VIEW, "pos_ticket.view"),
        )
        for column, measure, label, label_en in (
            ("came", "came", "入", "In"), ("lost", "lost", "报损", "Lost"), ("used", "used", "实际耗用", "Actual use"),
            ("due", "due", "理论耗用", "Due"), ("over", "differs", "差异", "Over"),
        )
    ),
    *(
        Kind(
            f"production_{column}", label, label_en, form, ("order_line", "product", *DAYS), "carried", "now",
            "produced", {"measure": column}, DAYS, "production_orders", column=column,
            needs=(*(COST if form == "amount" else VIEW), "production_order.view"),
        )
        for column, label, label_en, form in (
            ("planned", "计划完工", "Planned", "quantity"), ("received", "完工入库", "Received", "quantity"),
            ("material", "生产耗用材料", "Material used", "amount"), ("byproduct", "副产品", "By-products", "amount"),
            ("finished", "完工入库成本", "Goods received at", "amount"), ("wip", "在制余额", "In production", "amount"),
        )
    ),
    Kind(
        "sold_in_90_days", "近90天销量", "Sold in 90 days", "quantity", ("product", "as_of"), "went", "as_of",
        "went_to_customers", required=("product",),
    ),
    Kind(
        "loss_base", "同期销售和领用成本", "Sold and used, cost", "amount",
        ("product", "warehouse", "category", *DAYS), "cost", "period", "spent", required=DAYS, needs=COST,
    ),
    Kind(
        "inspected", "检验量", "Inspected", "quantity", ("party", *DAYS), "carried", "period", "inspected",
        required=DAYS, report="supplier_scores", column="inspected",
    ),
    *(
        Kind(
            f"{measure}_count", label, label_en, "count", ("type", "maker", *DAYS), "corrected", "period", "corrected",
            {"measure": measure}, DAYS, needs=("reports.view", "ledger.view"),
        )
        for measure, label, label_en in (
            ("document", "单据数", "Documents"), ("reversal", "红冲", "Reversals"),
            ("wrong", "类型用错", "Wrong type"), ("adjustment", "调整单", "Adjustments"),
            ("correction", "修正合计", "Corrections"),
        )
    ),
)  # fmt: skip
