"""What a reversal gives back to an order that was revised since is ordered again by the order's newest version (D-PO).

The version that the goods came under stays as it is; the newest makes room for the next one, which waits for the rest
of the newest and for what was given back, at the prices of the newest. So what is open, on order, late or prepaid is
read off one version, as always (docs/decisions/2026-11-22-versions-of-an-order.md).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from hengku.documents.declaration import document_type
from hengku.documents.history import changes_for_evidence, lines_in_order, values_of
from hengku.documents.models import Document, Line
from hengku.documents.paper import PaperLine
from hengku.documents.sources import load_sources, locked_document
from hengku.documents.versions import REVISED, version_number, version_of
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Refused
from hengku.posting.decide import Batch
from hengku.posting.give_back import give_back_rest
from hengku.posting.next_version import (
    ORDER,
    carry_on,
    paper_of_version,
    put_in_place,
    rest_line,
    rest_of,
    tell_versions,
)

ZERO: Final = Decimal(0)
RECEIVED, ARRIVED = "purchase_receipt", "goods_arrival"
#: So many versions are looked for at a time.
AT_ONCE: Final = 20
WAITS: Final = ("approved", "partial", "done")


#: The line of the latest version that the rest of each line went on to.
REACHED: Final = """
WITH RECURSIVE went AS (
    SELECT k.source_line_id AS line_id, k.target_line_id AS reached, 1 AS steps
    FROM documents_link AS k
    WHERE k.company_id = %(company)s AND k.source_line_id = ANY(%(lines)s) AND k.target_type = %(type)s
    UNION
    SELECT went.line_id, k.target_line_id, went.steps + 1
    FROM went
    JOIN documents_link AS k
      ON k.company_id = %(company)s AND k.source_line_id = went.reached AND k.target_type = %(type)s
)
SELECT DISTINCT ON (line_id) line_id, reached FROM went ORDER BY line_id, steps DESC, reached DESC
"""


@dataclass(eq=False)
class NewestAtTheDoor(Refused):
    """What stands at the door came under the newest version, which must stay until it is received."""

    number: str
    product: str
    text = "红冲后数量要退回订单 {number},但它的「{product}」已到货尚未入库。请先把到货入库或退回,再红冲。"


@dataclass(frozen=True, slots=True)
class GivenBack:
    """So much (> 0, base units) of a line of an earlier version is to come again."""

    line: Line
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Again:
    """The version that will wait for what is given back, and the one it takes the place of."""

    document_id: int
    number: str
    next_number: str
    product: str
    quantity: Decimal


def told_again(batch: Batch) -> list[Again]:
    """What ``order_again`` would do after ``batch``, which is decided and not written. Locks nothing."""
    found: list[Again] = []
    for order in _revised_orders(batch):
        given = _given_back(batch, order, is_written=False)
        newest = _newest(batch.actor, order, locking=False) if given else order
        if newest.state in WAITS:
            first, version = version_of(newest)
            number = version_number(first, version + 1)
            found += [
                Again(
                    newest.pk,
                    newest.number,
                    number,
                    one.line.product.name if one.line.product else "",
                    one.quantity,
                )
                for one in given
            ]
    return found


def order_again(batch: Batch, *, key: str, now: datetime) -> None:
    """Make the next version of every order of which the reversals of ``batch`` gave something back to a version that is
    no more in force. Called after they are written, in their transaction. No statement where there is none.

    Nobody needs a right to orders for it: who may reverse the goods says that they did not come, and the terms are
    those agreed. Locks the newest version. An order that was closed short or cancelled since waits for nothing. Goods
    that arrived and are not received wait at the door under the terms they came by: they are not ordered again.
    Refused as ``revise`` refuses what stands at the door of the newest version.
    """
    for n, order in enumerate(_revised_orders(batch)):
        given = _given_back(batch, order, is_written=True)
        if given:
            _next_version(batch, order, given, f"{key}/{n}", now)


def _revised_orders(batch: Batch) -> list[Document]:
    sources = batch.sources.values()
    ids = sorted({one.document_id for one in sources if one.type_code == ORDER and one.state == REVISED})
    return [Document.objects.of_company(batch.company_id).get(pk=one) for one in ids]


def _given_back(batch: Batch, order: Document, *, is_written: bool) -> list[GivenBack]:
    """What of its lines is to come again: what was taken back of them, as far as nothing else was carried on."""
    back: dict[int, dict[str, Decimal]] = {}
    for link in batch.outcome.links:
        if link.source_document_id == order.pk and link.target_type in (RECEIVED, ARRIVED):
            of_line = back.setdefault(link.source_line_id, {})
            of_line[link.target_type] = of_line.get(link.target_type, ZERO) - link.quantity
    if not back:
        return []
    sources = load_sources(batch.company_id, back)
    found = []
    for line in lines_in_order(order):
        if line.pk not in back:
            continue
        source = sources[line.pk]
        taken = {} if is_written else back[line.pk]
        here = max(source.carried_quantity(one) - taken.get(one, ZERO) for one in (RECEIVED, ARRIVED))
        left = line.quantity_base - here - source.carried_quantity(ORDER)
        quantity = min(max(back[line.pk].values()), left)
        if quantity > 0:
            found.append(GivenBack(line, quantity))
    return found


def _next_version(batch: Batch, order: Document, given: list[GivenBack], key: str, now: datetime) -> None:
    actor, job, kind = batch.actor, batch.jobs[0], document_type(ORDER)
    newest = _newest(actor, order)
    if newest.state not in WAITS:
        return
    before, problems = rest_of(actor, newest) if newest.state != "done" else ({}, [])
    if problems:
        product = str(getattr(problems[0], "product", ""))
        raise NewestAtTheDoor(number=newest.number, product=product)
    lines, reached = _lines_of(actor.company_id, before, given)
    give_back_rest(actor, order, kind)
    was = paper_of_version(newest, max(job.on, newest.business_on), [*before.values()])
    paper = paper_of_version(newest, was.business_on, [*lines.values()])
    told = changes_for_evidence(
        kind, actor.company_id, values_of(kind, was, was.lines), values_of(kind, paper, paper.lines)
    )
    hashed = hashlib.sha256(key.encode()).hexdigest()
    again = f"again-{hashed[:40]}"
    posted = put_in_place(actor, newest, paper, key=again, hashed=hashed, now=now, is_agreed=True)
    (new,) = posted.documents
    carry_on(newest, new.id, before, {line_id: lines[line_id] for line_id in before})
    carried = {one.line.pk: PaperLine(quantity_base=one.quantity) for one in given}
    carry_on(order, new.id, carried, {line_id: lines[reached[line_id]] for line_id in carried})
    tell_versions(actor, newest, new, {"reason": f"{job.effects.summary}:{job.paper.remark}", **told}, now)


def _newest(actor: Actor, order: Document, *, locking: bool = True) -> Document:
    """The newest version of an order, locked if so asked."""
    first, version = version_of(order)
    while True:
        newest = order
        while True:
            numbers = [version_number(first, version + n) for n in range(1, AT_ONCE + 1)]
            found = Document.objects.of_company(actor.company_id).filter(type_code=ORDER, number__in=numbers)
            later = sorted(found, key=lambda one: version_of(one)[1])
            newest = later[-1] if later else newest
            if len(later) < AT_ONCE:
                break
            version = version_of(newest)[1]
        if not locking:
            return newest
        newest = locked_document(actor, newest.pk)
        if newest.state != REVISED or newest.pk == order.pk:
            return newest


def _lines_of(
    company_id: int, before: dict[int, PaperLine], given: list[GivenBack]
) -> tuple[dict[int, PaperLine], dict[int, int]]:
    """The lines of the next version by the line whose terms they have, those of the newest first; and which of them
    takes what was given back by an old line. A line that is not in the newest version comes at the terms it had last.
    """
    asked = [one.line.pk for one in given]
    reached = dict(zip(asked, asked, strict=True))
    reached.update(sql.rows(REACHED, {"company": company_id, "lines": asked, "type": ORDER}))
    sources = load_sources(company_id, reached.values())
    terms = Line.objects.of_company(company_id).select_related("product").in_bulk([*reached.values()])
    lines = dict(before)
    for one in given:
        at = reached[one.line.pk]
        rest = lines[at].quantity_base if at in lines else ZERO
        lines[at] = rest_line(terms[at], sources[at], rest + one.quantity)
    return lines, reached
