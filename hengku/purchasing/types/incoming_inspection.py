"""来料检验单 (D-IQC): what of an arrival may come in. 先检后入: only what is released here can be received, so that
rejects never reach stock or payables.
"""

from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.fields import (
    BUSINESS_ON,
    LINE_REMARK,
    PRODUCT,
    REMARK,
    SUPPLIER,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO, D, NotANumber
from hengku.posting.effects import Effects, Facts

RESULTS = (
    Choice("none", "无缺陷", "No defect"),
    Choice("appearance", "外观破损", "Appearance"),
    Choice("size", "规格尺寸不符", "Size"),
    Choice("function", "性能不合格", "Function"),
    Choice("expiry", "保质期不足", "Shelf life"),
    Choice("papers", "资料不全(检验报告、检疫证)", "Papers missing"),
    Choice("wrong", "错发", "Wrong goods"),
)
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


def part_of(data: dict[str, object], key: str) -> Decimal:
    """A quantity in the line's unit, 0 where none was written."""
    return D(str(data.get(key) or "0"))


def released(source: Source) -> Decimal:
    """What of an inspected line may be received, in base units: all but what was rejected."""
    return abs(source.quantity_base) - D(str(source.data.get("rejected_base") or "0"))


def check(facts: Facts) -> list[Problem]:
    """检验 = 合格 + 让步 + 不合格; a rejection says why."""
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
        elif rejected and line.data.get("defect") in (None, "", "none"):
            problems.append(WhyRejected().at(line_no=line.line_no, field="defect"))
        else:
            keep_parts(line, rejected)
    return problems


def keep_parts(line: PaperLine, rejected: Decimal) -> None:
    """Write down the rejected quantity in base units, which receipts and reports go by."""
    base = rejected * line.unit_numerator / line.unit_denominator
    line.data["rejected_base"] = format(base.normalize() if base else ZERO, "f")


def effects(facts: Facts) -> Effects:
    """An inspection judges; what it releases comes in with the receipt."""
    return Effects()


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
        Field("rejected", "不合格", "Rejected", "quantity", help="不放行,不能入库,不产生应付"),
        Field("concession", "让步接收", "Conceded", "quantity", help="有瑕疵但收下,计入可入库数量"),
        Field("defect", "缺陷", "Defect", "choice", choices=RESULTS),
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(From("goods_arrival", passes=True),),
    party="supplier",
    makes_entry=False,
)
