"""采购询比价 (D-RFQ): what several suppliers offer for the same goods; awarding it writes the orders. Touches no book."""

from dataclasses import dataclass

from hengku.documents.declaration import DocumentType, Field, From, States
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PRICE,
    PRICE_MODE,
    PRODUCT,
    QUANTITY,
    REMARK,
    TAX_CODE,
    UNIT,
    WAREHOUSE,
)
from hengku.kit.errors import Invalid, Problem
from hengku.posting.effects import Facts, moves_nothing

INQUIRY = States(
    "O",
    "approved",
    {
        "draft": ("草稿", "Draft"),
        "approved": ("已报价", "Quoted"),
        "closed_short": ("已定标", "Awarded"),
        "cancelled": ("已作废", "Cancelled"),
        "reversed": ("已红冲", "Reversed"),
    },
)


@dataclass(eq=False)
class OfferTwice(Invalid):
    """One supplier offers a product once for each step of quantity."""

    first: int
    text = "与第 {first} 行重复:同一供应商、同一商品、同一起订量只能有一个报价。"


@dataclass(eq=False)
class OfferEnds(Invalid):
    """An offer that ended before it was written down."""

    on: str
    text = "报价有效期 {on} 早于询价日期。请核对。"


def check(facts: Facts) -> list[Problem]:
    """One offer per supplier, product and step; none that ends before it began."""
    problems: list[Problem] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in facts.lines:
        key = (line.data.get("supplier"), line.product_id, str(line.data.get("from_quantity") or "0"))
        first = seen.setdefault(key, line.line_no)
        if first != line.line_no:
            problems.append(OfferTwice(first=first).at(line_no=line.line_no, field="supplier"))
        ends = str(line.data.get("valid_to") or "")
        if ends and ends < facts.paper.business_on.isoformat():
            problems.append(OfferEnds(on=ends).at(line_no=line.line_no, field="valid_to"))
    return problems


PURCHASE_RFQ = DocumentType(
    code="purchase_rfq",
    label="采购询价单",
    label_en="Request for quotation",
    prefix="RFQ",
    department="purchasing",
    shows_purchase_price=True,
    states=INQUIRY,
    header=(
        BUSINESS_ON,
        WAREHOUSE,
        Field("due_on", "需求日期", "Needed on", "date"),
        PRICE_MODE,
        REMARK,
    ),
    lines=(
        Field("supplier", "供应商", "Supplier", "supplier", required=True),
        PRODUCT,
        UNIT,
        QUANTITY,
        Field("from_quantity", "起订量", "From quantity", "quantity"),
        PRICE,
        TAX_CODE,
        Field("lead_days", "交期(天)", "Lead days", "quantity"),
        Field("valid_to", "有效期至", "Valid to", "date"),
        LINE_REMARK,
    ),
    effects=moves_nothing,
    check=check,
    sources=(From("purchase_requisition", counts=False, fulfils=True),),
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,
)
