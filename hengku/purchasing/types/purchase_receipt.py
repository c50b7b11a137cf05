"""采购入库单 (D-PIN): goods come in at their price, and what is owed for them is estimated until the invoice (C3, C15)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import BIN, BUSINESS_ON, PRICE_MODE, PRICED_LINE, REMARK, SUPPLIER, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.inventory.rules import AVAILABLE
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO, ZERO_FEN, D, part_by_cumulative
from hengku.posting.effects import SUPPLIER as FROM_SUPPLIER
from hengku.posting.effects import Effects, Facts, Given, Goods, Owed, stock
from hengku.purchasing.cost import cost_of_purchase
from hengku.purchasing.inspection import HELD, INSPECTION, INVOICED, QC_HOLD, mode_of, released, to_replace

RETURN: Final = "purchase_return"


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
        line.data.pop(INVOICED, None)
        source = facts.source_of(line)
        if source is not None and source.type_code == INSPECTION:
            continue
        if source is not None and source.type_code == RETURN:
            paid_for = replaced_invoiced(line, source)
            if paid_for:
                line.data[INVOICED] = format(paid_for.normalize(), "f")
        mode = mode_of(line, facts)
        if mode == "AFTER":
            line.data[HELD] = "true"
        elif mode:
            name = facts.products[line.product_id or 0].name
            problems.append(InspectionMissing(name).at(line_no=line.line_no, field="source_line"))
    return problems


def replaced_invoiced(line: PaperLine, source: Source) -> Decimal:
    """How many of the goods that come in place of returned ones were invoiced before: the invoiced ones come last."""
    paid_for = D(str(source.data.get(INVOICED) or "0"))
    still_to_invoice = abs(source.quantity_base) - paid_for
    after = source.carried_quantity("purchase_receipt")
    before = after - line.quantity_base
    return max(after - still_to_invoice, ZERO) - max(before - still_to_invoice, ZERO)


def cost_of(line: PaperLine, facts: Facts) -> Decimal:
    """What the goods come in at: their price, or, in place of goods sent back, what those went out at (C1)."""
    source = facts.source_of(line)
    if source is None or source.type_code != RETURN:
        return cost_of_purchase(line, facts)
    done = source.carried_quantity("purchase_receipt") - line.quantity_base
    given = source.carried_amount("purchase_receipt")
    return part_by_cumulative(abs(source.cost), done, line.quantity_base, abs(source.quantity_base), given)


def effects(facts: Facts) -> Effects:
    """Debit inventory, credit 暂估应付, with what the goods cost us; a gift costs nothing. What waits for its inspection
    is on hold: on hand, but not available. What comes in place of goods sent back settles what their return took off.
    """
    paper = facts.paper
    costs = {line.line_no: cost_of(line, facts) for line in facts.lines}

    def goods(line: PaperLine) -> Goods:
        cost = Given(costs[line.line_no], "estimated")
        here = stock(paper.warehouse_id)
        status = QC_HOLD if line.data.get(HELD) else AVAILABLE
        return Goods(line, FROM_SUPPLIER, here, line.quantity_base, cost, against="", status=status)

    owed = sum(costs.values(), ZERO_FEN)
    replaced = [line for line in facts.lines if _is_replacement(line, facts)]
    returns = {facts.sources[line.source_line_id or 0].document_id for line in replaced}
    return Effects(
        goods=tuple(goods(line) for line in facts.lines),
        owed=(
            Owed(
                "ap_estimated",
                paper.party_id or 0,
                owed,
                facts.due_on,
                settles_documents=tuple((document, None) for document in sorted(returns)),
            ),
        ),
        carried=tuple((line, costs[line.line_no]) for line in replaced),
    )


def _is_replacement(line: PaperLine, facts: Facts) -> bool:
    source = facts.source_of(line)
    return source is not None and source.type_code == RETURN


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
            less=("purchase_order",),  # ordered anew (D-PO 改价)
        ),
        From("goods_arrival", passes=True),
        From("incoming_inspection", passes=True, limit=released),
        From(RETURN, limit=to_replace, at_cost=True, starts_over=True),
        From(
            "store_requisition", less=("transfer_out", "purchase_order", "branch_in"), fulfils=True, in_pairs=True
        ),
    ),
    party="supplier",
    amounts="priced",
    goods="in",
    weighs=True,
)
