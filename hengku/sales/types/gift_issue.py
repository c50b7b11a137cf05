"""赠品/样品出库单 (D-GFT): goods given away cost us what they cost, and are taxed as if sold at a fair price (T7)."""

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field
from hengku.documents.fields import (
    BUSINESS_ON,
    CUSTOMER,
    DEPARTMENT,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    TAX_CODE,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.posting.effects import CUSTOMER as TO_CUSTOMER
from hengku.posting.effects import AtPoolCost, Book, Effects, Facts, Goods, stock
from hengku.sales.revenue import invoiced_vat_role

PURPOSES = (
    Choice("sample", "样品", "Sample"),
    Choice("promotion", "促销", "Promotion"),
    Choice("complaint", "客诉补偿", "Complaint"),
)


def effects(facts: Facts) -> Effects:
    """借 销售费用 with cost and tax, 贷 存货 with the cost, 贷 销项 with the tax on the fair price. Nobody owes anything."""
    paper = facts.paper
    department = paper.department_id or 0

    def goods(line: PaperLine) -> Goods:
        return Goods(
            line,
            stock(paper.warehouse_id),
            TO_CUSTOMER,
            line.quantity_base,
            AtPoolCost(),
            "selling",
            department_id=department,
        )

    tax = paper.amount_tax
    return Effects(
        goods=tuple(goods(line) for line in facts.lines),
        book=(
            Book("selling", debit=tax, department_id=department),
            Book(invoiced_vat_role(facts), credit=tax),
        ),
    )


GIFT_ISSUE = DocumentType(
    code="gift_issue",
    label="赠品样品出库单",
    label_en="Gift or sample issue",
    prefix="GFT",
    department="sales",
    states=STOCK,
    header=(
        BUSINESS_ON,
        CUSTOMER,
        WAREHOUSE,
        Field("purpose", "用途", "Purpose", "choice", required=True, choices=PURPOSES),
        DEPARTMENT,
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field("price", "公允单价(不含税)", "Fair price", "price", required=True),
        TAX_CODE,
        LINE_REMARK,
    ),
    effects=effects,
    party="customer",
    amounts="priced",
    goods="out",
    weighs=True,
    price_mode="EXCL",
    explodes_kits=True,
)
