"""其他入库、其他出库 (D-OIN, D-OOUT): goods that come or go without purchase or sale; the purpose names the account."""

from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import (
    BUSINESS_ON,
    COST,
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
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN, D, product_to_fen
from hengku.posting.effects import ADJUSTMENT, AtPoolCost, Book, Effects, Facts, Given, Goods, stock

IN_ACCOUNTS = {
    "donated": "nonop_income",
    "returned": "admin",
    "byproduct": "wip",
    "variance": "cogs",
    "invested": "capital",
    "other_business": "other_cost",
}
IN_PURPOSES = (
    Choice("donated", "受赠", "Donated to us"),
    Choice("returned", "退回(非销售)", "Returned, not sold"),
    Choice("byproduct", "副产品", "By-product"),
    Choice("variance", "差异补入", "Difference made good"),
    Choice("invested", "投资投入", "Invested in us"),
    Choice("other_business", "其他业务", "Other business"),
)
OUT_ACCOUNTS = {
    "research": "rnd",
    "donation": "nonop_expense",
    "inspection": "admin",
    "other_business": "other_cost",
}
OUT_PURPOSES = (
    Choice("research", "研发", "Research"),
    Choice("donation", "捐赠", "Donation"),
    Choice("inspection", "对外检验", "Inspection outside"),
    Choice("other_business", "其他业务", "Other business"),
)
DEEMED_SALES = frozenset({"donation"})  # T7: taxed as if sold at a fair price
WITH_DEPARTMENT = frozenset({"admin"})
FAIR_PRICE = Field(
    "fair_price",
    "公允单价(不含税)",
    "Fair price",
    "price",
    help="捐赠时必填:视同应税交易,按它计销项税",
    help_en="Required for donations: output tax is computed on it",
)


def _department(facts: Facts, role: str) -> int:
    return (facts.paper.department_id or 0) if role in WITH_DEPARTMENT else 0


def in_effects(facts: Facts) -> Effects:
    """借 存货 at the amount typed, or at the pool's own cost; 贷 the account of the purpose."""
    role = IN_ACCOUNTS[facts.paper.data["purpose"]]
    here = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        cost = Given(line.amount_net) if line.amount_net else AtPoolCost()
        return Goods(
            line, ADJUSTMENT, here, line.quantity_base, cost, role, department_id=_department(facts, role)
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


def check_out(facts: Facts) -> list[Problem]:
    """A deemed sale needs the fair price it is taxed by (T7)."""
    if facts.paper.data.get("purpose") not in DEEMED_SALES:
        return []
    return [
        FieldRequired(label=FAIR_PRICE.label).at(line_no=line.line_no, field="fair_price")
        for line in facts.lines
        if line.data.get("fair_price") in (None, "")
    ]


def _fair_tax(line: PaperLine) -> Decimal:
    """T7; the fair price of weighed goods is for a kilogram, as every price of theirs (B2)."""
    return product_to_fen(product_to_fen(line.weight or line.quantity, D(line.data["fair_price"])), line.tax_rate)


def out_effects(facts: Facts) -> Effects:
    """借 the account of the purpose, 贷 存货 at cost; a donation also bears the output tax of its fair price."""
    purpose = facts.paper.data["purpose"]
    role, here = OUT_ACCOUNTS[purpose], stock(facts.paper.warehouse_id)
    department = _department(facts, role)
    goods = tuple(
        Goods(line, here, ADJUSTMENT, line.quantity_base, AtPoolCost(), role, department_id=department)
        for line in facts.lines
    )
    if purpose not in DEEMED_SALES:
        return Effects(goods=goods)
    tax = sum((_fair_tax(line) for line in facts.lines), ZERO_FEN)
    vat = "vat_small" if facts.policy.taxpayer == "small_scale" else "vat_output"
    return Effects(goods=goods, book=(Book(role, debit=tax), Book(vat, credit=tax)))


OTHER_IN = DocumentType(
    code="other_in",
    label="其他入库单",
    label_en="Other receipt",
    prefix="OIN",
    department="warehousing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        WAREHOUSE,
        Field("purpose", "用途", "Purpose", "choice", required=True, choices=IN_PURPOSES),
        DEPARTMENT,
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, COST, LINE_REMARK),
    effects=in_effects,
    amounts="cost",
    goods="in",
    weighs=True,
)

OTHER_OUT = DocumentType(
    code="other_out",
    label="其他出库单",
    label_en="Other issue",
    prefix="OOUT",
    department="warehousing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        WAREHOUSE,
        Field("purpose", "用途", "Purpose", "choice", required=True, choices=OUT_PURPOSES),
        DEPARTMENT,
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, FAIR_PRICE, TAX_CODE, LINE_REMARK),
    effects=out_effects,
    check=check_out,
    goods="out",
    weighs=True,
)
