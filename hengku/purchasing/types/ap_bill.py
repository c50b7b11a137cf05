"""其他应付单 (D-APB): what we owe for rent, services and the like, apart from goods."""

from hengku.documents.declaration import MONEY, Choice, DocumentType, Field
from hengku.documents.fields import (
    AMOUNT_TAX,
    BUSINESS_ON,
    DEPARTMENT,
    DUE_ON,
    INVOICE_NUMBER,
    LINE_REMARK,
    REMARK,
    SUPPLIER,
    TAX_CODE,
)
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.purchasing.cost import cost_of_purchase, deducts

PURPOSES = (
    Choice("admin", "管理费用(房租、办公、服务)", "Administrative expense"),
    Choice("selling", "销售费用(运费、推广、包装)", "Selling expense"),
    Choice("finance", "财务费用", "Finance expense"),
    Choice("overhead", "制造费用", "Overhead"),
    Choice("fixed_asset", "固定资产", "Fixed asset"),
)

OWED_AS = Field(
    "owed_as",
    "往来科目",
    "Account",
    "choice",
    choices=(
        Choice("ap", "应付账款", "Payable"),
        Choice("other_payable", "其他应付款", "Other payable"),
    ),
    default="ap",
    help="房租、押金、代垫等与采购无关的记其他应付款",
    help_en="Rent, deposits and what others paid for us are other payables",
)


def effects(facts: Facts) -> Effects:
    """借 费用或资产, 借 进项税额, 贷 应付账款 or 其他应付款; tax that cannot be deducted is part of the expense (T5)."""
    paper = facts.paper
    book: list[Book] = []
    for line in facts.lines:
        purpose = str(line.data["purpose"])
        department = paper.department_id or 0
        cost = cost_of_purchase(line, facts)
        book.append(Book(purpose, debit=cost, department_id=department, memo=line.remark))
        if deducts(line, facts):
            book.append(Book("vat_input", debit=line.amount_tax or ZERO_FEN))
    owed = Owed(str(paper.data.get("owed_as") or "ap"), paper.party_id or 0, paper.amount_incl, facts.due_on)
    return Effects(owed=(owed,), book=tuple(book))


AP_BILL = DocumentType(
    code="ap_bill",
    label="其他应付单",
    label_en="Other payable",
    prefix="APB",
    department="purchasing",
    shows_purchase_price=True,
    states=MONEY,
    header=(BUSINESS_ON, SUPPLIER, OWED_AS, DEPARTMENT, INVOICE_NUMBER, DUE_ON, REMARK),
    lines=(
        Field("purpose", "记入", "Booked to", "choice", required=True, choices=PURPOSES),
        Field("amount_net", "金额", "Net", "amount", required=True),
        TAX_CODE,
        AMOUNT_TAX,
        LINE_REMARK,
    ),
    effects=effects,
    party="supplier",
    amounts="given",
    period_part="arap",
)
