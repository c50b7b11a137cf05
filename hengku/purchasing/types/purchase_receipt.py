"""采购入库单 (D-PIN): goods come in at their price, and what is owed for them is estimated until the invoice (C3, C15)."""

from dataclasses import dataclass

from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import BIN, BUSINESS_ON, PRICE_MODE, PRICED_LINE, REMARK, SUPPLIER, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.inventory.rules import AVAILABLE
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import SUPPLIER as FROM_SUPPLIER
from hengku.posting.effects import Effects, Facts, Given, Goods, Owed, stock
from hengku.purchasing.cost import cost_of_purchase
from hengku.purchasing.inspection import HELD, INSPECTION, QC_HOLD, mode_of, released


@dataclass(eq=False)
class InspectionMissing(Refused):
    """D-IQC: goods that must be inspected come in by what an inspection released."""

    product: str
    text = "「{product}」来货须先检验后入库:请先做到货单和来料检验单,再由检验单生成入库单。"


def check(facts: Facts) -> list[Problem]:
    """D-PIN: what must be inspected first comes from an inspection; what is inspected after comes in on hold."""
    problems: list[Problem] = []
    for line in facts.lines:
        line.data.pop(HELD, None)
        source = facts.sources.get(line.source_line_id or 0)
        if source is not None and source.type_code == INSPECTION:
            continue
        mode = mode_of(line, facts)
        if mode == "AFTER":
            line.data[HELD] = "true"
        elif mode:
            name = facts.products[line.product_id or 0].name
            problems.append(InspectionMissing(name).at(line_no=line.line_no, field="source_line"))
    return problems


def effects(facts: Facts) -> Effects:
    """Debit inventory, credit 暂估应付, with what the goods cost us; a gift costs nothing. What waits for its inspection
    is on hold: on hand, but not available.
    """
    paper = facts.paper

    def goods(line: PaperLine) -> Goods:
        cost = Given(cost_of_purchase(line, facts), "estimated")
        here = stock(paper.warehouse_id)
        status = QC_HOLD if line.data.get(HELD) else AVAILABLE
        return Goods(line, FROM_SUPPLIER, here, line.quantity_base, cost, against="", status=status)

    owed = sum((cost_of_purchase(line, facts) for line in facts.lines), ZERO_FEN)
    return Effects(
        goods=tuple(goods(line) for line in facts.lines),
        owed=(Owed("ap_estimated", paper.party_id or 0, owed, facts.due_on),),
    )


PURCHASE_RECEIPT = DocumentType(
    code="purchase_receipt",
    label="采购入库单",
    label_en="Purchase receipt",
    prefix="PIN",
    department="purchasing",
    shows_purchase_price=True,
    states=STOCK,
    header=(BUSINESS_ON, SUPPLIER, WAREHOUSE, PRICE_MODE, REMARK),
    lines=(*PRICED_LINE, BIN),
    effects=effects,
    check=check,
    sources=(
        From(
            "purchase_order",
            tolerance="over_receipt_pct",
            fulfils=True,
            after_close=True,
            passes=True,
            afterwards=True,
        ),
        From("goods_arrival", passes=True),
        From("incoming_inspection", passes=True, limit=released),
    ),
    party="supplier",
    amounts="priced",
    goods="in",
)
