"""销售退货单 (D-SRT): goods come back at what they finally cost; revenue, tax and 应收 are taken back in red (C7, T10)."""

from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import (
    BUSINESS_ON,
    CUSTOMER,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.posting.effects import CUSTOMER as FROM_CUSTOMER
from hengku.posting.effects import AtPoolCost, AtSourceCost, Book, Effects, Facts, Goods, Owed, stock
from hengku.sales.revenue import sale


def effects(facts: Facts) -> Effects:
    """Everything the issue booked, red, for the quantity that comes back; it settles the issue's receivable first."""
    on_issue = facts.policy.revenue_mode == "ON_ISSUE"
    against = "cogs" if on_issue else "goods_dispatched"
    warehouse = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        cost = AtSourceCost(line.source_line_id) if line.source_line_id else AtPoolCost()
        return Goods(line, FROM_CUSTOMER, warehouse, line.quantity_base, cost, against, red=True)

    owed: tuple[Owed, ...] = ()
    book: tuple[Book, ...] = ()
    if on_issue:
        (one,), book = sale(facts, -1)
        documents = {facts.sources[x.source_line_id].document_id for x in facts.lines if x.source_line_id}
        settles = tuple((document, None) for document in sorted(documents))
        owed = (Owed(one.kind, one.party_id, one.amount, one.due_on, settles_documents=settles),)
    return Effects(goods=tuple(goods(line) for line in facts.lines), owed=owed, book=book)


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
        REMARK,
    ),
    lines=PRICED_LINE,
    effects=effects,
    sources=(From("sales_issue"),),
    party="customer",
    amounts="source",
    goods="in",
    explodes_kits=True,
)
