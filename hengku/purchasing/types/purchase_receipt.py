"""采购入库单 (D-PIN): goods come in at their price, and what is owed for them is estimated until the invoice (C3, C15)."""

from dataclasses import dataclass

from hengku.documents.declaration import STOCK, DocumentType, From
from hengku.documents.fields import BIN, BUSINESS_ON, PRICE_MODE, PRICED_LINE, REMARK, SUPPLIER, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import SUPPLIER as FROM_SUPPLIER
from hengku.posting.effects import Effects, Facts, Given, Goods, Owed, stock
from hengku.purchasing.cost import cost_of_purchase
from hengku.purchasing.types.incoming_inspection import released


@dataclass(eq=False)
class InspectionMissing(Refused):
    """D-IQC: goods that must be inspected come in by what an inspection released."""

    product: str
    text = "「{product}」来货须检验:请先做到货单和来料检验单,再由检验单生成入库单。"


def check(facts: Facts) -> list[Problem]:
    """D-PIN: what must be inspected comes from an inspection."""
    problems: list[Problem] = []
    whole = facts.party is not None and facts.party.must_inspect
    for line in facts.lines:
        product = facts.products.get(line.product_id or 0)
        source = facts.sources.get(line.source_line_id or 0)
        is_inspected = source is not None and source.type_code == "incoming_inspection"
        if product is not None and (whole or product.must_inspect) and not is_inspected:
            problems.append(InspectionMissing(product.name).at(line_no=line.line_no, field="source_line"))
    return problems


def effects(facts: Facts) -> Effects:
    """Debit inventory, credit 暂估应付, with what the goods cost us; a gift costs nothing."""
    paper = facts.paper

    def goods(line: PaperLine) -> Goods:
        cost = Given(cost_of_purchase(line, facts), "estimated")
        return Goods(line, FROM_SUPPLIER, stock(paper.warehouse_id), line.quantity_base, cost, against="")

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
