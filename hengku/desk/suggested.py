"""From a list of what should be done to the draft that does it: one click, and a person looks it over (R-11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from hengku.documents.actions import Draft, save_draft
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit.errors import NotFound, Refused
from hengku.kit.numbers import exact_text
from hengku.reports.declaration import Row
from hengku.reports.run import report_type, run_report


@dataclass(eq=False)
class NothingToMake(NotFound):
    """No document is made of this report."""

    name: str
    text = "报表 {name} 不能生成单据。"


@dataclass(eq=False)
class NothingSuggested(Refused):
    """The list, as it was asked, suggests nothing."""

    text = "按当前条件没有建议采购的商品。请放宽条件(如「只看」选「有建议量的」)。"


@dataclass(eq=False)
class TooMuchSuggested(Refused):
    """More lines than a person looks over in one document."""

    count: int
    most: int
    text = "建议采购的商品有 {count} 个,一张申请单最多 {most} 行。请按类别或供应商分次生成。"


LINES_MAX = 500


#: What stands in the draft, in the language of who asked: a remark stays as it was written.
REMARKS = {"zh": "补货建议", "en": "Replenishment"}
LINE_REMARKS = {
    "zh": "再订货点 {point},预计可用 {projected}",
    "en": "Reorder point {point}, expected available {projected}",
}
PURPOSES = {"zh": "补货", "en": "Replenishment"}


def make_suggested(
    *, actor: Actor, name: str, parameters: Mapping[str, Any], today: date, now: datetime, lang: str = "zh"
) -> tuple[str, Draft]:
    """A draft of what the report suggests with these parameters, and its type. It moves nothing until it is posted.

    Needs the report's rights and those to write the document. Refused when the report makes nothing, suggests
    nothing, or suggests more than ``LINES_MAX`` products.
    """
    kind = report_type(name)
    if not kind.makes:
        raise NothingToMake(name=name)
    actor.must(f"{kind.makes}.create")
    rows = [
        row
        for row in run_report(actor, name, parameters, today=today).rows
        if row["suggested"] and row["suggested"] > 0
    ]
    if not rows:
        raise NothingSuggested
    if len(rows) > LINES_MAX:
        raise TooMuchSuggested(count=len(rows), most=LINES_MAX)
    return kind.makes, save_draft(actor=actor, paper=_requisition(rows, today, lang), now=now)


def _requisition(rows: list[Row], today: date, lang: str) -> Paper:
    """Wanted by the day the slowest of the goods can be here; what each line rests on stands in its remark."""
    lines = [
        PaperLine(
            product_id=row["product_id"],
            unit_id=row["package_unit_id"],
            quantity=row["packages"],
            remark=LINE_REMARKS[lang].format(
                point=exact_text(row["reorder_point"]), projected=exact_text(row["projected"])
            ),
            data={"purpose": PURPOSES[lang], **({"supplier": row["party_id"]} if row["party_id"] else {})},
        )
        for row in rows
    ]
    slowest = max(ceil(row["lead_days"]) for row in rows)
    return Paper(
        "purchase_requisition",
        today,
        lines,
        due_on=today + timedelta(days=slowest),
        remark=REMARKS[lang],
    )
