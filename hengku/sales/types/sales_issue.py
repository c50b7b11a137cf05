"""销售出库单 (D-SOUT): goods leave by the costing method; by default this is when revenue and 应收 arise (T11)."""

from hengku.documents.ahead_rules import goods_to_go
from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import (
    APPROVAL_REASON,
    BIN,
    BUSINESS_ON,
    CUSTOMER,
    DOCUMENT_DISCOUNT,
    DUE_ON,
    LABEL_AMOUNT,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
    WAREHOUSE,
)
from hengku.documents.paper import AHEAD, PaperLine
from hengku.posting.effects import CUSTOMER as TO_CUSTOMER
from hengku.posting.effects import AtPoolCost, Effects, Facts, Goods, stock
from hengku.posting.floor_prices import floor_problems
from hengku.sales.revenue import sale, sent_of_invoices


def effects(facts: Facts) -> Effects:
    """借 应收 贷 收入、销项; 借 成本 贷 存货. With revenue on invoice only 借 发出商品 贷 存货. Goods that were invoiced ahead
    are revenue now, either way: 借 预收 贷 收入; their tax and receivable stand since the invoice (T11).
    """
    on_issue = facts.policy.revenue_mode == "ON_ISSUE"
    warehouse = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        source = facts.source_of(line)
        status = (
            "lent" if source is not None and source.type_code == "loan_out" else "available"
        )  # D-LOA 借转售
        against = "cogs" if on_issue or AHEAD in line.data else "goods_dispatched"
        return Goods(line, warehouse, TO_CUSTOMER, line.quantity_base, AtPoolCost(), against, status=status)

    ahead = [line for line in facts.lines if AHEAD in line.data]
    later = [line for line in facts.lines if AHEAD not in line.data]
    owed, book = sale(facts, later, 1) if on_issue and later else ((), ())
    sent, earned = sent_of_invoices(facts, ahead) if ahead else ((), ())
    return Effects(
        goods=tuple(goods(line) for line in facts.lines), owed=(*owed, *sent), book=(*book, *earned)
    )


SALES_ISSUE = DocumentType(
    code="sales_issue",
    label="销售出库单",
    label_en="Sales issue",
    prefix="SOUT",
    department="sales",
    states=STOCK,
    header=(BUSINESS_ON, CUSTOMER, WAREHOUSE, DUE_ON, PRICE_MODE, DOCUMENT_DISCOUNT, APPROVAL_REASON, REMARK),
    lines=(*PRICED_LINE, BIN, LABEL_AMOUNT),
    effects=effects,
    check=floor_problems,
    takes_credit=True,
    sources=(
        From(
            "sales_order", tolerance="over_issue_pct", fulfils=True, less=("delivery_notice", "sales_invoice")
        ),
        From("delivery_notice", fulfils=True, passes=True, at_its_amounts=True),
        From("sales_invoice", less=("delivery_notice",), passes=True, at_its_amounts=True, limit=goods_to_go),
        From("loan_out", less=("loan_return",)),
    ),
    party="customer",
    amounts="priced",
    goods="out",
    weighs=True,
    explodes_kits=True,
)
