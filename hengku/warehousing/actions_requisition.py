"""A store asks for goods, and what is there is given out to the stores that asked (D-SREQ)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.documents.actions import Draft, save_draft
from hengku.documents.declaration import document_type
from hengku.documents.errors import NoLines
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Invalid, NotFound
from hengku.kit.numbers import exact_text, quantize
from hengku.posting.actions import Posted, post
from hengku.posting.asked_once import asked_already
from hengku.warehousing.queries_distribution import REQUISITION, open_rows
from hengku.warehousing.queries_requisition import Question, proposed, reckoned

STANDING: Final = """
SELECT d.id, d.number, d.state FROM documents_document AS d
WHERE d.company_id = %s AND d.type_code = 'store_requisition' AND d.state <> 'cancelled'
  AND d.warehouse_id = %s AND d.due_on = %s AND d.data ->> 'wave' = %s
ORDER BY d.id LIMIT 1
"""
LINES_MAX: Final = 500


@dataclass(eq=False)
class TooManyAsked(Invalid):
    """More than a store looks over at once."""

    most: int
    text = "一张要货单最多 {most} 行。请分两个波次要。"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """So much of a product, in ``unit_id`` (None: the base unit)."""

    product_id: int
    quantity: Decimal
    unit_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a store wants, for which day and wave."""

    question: Question
    wave: str
    lines: tuple[AskedLine, ...]
    remark: str = ""
    lang: str = "zh"


def standing(actor: Actor, store_id: int, needed_on: date, wave: str) -> tuple[int, str, str] | None:
    """Id, number and state of what stands for this store, day and wave already, drafts too."""
    rows = sql.rows(STANDING, (actor.company_id, store_id, needed_on, wave))
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None


def ask_for_goods(*, actor: Actor, ask: Ask, today: date, now: datetime) -> Draft:
    """A draft of the requisition, which somebody else approves. What was proposed and forecast at this moment, and how,
    is worked out here from the books and stays with each line.

    Needs ``store_requisition.create`` and the store. Refused when one stands for the store, day and wave already.
    """
    kind = document_type(REQUISITION)
    actor.must(f"{REQUISITION}.create")
    if not ask.lines:
        raise NoLines
    if len(ask.lines) > LINES_MAX:
        raise TooManyAsked(most=LINES_MAX)
    asked = ask.question
    other = standing(actor, asked.store_id, asked.needed_on, ask.wave)
    if other is not None:
        raise asked_already(kind, other[1]).at(field="wave")
    question = Question(
        asked.store_id,
        asked.needed_on,
        asked.cover_days,
        asked.weather,
        tuple(line.product_id for line in ask.lines),
    )
    known = {line.product_id: line for line in proposed(actor, question, today=today)}
    lines = []
    for line in ask.lines:
        data: dict[str, Any] = {}
        if (found := known.get(line.product_id)) is not None:
            data = {
                "suggested": exact_text(found.proposal.suggested),
                "forecast": exact_text(found.proposal.cover),
                "reckoned": reckoned(found, asked, ask.lang),
            }
        lines.append(PaperLine(line.product_id, line.quantity, line.unit_id, remark=line.remark, data=data))
    header = {"wave": ask.wave, "cover_days": str(asked.cover_days), "weather": asked.weather}
    paper = Paper(
        REQUISITION,
        today,
        lines,
        warehouse_id=asked.store_id,
        due_on=asked.needed_on,
        remark=ask.remark,
        data={key: value for key, value in header.items() if value},
    )
    return save_draft(actor=actor, paper=paper, now=now)


@dataclass(eq=False)
class WishGone(NotFound):
    """Sent, closed or cancelled meanwhile."""

    line_id: int
    text = "有一行要货已发完、关闭或作废(行 {line_id})。请刷新配货页再试。"


@dataclass(frozen=True, slots=True)
class Given:
    """So much of a requisition's line is sent, base units > 0."""

    line_id: int
    quantity: Decimal


def distribute(
    *, actor: Actor, warehouse_id: int, given: Sequence[Given], on: date, key: str, today: date, now: datetime
) -> Posted:
    """调拨出库单 from the warehouse, one a store, all of them or none. Needs ``transfer_out.post``.

    Refused as any transfer: more than was asked, more than is there. Lots are taken first to expire, first out.
    """
    if not given:
        raise NoLines
    wanted = {one.line_id: one for one in given}
    rows = {row[0]: row for row in open_rows(actor, warehouse_id, today, lines=list(wanted))}
    papers: dict[int, Paper] = {}
    for line_id, one in wanted.items():
        row = rows.get(line_id)
        if row is None:
            raise WishGone(line_id=line_id)
        paper = papers.setdefault(
            row[14],
            Paper("transfer_out", on, warehouse_id=warehouse_id, warehouse_to_id=row[14], due_on=row[12]),
        )
        paper.lines.append(
            PaperLine(
                product_id=row[1], quantity=quantize(one.quantity, 6).normalize(), source_line_id=line_id
            )
        )
    return post(actor=actor, documents=list(papers.values()), key=key, now=now)
