"""委外订单 (D-OSO): a processor promises goods made of our material, at a price for the work. What is not yet received is
在制 (Q3c). Touches no book and holds no material: it leaves when it is issued (1.10).
"""

from dataclasses import replace

from hengku.documents.declaration import ORDER, DocumentType, Field
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
from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART
from hengku.kit.errors import Problem
from hengku.manufacturing.outsourcing import (
    FEE_PRICE,
    PART_FIELD,
    PROCESSOR,
    RETURN,
    ComponentHasNoPrice,
    NoMaterial,
    OneProductAnOrder,
    WorkNeededTooEarly,
    lines_of,
)
from hengku.posting.effects import Facts, moves_nothing

#: What was issued for it counts too, so nothing need be made yet.
IN_WORK = {"approved": ("已下达", "Released"), "partial": ("执行中", "In progress")}
STATES = replace(ORDER, labels={**ORDER.labels, **IN_WORK})


def check(facts: Facts) -> list[Problem]:
    """D-OSO: one product with a price for the work, components without one, and a day that is not before the order's.

    A product may be its own component: that is how goods go back to be worked on again (返工).
    """
    problems: list[Problem] = []
    made, components = lines_of(facts, PRODUCT_PART), lines_of(facts, COMPONENT_PART)
    if len(made) != 1:
        problems.append(OneProductAnOrder(count=len(made)).at(field=PART))
    if not components:
        problems.append(NoMaterial())
    for line in components:
        line.data["short_pct"] = "1"  # the order is done when its product is there, whatever was issued
        if line.price:
            priced = ComponentHasNoPrice(facts.products[line.product_id or 0].name)
            problems.append(priced.at(line_no=line.line_no, field="price"))
    due_on = facts.paper.due_on
    if due_on is not None and due_on < facts.paper.business_on:
        problems.append(WorkNeededTooEarly(on=due_on.isoformat()).at(field="due_on"))
    return problems


OUTSOURCE_ORDER = DocumentType(
    code="outsource_order",
    label="委外订单",
    label_en="Outsourcing order",
    prefix="OSO",
    department="manufacturing",
    shows_purchase_price=True,
    states=STATES,
    header=(
        BUSINESS_ON,
        PROCESSOR,
        WAREHOUSE,
        Field("due_on", "交货日期", "Needed on", "date"),
        PRICE_MODE,
        REMARK,
    ),
    lines=(
        PART_FIELD,
        PRODUCT,
        UNIT,
        QUANTITY,
        FEE_PRICE,
        TAX_CODE,
        Field(
            "over_pct",
            "超收容差",
            "Over-receipt",
            "rate",
            help="0.05 = 可多收或多发 5%;空着按账套设置",
            help_en="0.05 = up to 5 % more, received or issued; empty takes the company's setting",
        ),
        LINE_REMARK,
    ),
    effects=moves_nothing,
    check=check,
    party="supplier",
    amounts="priced",
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # an order is closed or cancelled: it moved nothing that could be taken back
    can_reopen=True,
    brought_back_by=RETURN,
)
