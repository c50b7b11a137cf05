"""采购退货单 (D-PRT): goods go back at what they came in for; the estimate is taken back in red until a red
invoice comes.
"""

from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    BIN,
    BUSINESS_ON,
    PRICE_MODE,
    PRICED_LINE,
    REMARK,
    SUPPLIER,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import PaperLine
from hengku.inventory.rules import AVAILABLE
from hengku.kit.numbers import part_by_cumulative
from hengku.posting.effects import SUPPLIER as TO_SUPPLIER
from hengku.posting.effects import AtPoolCost, AtSourceCost, Effects, Facts, Goods, Owed, stock
from hengku.purchasing.inspection import DEFECT, INSPECTION, QC_HOLD, is_held

STATUSES = (
    Choice("available", "合格", "Sound"),
    Choice("qc_hold", "待检", "To be inspected"),
    Choice("defect", "不良", "Defective"),
    Choice("frozen", "冻结", "Frozen"),
)


def status_of(line: PaperLine, facts: Facts) -> str:
    """The status the goods lie in: what the line says; of goods received on hold the rejected first, then what waits
    for its inspection.
    """
    said = line.data.get("status")
    source = facts.sources.get(line.source_line_id or 0)
    if said or source is None or not is_held(source):
        return str(said or AVAILABLE)
    inspected = source.carried_quantity(INSPECTION)
    before = source.carried_quantity("purchase_return") - line.quantity_base
    if source.refused - before >= line.quantity_base:
        return DEFECT
    return AVAILABLE if inspected else QC_HOLD


def agreed_for(line: PaperLine, facts: Facts) -> Decimal:
    """C6: what goes back of a receipt is its price by instalments (C1); fees that were shared out stay with the rest.

    The instalments are those that were agreed so far, whatever day each goods went back on: what was agreed with the
    supplier is not recast, and the last return brings the sum to the whole price.
    """
    source = facts.sources[line.source_line_id or 0]
    given = source.carried_amount("purchase_return")
    price = source.cost + given - source.carried_amount("landed_cost")
    done = source.carried_quantity("purchase_return") - line.quantity_base  # the present line was counted
    whole = max(source.quantity_base, done + line.quantity_base)  # more than there is was refused
    return part_by_cumulative(price, done, line.quantity_base, whole, given)


def effects(facts: Facts) -> Effects:
    """Red debit of inventory, red credit of 暂估应付, at the receipt's cost (C6) or, without a receipt, at the pool's."""
    paper = facts.paper

    def goods(line: PaperLine) -> Goods:
        source = line.source_line_id
        cost = AtSourceCost(source, agreed=True, amount=agreed_for(line, facts)) if source else AtPoolCost()
        here, status = stock(paper.warehouse_id), status_of(line, facts)
        return Goods(line, here, TO_SUPPLIER, line.quantity_base, cost, against="", red=True, status=status)

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
        from_list("purchase_return_reason", "reason", "退货原因", "Reason", required=True),
        PRICE_MODE,
        REMARK,
    ),
    lines=(
        *PRICED_LINE,
        Field(
            "status",
            "货物状态",
            "Goods are",
            "choice",
            choices=STATUSES,
            help="不选:检验不合格的先退,其余退合格品",
        ),
        BIN,
    ),
    effects=effects,
    sources=(From("purchase_receipt"),),
    wants_source_cost=True,
    party="supplier",
    amounts="source",
    goods="out",
    takes_any_lot=True,
)
