"""来料检验单 (D-IQC): what of an arrival, or of goods received on hold, is sound.

先检后入: only what is released here can be received, so that rejects never reach stock or payables. 先入后检: the goods
lie here on hold already; what is accepted becomes available, what is rejected defective, and only the accepted can be
invoiced.
"""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.fields import (
    BIN,
    BIN_TO,
    BUSINESS_ON,
    LINE_REMARK,
    PRODUCT,
    REMARK,
    SUPPLIER,
    UNIT,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import STAYS, PaperLine
from hengku.inventory.rules import AVAILABLE
from hengku.kit.errors import Forbidden, Invalid, Problem, Refused
from hengku.kit.numbers import ZERO, D, NotANumber
from hengku.posting.effects import AtPoolCost, Effects, Facts, Goods, stock
from hengku.purchasing.inspection import DEFECT, HELD, QC_HOLD, REJECTED, overdrawn, to_inspect

PARTS = ("rejected", "concession")


@dataclass(eq=False)
class PartsExceed(Invalid):
    """More rejected and conceded than was inspected."""

    inspected: Decimal
    parts: Decimal
    text = "不合格与让步接收合计 {parts},超过检验数量 {inspected}。请核对。"


@dataclass(eq=False)
class WhyRejected(Invalid):
    """A rejection without its reason helps nobody."""

    text = "有不合格数量时须选择缺陷。请选择缺陷后再过账。"


@dataclass(eq=False)
class WhyConceded(Invalid):
    """A concession is taken on somebody's word: it says why."""

    text = "让步接收须写明原因(例如:包装轻微破损,不影响使用)。请填写让步原因。"


@dataclass(eq=False)
class MayNotConcede(Forbidden):
    """D-IQC: goods with faults are accepted by who may."""

    text = "让步接收须由有「让步接收」权限的人过账。请交给质检主管或仓库主管,或把这部分填为不合格。"


@dataclass(eq=False)
class OtherWarehouse(Refused):
    """Goods on hold are inspected where they lie."""

    number: str
    text = "入库单 {number} 的待检货在别的仓库。请把检验单的仓库改成入库单的仓库。"


def part_of(data: dict[str, object], key: str) -> Decimal:
    """A quantity in the line's unit, 0 where none was written."""
    return D(str(data.get(key) or "0"))


def check(facts: Facts) -> list[Problem]:
    """检验 = 合格 + 让步 + 不合格; a rejection says why, a concession too, and only who may concedes."""
    problems: list[Problem] = []
    for line in facts.lines:
        try:
            rejected, conceded = (part_of(line.data, key) for key in PARTS)
        except NotANumber as wrong:
            problems.append(wrong.at(line_no=line.line_no, field="rejected"))
            continue
        if rejected < 0 or conceded < 0 or rejected + conceded > line.quantity:
            wrong_parts = PartsExceed(inspected=line.quantity, parts=rejected + conceded)
            problems.append(wrong_parts.at(line_no=line.line_no, field="rejected"))
            continue
        if rejected and line.data.get("defect") in (None, "", "none"):
            problems.append(WhyRejected().at(line_no=line.line_no, field="defect"))
        if conceded and not str(line.data.get("concession_reason") or "").strip():
            problems.append(WhyConceded().at(line_no=line.line_no, field="concession_reason"))
        if conceded and not facts.may("inspection.concede"):
            problems.append(MayNotConcede().at(line_no=line.line_no, field="concession"))
        problems.extend(_where(line, facts))
        keep_parts(line, rejected, facts)
    return problems


def _where(line: PaperLine, facts: Facts) -> list[Problem]:
    source = facts.source_of(line)
    if source is None or source.type_code != "purchase_receipt":
        return []
    if source.warehouse_id == facts.paper.warehouse_id:
        return []
    return [OtherWarehouse(source.number).at(field="warehouse")]


def keep_parts(line: PaperLine, rejected: Decimal, facts: Facts) -> None:
    """Write down the rejected quantity in base units, which receipts, invoices and reports go by, and whether the goods
    lie here already.
    """
    base = rejected * line.unit_numerator / line.unit_denominator
    line.data[REJECTED] = format(base.normalize() if base else ZERO, "f")
    source = facts.source_of(line)
    if source is not None:
        source.refused += base
    here = source is not None and source.type_code == "purchase_receipt"
    for key, holds in ((HELD, here), (STAYS, not here)):
        line.data.pop(key, None)
        if holds:
            line.data[key] = "true"


def effects(facts: Facts) -> Effects:
    """Of an arrival it only judges. Goods on hold become available (with what is conceded) or defective; their cost
    stays where it is.
    """
    here = stock(facts.paper.warehouse_id)
    goods: list[Goods] = []
    for line in facts.lines:
        if not line.data.get(HELD):
            continue
        rejected = D(str(line.data[REJECTED]))
        for quantity, status in ((line.quantity_base - rejected, AVAILABLE), (rejected, DEFECT)):
            if quantity:
                goods.append(
                    Goods(
                        line, here, here, quantity, AtPoolCost(), "transfer", status=QC_HOLD, status_to=status
                    )
                )
    return Effects(goods=tuple(goods))


INCOMING_INSPECTION = DocumentType(
    code="incoming_inspection",
    label="来料检验单",
    label_en="Incoming inspection",
    prefix="IQC",
    department="purchasing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        SUPPLIER,
        WAREHOUSE,
        Field("inspector", "检验员", "Inspector", "text"),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        Field("quantity", "检验数量", "Inspected", "quantity", required=True),
        Field("sample_quantity", "抽样数", "Sample", "quantity"),
        Field(
            "rejected",
            "不合格",
            "Rejected",
            "quantity",
            help="不放行,不能入库,不产生应付",
            help_en="Not released: no stock and nothing owed",
        ),
        Field(
            "concession",
            "让步接收",
            "Conceded",
            "quantity",
            help="有瑕疵但收下,计入合格数量;须有让步接收权限",
            help_en="Flawed but taken, counted as sound; needs the right to concede",
        ),
        from_list("defect", "defect", "缺陷", "Defect"),
        Field("concession_reason", "让步原因", "Why conceded", "text"),
        Field("checks", "检验项结果", "Checks", "text"),
        BIN,
        BIN_TO,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(From("goods_arrival", passes=True), From("purchase_receipt", limit=to_inspect)),
    goods="inside",
    weighs=True,
    overdrawn=overdrawn,
    party="supplier",
    makes_entry=False,
)
