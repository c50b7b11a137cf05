"""销售出库单 (D-SOUT): goods leave by the costing method; by default this is when revenue and 应收 arise (T11)."""

from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import (
    APPROVAL_REASON,
    BIN,
    BUSINESS_ON,
    CUSTOMER,
    DOCUMENT_DISCOUNT,
    DUE_ON,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.posting.effects import CUSTOMER as TO_CUSTOMER
from hengku.posting.effects import AtPoolCost, Effects, Facts, Goods, stock
from hengku.sales.prices import floor_problems
from hengku.sales.revenue import sale


def effects(facts: Facts) -> Effects:
    """借 应收 贷 收入、销项; 借 成本 贷 存货. With revenue on invoice only 借 发出商品 贷 存货."""
    on_issue = facts.policy.revenue_mode == "ON_ISSUE"
    against = "cogs" if on_issue else "goods_dispatched"
    warehouse = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        source = facts.sources.get(line.source_line_id or 0)
        status = (
            "lent" if source is not None and source.type_code == "loan_out" else "available"
        )  # D-LOA 借转售
        return Goods(line, warehouse, TO_CUSTOMER, line.quantity_base, AtPoolCost(), against, status=status)

    owed, book = sale(facts, 1) if on_issue else ((), ())
    return Effects(goods=tuple(goods(line) for line in facts.lines), owed=owed, book=book)


SALES_ISSUE = DocumentType(
    code="sales_issue",
    label="销售出库单",
    label_en="Sales issue",
    prefix="SOUT",
    department="sales",
    states=STOCK,
    header=(BUSINESS_ON, CUSTOMER, WAREHOUSE, DUE_ON, PRICE_MODE, DOCUMENT_DISCOUNT, APPROVAL_REASON, REMARK),
    lines=(*PRICED_LINE, BIN),
    effects=effects,
    check=floor_problems,
    takes_credit=True,
    sources=(
        From("sales_order", tolerance="over_issue_pct", fulfils=True, less=("delivery_notice",)),
        From("delivery_notice", fulfils=True, passes=True),
        From("loan_out", less=("loan_return",)),
    ),
    party="customer",
    amounts="priced",
    goods="out",
    weighs=True,
    explodes_kits=True,
)
