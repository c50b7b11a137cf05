"""采购退货单 (D-PRT): goods go back at what they came in for; the estimate is taken back in red until a red
invoice comes.
"""

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.fields import BUSINESS_ON, PRICE_MODE, PRICED_LINE, REMARK, SUPPLIER, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.posting.effects import SUPPLIER as TO_SUPPLIER
from hengku.posting.effects import AtPoolCost, AtSourceCost, Effects, Facts, Goods, Owed, stock

REASONS = (
    Choice("quality", "质量问题", "Quality"),
    Choice("wrong_goods", "错发", "Wrong goods"),
    Choice("too_many", "多发", "Too many"),
    Choice("price", "价格", "Price"),
    Choice("recall", "召回", "Recall"),
)


def effects(facts: Facts) -> Effects:
    """Red debit of inventory, red credit of 暂估应付, at the receipt's cost (C6) or, without a receipt, at the pool's."""
    paper = facts.paper

    def goods(line: PaperLine) -> Goods:
        source = line.source_line_id
        cost = AtSourceCost(source, agreed=True) if source else AtPoolCost()
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
    party="supplier",
    amounts="source",
    goods="out",
)
