"""生产领料单, 超领/补料单, 生产退料单 (D-MIS, D-MSC, D-MRT): goods go into the work of an order, and come back from it.

借 生产成本, 贷 存货 at the costing method's cost; what comes back at what it was issued at, in red. What an order took is
read by the order line that its lines carry on, over every document and recost of them (R10).
"""

from dataclasses import dataclass, replace

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.errors import CarriesTooMuch, FieldRequired
from hengku.documents.fields import (
    BUSINESS_ON,
    DEPARTMENT,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import COMPONENT_PART, PART, PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Invalid, Problem
from hengku.manufacturing.parts import quota
from hengku.posting.effects import PRODUCTION, AtPoolCost, AtSourceCost, Cost, Effects, Facts, Goods, stock

ORDER = "production_order"


@dataclass(eq=False)
class OverQuota(CarriesTooMuch):
    """D-MIS 前: MIS ≤ 定额; what goes beyond is a 超领 with its reason."""

    text = "「{product}」按生产订单 {source_number} 的定额还可领 {left},本次领 {asked}。请改小数量;确需多领的,另填「超领/补料单」并写明原因。"


@dataclass(eq=False)
class NotAComponent(Invalid):
    """Only components are issued."""

    source_number: str
    text = "生产订单 {source_number} 的这一行不是子件,不能领料。请改选子件行。"


def check_issue(facts: Facts) -> list[Problem]:
    """Lines of an order's components; that they stay within their quota is for the source (1.1.4)."""
    problems = without_source(facts.lines, "生产订单子件行")
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None:
            continue
        if source.data.get(PART) != COMPONENT_PART:
            problems.append(
                NotAComponent(source_number=source.number).at(line_no=line.line_no, field="source_line")
            )
    return problems


def check_extra(facts: Facts) -> list[Problem]:
    """Lines of an order's components, each with its reason; 其他 is explained."""
    problems = without_source(facts.lines, "生产订单子件行")
    for line in facts.lines:
        source = facts.source_of(line)
        if source is not None and source.data.get(PART) != COMPONENT_PART:
            problems.append(
                NotAComponent(source_number=source.number).at(line_no=line.line_no, field="source_line")
            )
        if line.data.get("extra_reason") == "other" and not line.remark.strip():
            problems.append(FieldRequired(label="行备注(说明原因)").at(line_no=line.line_no, field="remark"))
    return problems


def check_return(facts: Facts) -> list[Problem]:
    """Lines of what was issued: they come back at what they cost."""
    return without_source(facts.lines, "领料单行")


def issue_effects(facts: Facts) -> Effects:
    """借 生产成本 贷 存货, by the costing method (C4)."""
    here = stock(facts.paper.warehouse_id)
    return Effects(
        goods=tuple(
            Goods(line, here, PRODUCTION, line.quantity_base, AtPoolCost(), "wip") for line in facts.lines
        )
    )


def return_effects(facts: Facts) -> Effects:
    """The issue's entry in red, at what the goods had cost (C7)."""
    return Effects(goods=tuple(_back(line, facts) for line in facts.lines))


def _back(line: PaperLine, facts: Facts) -> Goods:
    cost: Cost = AtSourceCost(line.source_line_id) if line.source_line_id else AtPoolCost()
    return Goods(line, PRODUCTION, stock(facts.paper.warehouse_id), line.quantity_base, cost, "wip", red=True)


_FROM = replace(WAREHOUSE, label="领料仓库", label_en="Components from")
_ISSUE = DocumentType(
    code="material_issue",
    label="生产领料单",
    label_en="Material issue",
    prefix="MIS",
    department="manufacturing",
    states=STOCK,
    header=(BUSINESS_ON, _FROM, DEPARTMENT, Field("user", "领料人", "Taken by", "text"), REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=issue_effects,
    check=check_issue,
    # what was issued with the receipt (倒冲) uses up the quota too
    sources=(
        From(
            ORDER,
            less=("production_receipt",),
            limit=quota,
            fulfils=True,
            passes=True,
            other_store=True,
            too_much=OverQuota,
        ),
    ),
    goods="out",
    weighs=True,
)
MATERIAL_ISSUE = _ISSUE
MATERIAL_EXTRA = replace(
    _ISSUE,
    code="material_extra",
    label="超领/补料单",
    label_en="Extra material issue",
    prefix="MSC",
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field(
            "extra_reason",
            "超领原因",
            "Why",
            "choice",
            required=True,
            choices=(
                Choice("scrap", "报废补料", "Scrap made good"),
                Choice("loss", "损耗超定额", "Loss beyond the quota"),
                Choice("defect", "来料不良", "Bad material"),
                Choice("bill", "清单定额偏低", "The bill says too little"),
                Choice("other", "其他(写在行备注)", "Other (in the remark)"),
            ),
        ),
        LINE_REMARK,
    ),
    check=check_extra,
    # of the order, and beside its quota: what the order holds stays held
    sources=(From(ORDER, counts=False, limit=quota, passes=True, other_store=True, said_anew=True),),
)
MATERIAL_RETURN = DocumentType(
    code="material_return",
    label="生产退料单",
    label_en="Material return",
    prefix="MRT",
    department="manufacturing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        replace(WAREHOUSE, label="退入仓库", label_en="Back into"),
        DEPARTMENT,
        Field("user", "退料人", "Brought by", "text"),
        REMARK,
    ),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=return_effects,
    check=check_return,
    sources=(From("material_issue"), From("material_extra")),
    goods="in",
    weighs=True,
)
