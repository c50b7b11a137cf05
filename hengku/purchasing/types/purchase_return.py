"""采购退货单 (D-PRT): goods go back at what they came in for; the estimate is taken back in red until a red
invoice comes.
"""

from dataclasses import dataclass
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
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO, part_by_cumulative
from hengku.posting.effects import SUPPLIER as TO_SUPPLIER
from hengku.posting.effects import AtPoolCost, AtSourceCost, Effects, Facts, Goods, Memo, Owed, stock
from hengku.purchasing.inspection import DEFECT, INSPECTION, INVOICED, QC_HOLD, is_held

WAYS = (
    Choice("OFFSET", "冲应付", "Against what is owed"),
    Choice("REFUND", "退款", "Refund"),
    Choice("EXCHANGE", "换货(待补货)", "Exchange"),
)
STATUSES = (
    Choice("available", "合格", "Sound"),
    Choice("qc_hold", "待检", "To be inspected"),
    Choice("defect", "不良", "Defective"),
    Choice("frozen", "冻结", "Frozen"),
)


@dataclass(eq=False)
class ExchangeOfNothing(Refused):
    """D-PRT 换货: goods are exchanged for those of the receipt they came with."""

    text = "换货须引用原入库单的行:补货按原入库成本收回,不再产生新的应付。请由入库单生成退货单。"


def status_of(line: PaperLine, facts: Facts) -> str:
    """The status the goods lie in: what the line says; of goods received on hold the rejected first, then what waits
    for its inspection.
    """
    said = line.data.get("status")
    source = facts.source_of(line)
    if said or source is None or not is_held(source):
        return str(said or AVAILABLE)
    inspected = source.carried_quantity(INSPECTION)
    before = source.carried_quantity("purchase_return") - line.quantity_base
    if source.refused - before >= line.quantity_base:
        return DEFECT
    return AVAILABLE if inspected else QC_HOLD


def agreed_for(line: PaperLine, facts: Facts) -> Decimal | None:
    """C6: what goes back of a receipt is its price by instalments (C1); fees that were shared out stay with the rest.

    The instalments are those that were agreed so far, whatever day each goods went back on: what was agreed with the
    supplier is not recast, and the last return brings the sum to the whole price. None: the first one, without fees, is
    the share of what the receipt costs when it is folded, which an invoice posted along with it may have changed.
    """
    source = facts.sources[line.source_line_id or 0]
    given = source.carried_amount("purchase_return")
    fees = source.carried_amount("landed_cost")
    done = source.carried_measure("purchase_return") - line.measure  # the present line was counted
    if not done and not fees:
        return None
    price = source.cost + given - fees
    whole = max(source.measure, done + line.measure)  # more than there is was refused
    return part_by_cumulative(price, done, line.measure, whole, given)


def check(facts: Facts) -> list[Problem]:
    """Of goods to be exchanged it is written down how many were invoiced: what comes in their place was paid for."""
    problems: list[Problem] = []
    is_exchange = facts.paper.data.get("way") == "EXCHANGE"
    for line in facts.lines:
        line.data.pop(INVOICED, None)
        source = facts.source_of(line)
        if not is_exchange:
            continue
        if source is None:
            problems.append(ExchangeOfNothing().at(line_no=line.line_no, field="source_line"))
            continue
        invoiced = source.carried_quantity("purchase_invoice")
        returned = source.carried_quantity("purchase_return")
        over = invoiced + returned - abs(source.quantity_base)
        paid_for = min(max(over, ZERO), line.quantity_base)
        if paid_for:
            line.data[INVOICED] = format(paid_for.normalize(), "f")
    return problems


def effects(facts: Facts) -> Effects:
    """Red debit of inventory, red credit of 暂估应付, at the receipt's cost (C6) or, without a receipt, at the pool's. An
    estimate that was reversed on the first comes back to be taken off (C15 MONTH_BEGIN).
    """
    paper = facts.paper
    memos = tuple(
        Memo(line.product_id or 0, paper.party_id or 0, None, line)
        for line in facts.lines
        if (source := facts.source_of(line)) is not None and source.carried_amount("estimate_run") > 0
    )

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
        memos=memos,
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
        Field(
            "way",
            "退款方式",
            "Settled by",
            "choice",
            choices=WAYS,
            help="换货:补来的货由本退货单生成入库单收回",
            help_en="Exchange: take the replacement in by a receipt made from this return",
        ),
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
            help_en="Empty: the rejected go back first, then sound ones",
        ),
        BIN,
    ),
    effects=effects,
    check=check,
    sources=(From("purchase_receipt"),),
    wants_source_cost=True,
    party="supplier",
    amounts="source",
    goods="out",
    weighs=True,
    takes_any_lot=True,
)
