"""销售折让单 (D-SRT 仅退款不退货): the customer keeps the goods and owes less; revenue and tax are taken back in red."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import MONEY, DocumentType, Field, From
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import BUSINESS_ON, CUSTOMER, LINE_REMARK, REMARK, TAX_CODE, from_list
from hengku.documents.sources import NOTHING
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.sales.revenue import invoiced_vat_role, sold_by, vat_of

REFUND = Field("amount_incl", "退款金额(含税)", "Refund", "amount")


@dataclass(eq=False)
class RefundMoreThanSold(Refused):
    """More is given back than the line brought, returns and earlier allowances taken off."""

    number: str
    asked: Decimal
    left: Decimal
    text = "退款 {asked} 超过出库单 {number} 该行还可退的 {left}。请改小金额。"


def effects(facts: Facts) -> Effects:
    """借 应收 红字; 贷 收入、销项 红字. It settles what is still owed for the issues it names."""
    paper = facts.paper
    on_issue = facts.policy.revenue_mode == "ON_ISSUE"
    owed = Owed("ar", paper.party_id or 0, -paper.amount_incl, facts.due_on, settles_documents=sold_by(facts))
    taxes = (
        Book(
            vat_of(facts, line) if on_issue else invoiced_vat_role(facts),
            credit=-(line.amount_tax or ZERO_FEN),
        )
        for line in facts.lines
    )
    return Effects(owed=(owed,), book=(Book("revenue", credit=-paper.amount_net), *taxes), summary="销售折让")


def check(facts: Facts) -> list[Problem]:
    """Every line gives something back, and no more than its issue line has left."""
    problems: list[Problem] = []
    for line in facts.lines:
        amount = line.amount_incl or ZERO_FEN
        source = facts.source_of(line)
        if amount <= 0:
            problems.append(FieldRequired(label=REFUND.label).at(line_no=line.line_no, field="amount_incl"))
        elif source is not None:
            given = source.carried.get("sales_allowance", NOTHING)
            back = source.carried.get("sales_return", NOTHING)
            left = source.amount_incl - sum((*given[2:], *back[2:]), ZERO_FEN)
            if left < 0:
                more = RefundMoreThanSold(source.number, amount, max(left + amount, ZERO_FEN))
                problems.append(more.at(line_no=line.line_no, field="amount_incl"))
    return problems


SALES_ALLOWANCE = DocumentType(
    code="sales_allowance",
    label="销售折让单(仅退款)",
    label_en="Sales allowance",
    prefix="SAL",
    department="sales",
    states=MONEY,
    header=(
        BUSINESS_ON,
        CUSTOMER,
        from_list("sales_return_reason", "reason", "折让原因", "Reason", required=True),
        REMARK,
    ),
    lines=(Field("product", "商品", "Product", "product"), TAX_CODE, REFUND, LINE_REMARK),
    effects=effects,
    check=check,
    sources=(From("sales_issue", counts=False),),
    party="customer",
    amounts="given",
    period_part="arap",
)
