"""生产订单 (D-MO): promises goods that are to be made (Q3c) and holds what they are made of (Q8, Q3d). Touches no book."""

from dataclasses import dataclass, replace
from datetime import date

from hengku.documents.declaration import ORDER, DocumentType, Field
from hengku.documents.fields import (
    BUSINESS_ON,
    DEPARTMENT,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
    WAREHOUSE_TO,
)
from hengku.documents.paper import BYPRODUCT_PART, COMPONENT_PART, PART, PRODUCT_PART, PaperLine
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.manufacturing.parts import (
    BYPRODUCT_CHOICE,
    COMPONENT_CHOICE,
    OVER_PCT,
    PRODUCT_CHOICE,
    UNIT_COST,
    ComponentIsProduct,
    NoComponents,
    OneProductOnly,
    part_of,
    unit_cost_problems,
)
from hengku.posting.effects import Effects, Facts, Hold

#: What was issued for it counts too, so nothing need be made yet.
IN_WORK = {"approved": ("已下达", "Released"), "partial": ("执行中", "In progress")}
STATES = replace(ORDER, labels={**ORDER.labels, **IN_WORK})
START_ON = "start_on"


@dataclass(eq=False)
class NoBillInUse(Refused):
    """D-MO 前: BOM 版本有效."""

    product: str
    version: str
    known: str
    text = "「{product}」没有可用的物料清单{version}(启用中的组装清单:{known})。请先在商品资料的「组成」里建立或启用,或改选版本。"


@dataclass(eq=False)
class MadeTooEarly(Invalid):
    """A day that is before the one it has to follow."""

    label: str
    on: str
    since: str
    text = "「{label}」{on} 早于 {since}。请核对日期。"


def lines_of(facts: Facts, part: str) -> list[PaperLine]:
    """The lines that are that part of the order."""
    return [line for line in facts.lines if part_of(line, None, COMPONENT_PART) == part]


def check(facts: Facts) -> list[Problem]:
    """One product with a bill in use, components, no circle, days in order, fixed prices of by-products."""
    problems = _days(facts)
    made = lines_of(facts, PRODUCT_PART)
    if len(made) != 1:
        problems.append(OneProductOnly(count=len(made)).at(field=PART))
    if not lines_of(facts, COMPONENT_PART):
        problems.append(NoComponents())
    products = {line.product_id for line in made}
    for line in facts.lines:
        part = part_of(line, None, COMPONENT_PART)
        name = facts.products[line.product_id or 0].name
        found: list[Problem] = []
        if part != PRODUCT_PART and line.product_id in products:
            found.append(ComponentIsProduct(product=name).at(field="product"))
        if part != COMPONENT_PART:
            found += unit_cost_problems(line, None, part)
        if part == BYPRODUCT_PART:  # what comes of it nobody waits for: the order is done without
            line.data["short_pct"] = "1"
        problems += [one.at(line_no=line.line_no) for one in found]
    return problems + [problem for line in made for problem in _bill(line, facts)]


def _bill(line: PaperLine, facts: Facts) -> list[Problem]:
    known = facts.bills.get(line.product_id or 0, ())
    asked = str(facts.paper.data.get("bom_version") or "").strip()
    if (asked in known) if asked else known:
        return []
    missing = NoBillInUse(
        product=facts.products[line.product_id or 0].name,
        version=f"版本 {asked}" if asked else "",
        known="、".join(one or "无版本号" for one in known) or "无",
    )
    return [missing.at(line_no=line.line_no, field="product")]


def _days(facts: Facts) -> list[Problem]:
    """业务日期 ≤ 计划开工日 ≤ 计划完工日, as far as they are said."""
    said = facts.paper.data.get(START_ON)
    start = date.fromisoformat(str(said)) if said else None
    days = [("计划开工日", START_ON, start), ("计划完工日", "due_on", facts.paper.due_on)]
    problems: list[Problem] = []
    since = facts.paper.business_on
    for label, key, on in days:
        if on is None:
            continue
        if on < since:
            problems.append(
                MadeTooEarly(label=label, on=on.isoformat(), since=since.isoformat()).at(field=key)
            )
        since = max(since, on)
    return problems


def effects(facts: Facts) -> Effects:
    """Hold what is available of the components; the rest stays open demand (Q8)."""
    warehouse = facts.paper.warehouse_to_id or 0
    wanted = lines_of(facts, COMPONENT_PART)
    return Effects(holds=tuple(Hold(line, warehouse, line.quantity_base) for line in wanted))


PRODUCTION_ORDER = DocumentType(
    code="production_order",
    label="生产订单",
    label_en="Production order",
    prefix="MO",
    department="manufacturing",
    states=STATES,
    header=(
        BUSINESS_ON,
        replace(WAREHOUSE, label="入库仓库", label_en="Product into"),
        replace(WAREHOUSE_TO, label="领料仓库", label_en="Components from"),
        Field(START_ON, "计划开工日", "Start", "date"),
        Field("due_on", "计划完工日", "Finish", "date"),
        DEPARTMENT,
        Field(
            "bom_version",
            "清单版本",
            "Bill version",
            "text",
            help="空着就是启用中的任一版本",
            help_en="Empty is any version in use",
        ),
        Field(
            "backflush",
            "倒冲领料",
            "Backflush",
            "flag",
            help="完工入库时按订单定额自动领料",
            help_en="Components are issued with the receipt, by what the order says",
        ),
        REMARK,
    ),
    lines=(
        Field(
            PART,
            "类别",
            "Part",
            "choice",
            required=True,
            choices=(PRODUCT_CHOICE, COMPONENT_CHOICE, BYPRODUCT_CHOICE),
            default=COMPONENT_PART,
        ),
        PRODUCT,
        UNIT,
        QUANTITY,
        OVER_PCT,
        UNIT_COST,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # an order is closed or cancelled: it moved nothing that could be taken back
    can_reopen=True,
    made_by_bill=True,
    brought_back_by="material_return",
)
