"""销售退货单 (D-SRT): goods come back at what they finally cost; revenue, tax and 应收 are taken back in red (C7, T10).

What the goods are worth to us is said at inspection: 合格 to the shelf, 待检 and 不良 beside it (Q6). What is paid back may
be another amount than was paid, and a fee may be kept; both are written on the return.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.catalog.tax_rules import Amounts, split_tax
from hengku.documents.amount_rules import REFUND, REFUND_OF
from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.errors import AmountNotPositive
from hengku.documents.fields import (
    BUSINESS_ON,
    CUSTOMER,
    LABEL_AMOUNT,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import CUSTOMER as FROM_CUSTOMER
from hengku.posting.effects import AtPoolCost, AtSourceCost, Book, Effects, Facts, Goods, Owed, stock
from hengku.sales.revenue import output_vat_role, sale, sold_by, was_ahead

VERDICTS = (
    Choice("available", "合格", "Sound"),
    Choice("qc_hold", "待检", "To be inspected"),
    Choice("defect", "不良", "Defective"),
)
#: Who may pay back another amount than the share of what was paid, or keep a fee, when a reason is written (D-SRT).
OTHER_REFUND: Final = "sales.refund"
FEE: Final = "restocking_fee"


@dataclass(eq=False)
class RefundDiffers(Refused):
    """D-SRT: what is paid back is not the share of what was paid; somebody has to answer for it."""

    refund: Decimal
    share: Decimal
    text = (
        "退款金额 {refund} 与按原价应退的 {share} 不同。"
        "请填写退款说明,并由有「改退款金额」权限的人过账;或不填退款金额。"
    )


@dataclass(eq=False)
class FeeNotAllowed(Refused):
    """A fee is kept from a refund with a right and a reason."""

    fee: Decimal
    text = "扣退货手续费 {fee} 须填写退款说明,并由有「改退款金额」权限的人过账。"


@dataclass(eq=False)
class RestockingFeeTooLarge(Invalid):
    """More is kept than is paid back."""

    fee: Decimal
    refund: Decimal
    text = "退货手续费 {fee} 超过本单退款 {refund}。请改小手续费。"


def _fee(facts: Facts) -> Decimal:
    return D(str(facts.paper.data.get(FEE) or 0))


def check(facts: Facts) -> list[Problem]:
    """D-SRT: another refund and a fee need a right and a reason."""
    found: list[Problem] = []
    reason = str(facts.paper.data.get("refund_reason") or "").strip()
    is_allowed = bool(reason) and facts.may(OTHER_REFUND)
    for line in facts.lines:
        share = line.data.get(REFUND_OF)
        if share and not is_allowed:
            whole = D(share["net"]) + D(share["tax"])
            differs = RefundDiffers(refund=line.amount_incl or ZERO_FEN, share=whole)
            found.append(differs.at(line_no=line.line_no, field=REFUND))
    fee = _fee(facts)
    if fee < 0:
        found.append(AmountNotPositive(amount=fee).at(field=FEE))
    elif fee > facts.paper.amount_incl:
        found.append(RestockingFeeTooLarge(fee=fee, refund=facts.paper.amount_incl).at(field=FEE))
    elif fee and not is_allowed:
        found.append(FeeNotAllowed(fee=fee).at(field=FEE))
    return found


def effects(facts: Facts) -> Effects:
    """Everything the issue booked, red, for the quantity that comes back; it settles the issue's receivable first. A
    fee lessens what is given back: 贷 其他业务收入 and its tax, at the rate of the goods it belongs to.
    """
    on_issue = facts.policy.revenue_mode == "ON_ISSUE"
    sold = [line for line in facts.lines if on_issue or was_ahead(facts, line)]
    warehouse = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        against = "cogs" if on_issue or was_ahead(facts, line) else "goods_dispatched"
        cost = AtSourceCost(line.source_line_id) if line.source_line_id else AtPoolCost()
        verdict = str(line.data.get("verdict") or "available")
        # sound goods are not said to be so: those of a recalled or expired lot are frozen as they come (D-RCL, B5)
        status = "" if verdict == "available" else verdict
        return Goods(
            line, FROM_CUSTOMER, warehouse, line.quantity_base, cost, against, red=True, status_to=status
        )

    fee = split_tax(_fee(facts), facts.lines[0].tax_rate)
    book = _fee_book(facts, fee)
    owed: tuple[Owed, ...] = ()
    if sold:
        (one,), back = sale(facts, sold, -1)
        left = (one.amount or ZERO_FEN) + fee.incl
        settles = sold_by(facts)
        owed = (Owed(one.kind, one.party_id, left, one.due_on, settles_documents=settles),) if left else ()
        book = (*back, *book)
    elif fee.incl:
        owed = (Owed("ar", facts.paper.party_id or 0, fee.incl, facts.due_on),)
    return Effects(goods=tuple(goods(line) for line in facts.lines), owed=owed, book=book)


def _fee_book(facts: Facts, fee: Amounts) -> tuple[Book, ...]:
    if not fee.incl:
        return ()
    return (Book("other_revenue", credit=fee.net), Book(output_vat_role(facts), credit=fee.tax))


SALES_RETURN = DocumentType(
    code="sales_return",
    label="销售退货单",
    label_en="Sales return",
    prefix="SRT",
    department="sales",
    states=STOCK,
    header=(
        BUSINESS_ON,
        CUSTOMER,
        WAREHOUSE,
        from_list("sales_return_reason", "reason", "退货原因", "Reason", required=True),
        PRICE_MODE,
        Field(
            FEE,
            "退货手续费",
            "Restocking fee",
            "amount",
            help="含税,从退款里扣下;须填退款说明",
            help_en="Tax included, kept back from the refund; needs a refund note",
        ),
        Field(
            "refund_reason",
            "退款说明",
            "Refund note",
            "text",
            help="退款不按原价、或扣手续费时填写",
            help_en="Needed when the refund is not at the price sold, or a fee is kept back",
        ),
        REMARK,
    ),
    lines=(
        *PRICED_LINE,
        LABEL_AMOUNT,
        Field("verdict", "质检结论", "Inspection", "choice", choices=VERDICTS, default="available"),
        Field(
            REFUND,
            "退款金额",
            "Refund",
            "amount",
            help="含税;不填按原价比例退",
            help_en="Tax included; empty refunds the price sold in proportion",
        ),
    ),
    effects=effects,
    check=check,
    sources=(From("sales_issue"),),
    party="customer",
    amounts="source",
    goods="in",
    weighs=True,
    explodes_kits=True,
)
