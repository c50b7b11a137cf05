"""委外入库单 (D-OSR): goods come from a processor, worth the material that is in them and the work (C18).

The material is what was issued for the order, by 累计收回/订单量 (C1); the posting puts it on the paper unless somebody
says what was really used. The work is owed as an estimate at the order's price until its invoice comes. Material that
was lost beyond the quota and is paid for by the processor leaves as 其他应收款.
"""

from decimal import Decimal

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PRICE_MODE,
    PRODUCT,
    QUANTITY,
    REMARK,
    TAX_CODE,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART, PaperLine, is_set
from hengku.documents.sources import Source
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, ZERO_FEN, D, ratio
from hengku.manufacturing.outsourcing import (
    FEE_PRICE,
    FOR_ORDER,
    ISSUE,
    ORDER,
    PROCESSOR,
    RECEIPT,
    RETURN,
    STATUS,
    MaterialOfAnotherOrder,
    NothingIssued,
    OneProductAReceipt,
)
from hengku.posting.effects import (
    CONVERTED,
    LOSS,
    OUTSOURCED,
    PRODUCTION,
    AtSourceCost,
    Book,
    Effects,
    Facts,
    FromGoods,
    Goods,
    Owed,
    stock,
)
from hengku.posting.making import SHARE

CHARGED = "is_charged"
MATERIAL_ROLE = "outsourced_material"


def expected(source: Source) -> Decimal:
    """How much of an order line is to come in, base units: its product, not its components."""
    return abs(source.quantity_base) if source.data.get(PART) == PRODUCT_PART else ZERO


def products_of(facts: Facts) -> list[PaperLine]:
    """Lines of what comes in: all that are not of an issue."""
    return [line for line in facts.lines if not _is_material(line, facts)]


def _is_material(line: PaperLine, facts: Facts) -> bool:
    source = facts.source_of(line)
    return source is not None and source.type_code == ISSUE


def check(facts: Facts) -> list[Problem]:
    """One product of an order, and material that was issued for that order. Writes down what each line is."""
    problems: list[Problem] = []
    made = products_of(facts)
    if len(made) != 1:
        problems.append(OneProductAReceipt(count=len(made)))
    for line in facts.lines:
        line.data[PART] = COMPONENT_PART if _is_material(line, facts) else PRODUCT_PART
    order = facts.source_of(made[0]) if made else None
    for line in made:
        if line.source_line_id is None:
            problems.append(FieldRequired(label="委外订单行").at(line_no=line.line_no, field="source_line"))
        line.data.pop(CHARGED, None)
    if problems or order is None:
        return problems
    materials = [line for line in facts.lines if line not in made]
    for line in materials:
        source = facts.source_of(line)
        if source is not None and source.data.get(FOR_ORDER) not in (None, str(order.document_id)):
            other = MaterialOfAnotherOrder(source_number=source.number)
            problems.append(other.at(line_no=line.line_no, field="source_line"))
    before = order.carried_quantity(RECEIPT) - made[0].quantity_base
    if not materials and before < order.quantity_base:
        problems.append(NothingIssued(order_number=order.number).at(line_no=made[0].line_no, field="source_line"))
    return problems


def fee_of(line: PaperLine, facts: Facts) -> Decimal:
    """What the work costs us, estimated from the order: net of tax that can be deducted (T5). Its invoice lifts it."""
    is_deducted = facts.policy.taxpayer == "general" and facts.deductible.get(line.tax_code_id or 0, True)
    return (line.amount_net if is_deducted else line.amount_incl) or ZERO_FEN


def charges(facts: Facts) -> dict[int, Decimal]:
    """What the processor pays for each line of lost material, by line number: its share of what is left of the issue,
    as that stands before this document.
    """
    found: dict[int, Decimal] = {}
    given: dict[int, tuple[Decimal, Decimal]] = {}
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None or source.type_code != ISSUE or not is_set(line.data.get(CHARGED)):
            continue
        here = sum((abs(x.measure) for x in facts.lines if x.source_line_id == source.line_id), ZERO)
        left = abs(source.measure) - abs(source.carried_measure(RETURN, RECEIPT)) + here
        quantity, amount = given.get(source.line_id, (ZERO, ZERO_FEN))
        upto = quantity + abs(line.measure)
        share = ratio(source.cost, upto, left)
        found[line.line_no] = share - amount
        given[source.line_id] = (upto, share)
    return found


def share_of(line: PaperLine) -> tuple[Decimal, Decimal, Decimal] | None:
    """Which share of its issue material takes: that by what was received of the order, where the posting put it on the
    paper (C18); None by its quantity.
    """
    said = line.data.get(SHARE)
    return (D(said[0]), D(said[1]), D(said[2])) if said else None


def effects(facts: Facts) -> Effects:
    """借 库存商品 贷 委托加工物资 with material and work; the work 借 委托加工物资 贷 应付暂估; lost 借 其他应收款."""
    paper, charged = facts.paper, charges(facts)
    (made,) = products_of(facts)
    lost: list[Goods] = []
    used: list[Goods] = []
    for line in facts.lines:
        quantity, source = line.quantity_base, line.source_line_id or 0
        if line.line_no in charged:
            cost = AtSourceCost(source, agreed=True, amount=charged[line.line_no])
            lost.append(Goods(line, OUTSOURCED, LOSS, quantity, cost, "", status=STATUS))
        elif line is not made:
            use = AtSourceCost(source, part=share_of(line))
            used.append(Goods(line, OUTSOURCED, PRODUCTION, quantity, use, CONVERTED, status=STATUS))
    fee = fee_of(made, facts)
    here = stock(paper.warehouse_id)
    comes = Goods(made, PRODUCTION, here, made.quantity_base, FromGoods(fee=fee), CONVERTED)
    category = facts.products[made.product_id or 0].category_id
    passes = (
        Book(MATERIAL_ROLE, debit=fee, category_id=category),
        Book(MATERIAL_ROLE, credit=fee, category_id=category),
    )
    party, claim = paper.party_id or 0, sum(charged.values(), ZERO_FEN)
    owed = [Owed("ap_estimated", party, fee, facts.due_on)] if fee else []
    owed += [Owed("other_receivable", party, claim, facts.due_on)] if claim else []
    return Effects(
        goods=(*lost, *used, comes),
        owed=tuple(owed),
        book=passes if fee else (),
        carried=tuple((line, charged[line.line_no]) for line in facts.lines if line.line_no in charged),
    )


OUTSOURCE_RECEIPT = DocumentType(
    code="outsource_receipt",
    label="委外入库单",
    label_en="Receipt from processor",
    prefix="OSR",
    department="manufacturing",
    shows_purchase_price=True,
    states=STOCK,
    header=(BUSINESS_ON, PROCESSOR, WAREHOUSE, PRICE_MODE, REMARK),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        FEE_PRICE,
        TAX_CODE,
        Field(
            CHARGED,
            "加工商赔偿",
            "Paid for by processor",
            "flag",
            help="超定额损耗的材料行勾选:不进成品成本,记加工商的其他应收款",
            help_en="For lost material: it is not part of the product's cost, the processor owes it",
        ),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(
        From(ORDER, tolerance="over_receipt_pct", limit=expected, fulfils=True, after_close=True),
        From(ISSUE, less=(RETURN,), unpriced=True),
    ),
    wants_source_cost=True,
    party="supplier",
    amounts="priced",
    goods="from_outsourced",
    draws=ISSUE,
    weighs=True,
)
