"""采购退货单 (D-PRT): goods go back at what they came in for; the estimate is taken back in red until a red
invoice comes.
"""

from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.fields import BUSINESS_ON, PRICE_MODE, PRICED_LINE, REMARK, SUPPLIER, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ratio
from hengku.posting.effects import SUPPLIER as TO_SUPPLIER
from hengku.posting.effects import AtPoolCost, AtSourceCost, Effects, Facts, Goods, Owed, stock

REASONS = (
    Choice("quality", "质量问题", "Quality"),
    Choice("wrong_goods", "错发", "Wrong goods"),
    Choice("too_many", "多发", "Too many"),
    Choice("price", "价格", "Price"),
    Choice("recall", "召回", "Recall"),
)


def without_fees(line: PaperLine, facts: Facts) -> Decimal | None:
    """C6: what goes back of a receipt that fees were shared out to is its price; the fees stay with the other goods.

    The rest of the price by the rest of the quantity, so that the last return takes all of it. None: no fees.
    """
    source = facts.sources[line.source_line_id or 0]
    fees = source.carried_amount("landed_cost")
    if not fees:
        return None
    left = abs(source.quantity_base) - abs(source.carried_quantity("purchase_return")) + line.quantity_base
    return ratio(source.cost - fees, line.quantity_base, left)


def effects(facts: Facts) -> Effects:
    """Red debit of inventory, red credit of 暂估应付, at the receipt's cost (C6) or, without a receipt, at the pool's."""
    paper = facts.paper

    def goods(line: PaperLine) -> Goods:
        source = line.source_line_id
        cost = AtSourceCost(source, agreed=True, amount=without_fees(line, facts)) if source else AtPoolCost()
        return Goods(
            line, stock(paper.warehouse_id), TO_SUPPLIER, line.quantity_base, cost, against="", red=True
        )

    documents = {facts.sources[x.source_line_id].document_id for x in facts.lines if x.source_line_id}
    return Effects(
        goods=tuple(goods(line) for line in facts.lines),
        owed=(
            Owed(
                "ap_estimated",
                paper.party_id or 0,
                None,
                facts.due_on,
                settles_documents=tuple((document, None) for document in sorted(documents)),
            ),
        ),
    )


PURCHASE_RETURN = DocumentType(
    code="purchase_return",
    label="采购退货单",
    label_en="Purchase return",
    prefix="PRT",
    department="purchasing",
    shows_purchase_price=True,
    states=STOCK,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        WAREHOUSE,
        Field("reason", "退货原因", "Reason", "choice", required=True, choices=REASONS),
        PRICE_MODE,
        REMARK,
    ),
    lines=PRICED_LINE,
    effects=effects,
    sources=(From("purchase_receipt"),),
    wants_source_cost=True,
    party="supplier",
    amounts="source",
    goods="out",
    takes_any_lot=True,
)
