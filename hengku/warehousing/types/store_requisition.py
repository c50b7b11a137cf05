"""门店要货单 (D-SREQ): a store asks for goods; the area's head or the central warehouse approves. Touches no book.

What it was forecast to sell when it asked stays with each line, so that R-36 compares that with what was sold.
"""

from dataclasses import dataclass
from datetime import date

from hengku.documents.declaration import ORDER, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, PRODUCT, QUANTITY, REMARK, UNIT, from_list
from hengku.documents.paper import Paper
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import D, NotANumber
from hengku.posting.effects import Facts, moves_nothing

COVER_DAYS = "cover_days"
COVER_MOST = 30


@dataclass(eq=False)
class NeededTooEarly(Invalid):
    """What is asked for today cannot have been needed before."""

    on: date
    text = "需求日期 {on} 早于要货日期。请改为要货当天或以后。"


@dataclass(eq=False)
class CoverDaysWrong(Invalid):
    """Whole days, from one to a month."""

    given: str
    most: int
    text = "覆盖天数 {given} 不正确:填 1 到 {most} 的整数。"


def cover_days(paper: Paper) -> int:
    """How many days what is asked for has to last; 1 where it is not said."""
    return int(D(str(paper.data.get(COVER_DAYS) or 1)))


def check(facts: Facts) -> list[Problem]:
    """The day is not past, and the days to cover are whole ones."""
    paper, problems = facts.paper, list[Problem]()
    if paper.due_on is not None and paper.due_on < paper.business_on:
        problems.append(NeededTooEarly(on=paper.due_on).at(field="due_on"))
    given = paper.data.get(COVER_DAYS)
    if given not in (None, ""):
        try:
            days = D(str(given))
            is_sound = days == days.to_integral_value() and 1 <= days <= COVER_MOST
        except NotANumber:
            is_sound = False
        if not is_sound:
            problems.append(CoverDaysWrong(given=str(given)[:40], most=COVER_MOST).at(field=COVER_DAYS))
    return problems


STORE_REQUISITION = DocumentType(
    code="store_requisition",
    label="门店要货单",
    label_en="Store requisition",
    prefix="SREQ",
    department="warehousing",
    states=ORDER,
    header=(
        BUSINESS_ON,
        Field("warehouse", "门店", "Store", "warehouse", required=True),
        Field("due_on", "需求日期", "Needed on", "date", required=True),
        from_list("wave", "wave", "波次", "Wave", required=True, default="first"),
        Field(
            COVER_DAYS,
            "覆盖天数",
            "Days to cover",
            "quantity",
            help="要的货要卖几天;空着为 1 天",
            help_en="How many days the goods have to last; 1 where empty",
        ),
        Field("weather", "天气", "Weather", "text"),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field("suggested", "建议量(基本单位)", "Proposed (base unit)", "quantity", shown_for="forecast"),
        Field("forecast", "预测销量(基本单位)", "Forecast (base unit)", "quantity", shown_for="forecast"),
        Field("reckoned", "怎么算的", "How it was worked out", "text", shown_for="forecast"),
        LINE_REMARK,
    ),
    effects=moves_nothing,
    check=check,
    makes_entry=False,
    is_order=True,
    can_reverse=False,  # closed or cancelled: it moved nothing that could be taken back
    can_reopen=True,
    once_for=("warehouse", "due_on", "wave"),
)
