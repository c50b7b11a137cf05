"""重检: the inspection is done again by a new document, and the old one is reversed with it (D-IQC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hengku.documents.errors import DocumentNotFound, FieldRequired
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.posting.actions import Posted, remake
from hengku.purchasing.inspection import INSPECTION

#: What a new inspection says anew; all else of a line is as it was.
ANEW: Final = ("sample_quantity", "rejected", "concession", "defect", "concession_reason", "checks")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of one inspected line now. Quantities in the line's unit, as text."""

    line_id: int
    words: dict[str, str]


def inspect_again(
    *,
    actor: Actor,
    document_id: int,
    verdicts: list[Verdict],
    reason: str,
    today: date,
    key: str,
    now: datetime,
) -> Posted:
    """The same goods, judged anew: lines without a verdict keep theirs. Needs the rights to reverse and to post
    inspections. Refused where goods it released have moved on, as any reversal is (R5).
    """
    actor.must(f"{INSPECTION}.post")
    if not reason.strip():
        raise FieldRequired(label="重检原因").at(field="reason")
    old, kind = find_document(actor, document_id)
    if kind.code != INSPECTION:
        raise DocumentNotFound(document_id=document_id)
    words = {one.line_id: one.words for one in verdicts}
    paper = Paper(
        INSPECTION,
        max(today, old.business_on),
        [_again(line, words.get(line.pk)) for line in old.lines.order_by("line_no")],
        party_id=old.party_id,
        warehouse_id=old.warehouse_id,
        remark=f"重检 {old.number}:{reason.strip()}",
        data={key: value for key, value in old.data.items() if key == "inspector"},
    )
    return remake(actor=actor, document_id=document_id, reason=reason.strip(), paper=paper, key=key, now=now)


def _again(line: Any, words: dict[str, str] | None) -> PaperLine:
    data: dict[str, Any] = dict(line.data)
    if words is not None:
        data = {key: value for key, value in data.items() if key not in ANEW}
        data |= {key: value for key, value in words.items() if key in ANEW and value}
    return PaperLine(
        product_id=line.product_id,
        quantity=line.quantity,
        unit_id=line.unit_id,
        source_line_id=line.source_line_id,
        remark=line.remark,
        data=data,
    )
