"""成本调整单 (D-CADJ): what stock costs more or less, without goods; what finds no stock costs the month (C10)."""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import MONEY, Choice, DocumentType, Field
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, LOT_NO, PRODUCT, REMARK, SERIALS, from_list
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Adjust, Effects, Facts, Owed

OTHER_SIDES = (
    Choice("cogs", "主营业务成本", "Cost of sales"),
    Choice("ap_estimated", "应付账款-暂估应付", "Estimated payable"),
    Choice("selling", "销售费用", "Selling expense"),
    Choice("admin", "管理费用", "Administrative expense"),
    Choice("nonop_income", "营业外收入", "Other income"),
    Choice("nonop_expense", "营业外支出", "Other expense"),
)


@dataclass(eq=False)
class NothingToAdjust(Invalid):
    """An adjustment of 0 says nothing."""

    text = "调整金额不能为 0:增加成本填正数,减少成本填负数。"


@dataclass(eq=False)
class AdjustmentNeedsSupplier(Invalid):
    """What is owed is owed to somebody."""

    text = "对方科目为暂估应付时必须填写供应商。"


def change_of(line: PaperLine) -> Decimal:
    """The change a line asks for, 0 where empty."""
    return D(str(line.data.get("change") or "0"))


def check(facts: Facts) -> list[Problem]:
    """D-CADJ: an amount on every line, a supplier where one is owed, a warehouse where each has its own cost (C2)."""
    problems: list[Problem] = [
        NothingToAdjust().at(line_no=line.line_no, field="change")
        for line in facts.lines
        if not change_of(line)
    ]
    if facts.paper.data["other_side"] == "ap_estimated" and not facts.paper.party_id:
        problems.append(AdjustmentNeedsSupplier().at(field="party"))
    if facts.policy.cost_scope == "WAREHOUSE" and not facts.paper.warehouse_id:
        problems.append(FieldRequired(label="仓库").at(field="warehouse"))
    return problems


def effects(facts: Facts) -> Effects:
    """借 存货 贷 对方科目; without stock 借 主营业务成本 instead. A lessening is red (G9)."""
    side = facts.paper.data["other_side"]
    is_owed = side == "ap_estimated"
    adjusts = tuple(
        Adjust(line, facts.paper.warehouse_id or 0, change_of(line), "" if is_owed else side)
        for line in facts.lines
    )
    total = sum((one.amount for one in adjusts), ZERO_FEN)
    owed = (Owed(side, facts.paper.party_id or 0, total, facts.due_on),) if is_owed and total else ()
    reason = facts.paper.data.get("reason") or ""
    return Effects(costs=adjusts, owed=owed, summary=f"成本调整 {reason}".strip())


COST_ADJUSTMENT = DocumentType(
    code="cost_adjustment",
    label="成本调整单",
    label_en="Cost adjustment",
    prefix="CADJ",
    department="bookkeeping",
    states=MONEY,
    header=(
        BUSINESS_ON,
        Field(
            "warehouse",
            "仓库",
            "Warehouse",
            "warehouse",
            help="按仓核算成本时填写,全公司合并核算可不填",
            help_en="Fill in where cost is kept by warehouse; not needed where it is kept for the whole company",
        ),
        Field(
            "other_side",
            "对方科目",
            "Other side",
            "choice",
            required=True,
            choices=OTHER_SIDES,
            default="cogs",
        ),
        Field("party", "供应商", "Supplier", "supplier"),
        from_list("cost_adjustment_reason", "reason", "调整原因", "Reason", "text", required=True),
        REMARK,
    ),
    lines=(
        PRODUCT,
        LOT_NO,
        SERIALS,
        Field(
            "change",
            "调整金额",
            "Change",
            "amount",
            required=True,
            help="增加成本填正数,减少填负数",
            help_en="Positive raises the cost, negative lowers it",
            shows_cost=True,
        ),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    party="supplier",
    adjusts_cost=True,
)
