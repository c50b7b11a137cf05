"""变更采购订单 (D-PO): what has not come yet is ordered anew, at other prices, quantities or days.

What is posted stays as it was written, so a revised order is a chain of versions: the first stays as it was and is
``revised``, the second stands in its place under the same number with ``-2`` behind it, with what the first still
lacked and what was changed in it (docs/decisions/2026-11-22-versions-of-an-order.md). Both happen in one transaction,
and the evidence of both says who changed what, when and why. What was received keeps its price, and what was prepaid
counts for every version, for it names the order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.documents.declaration import document_type
from hengku.documents.errors import DocumentNotFound, FieldRequired
from hengku.documents.history import changes_for_evidence, values_of
from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.documents.sources import locked_document
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit.errors import Invalid, Refused, raise_all
from hengku.kit.numbers import quantize
from hengku.posting.actions import Posted, Together, carry_out
from hengku.posting.next_version import (
    ORDER,
    carry_on,
    paper_of_version,
    put_in_place,
    rest_of,
    tell_versions,
)

PROMISED_ON: Final = "promised_on"  # 交期 of its lines
ZERO = Decimal(0)
Row = dict[str, Any]


@dataclass(eq=False)
class CannotRevise(Refused):
    """Only an order that still waits for goods can be revised."""

    number: str
    state: str
    text = "订单 {number} 当前状态为「{state}」,不能变更。只有已审核或部分入库的采购订单可以变更。"


@dataclass(eq=False)
class NothingToRevise(Invalid):
    """The line has nothing left to come, or is not of this order."""

    line: str
    text = "订单行 {line} 没有未入库的数量,不能变更。请刷新后重试。"


@dataclass(eq=False)
class NothingRevised(Invalid):
    """The order would stay as it is."""

    number: str
    text = "订单 {number} 没有任何改动。请改数量、单价或交期后再提交。"


@dataclass(eq=False)
class NothingLeftToOrder(Refused):
    """All lines are taken out: that is closing, not revising."""

    number: str
    text = "订单 {number} 的剩余数量都改成了 0。不再要货请用「短交关闭」。"


@dataclass(frozen=True, slots=True)
class LineChange:
    """What becomes of the rest of a line: ``quantity`` ≥ 0 in the unit of the rest, 0 takes it out; None stays."""

    line_id: int
    quantity: Decimal | None = None
    price: Decimal | None = None
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Revision(Together):
    """An order and what is to become of its rest."""

    document_id: int
    business_on: date
    reason: str
    changes: tuple[LineChange, ...]
    added: tuple[PaperLine, ...] = ()
    due_on: date | None = None

    def write(self, actor: Actor, key: str, hashed: str, now: datetime) -> Posted:
        """Put the next version in the order's place. Locks the order and what it came from first."""
        order = _locked(actor, self.document_id)
        kind = document_type(ORDER)
        rest, problems = rest_of(actor, order)
        wanted = {change.line_id: change for change in self.changes}
        gone = [one for one in wanted if one not in rest]
        raise_all(problems or [NothingToRevise(line=str(one)) for one in gone])
        kept = {
            line_id: one
            for line_id, line in rest.items()
            if (one := _changed(line, wanted.get(line_id))).quantity != 0
        }
        before = paper_of_version(order, order.business_on, [*rest.values()])
        paper = paper_of_version(
            order,
            self.business_on,
            [*kept.values(), *(replace(one, data=dict(one.data)) for one in self.added)],
        )
        paper.due_on = self.due_on or order.due_on
        said = values_of(kind, before, before.lines), values_of(kind, paper, paper.lines)
        for head, _ in said:
            head.pop("business_on")  # the day it is made anew is no change of what was agreed
        told = changes_for_evidence(kind, actor.company_id, *said)
        if not told["changes"]:
            raise NothingRevised(number=order.number)
        if not paper.lines:
            raise NothingLeftToOrder(number=order.number)
        posted = put_in_place(actor, order, paper, key=key, hashed=hashed, now=now)
        (new,) = posted.documents
        carry_on(order, new.id, rest, kept)
        tell_versions(actor, order, new, {"reason": self.reason, **told}, now)
        return posted


def revise(*, actor: Actor, asked: Revision, key: str, now: datetime) -> Posted:
    """Revise what is not yet received of an order; the answer is its next version.

    Every rule of an order is asked again: limits, the price cap, tax codes, days, what it was requested by. Needs the
    rights to post and to close orders, and to see purchase prices. Refused without a reason, for an order that is not
    in force, for goods that arrived and are not received, and when nothing is changed or nothing stays.
    """
    for right in (f"{ORDER}.view", f"{ORDER}.post", f"{ORDER}.close", PURCHASE_PRICES):
        actor.must(right)
    if not asked.reason.strip():
        raise FieldRequired(label="变更原因").at(field="reason")
    return carry_out(actor=actor, asked=asked, key=key, now=now)


def revisable(actor: Actor, document_id: int) -> list[Row]:
    """The lines of an order of which something is to come: the rest in its unit, its price and day. Locks nothing."""
    actor.must(PURCHASE_PRICES)
    order = _order(actor, document_id)
    rest, _ = rest_of(actor, order)
    lines = {line.pk: line for line in order.lines.select_related("product", "unit", "product__base_unit")}
    rows = []
    for line_id, one in rest.items():
        line = lines[line_id]
        if line.product is None:
            continue
        unit = line.unit if line.unit and one.unit_id == line.unit_id else line.product.base_unit
        own = one.data.get(PROMISED_ON)
        rows.append({
            "line_id": str(line_id), "line_no": line.line_no, "product": line.product.name, "unit": unit.name,
            "quantity": one.quantity, "price": one.price, "promised_on": own or order.due_on,
        })  # fmt: skip
    return rows


def _order(actor: Actor, document_id: int) -> Document:
    order = Document.objects.visible_to(actor).filter(pk=document_id, type_code=ORDER).first()
    if order is None:
        raise DocumentNotFound(document_id=document_id)
    actor.must(f"{ORDER}.view")
    return order


def _locked(actor: Actor, document_id: int) -> Document:
    order = locked_document(actor, document_id)
    if order.type_code != ORDER:
        raise DocumentNotFound(document_id=document_id)
    if order.state not in ("approved", "partial"):
        label = document_type(ORDER).states.labels[order.state][0]
        raise CannotRevise(number=order.number, state=label)
    return order


def _changed(line: PaperLine, change: LineChange | None) -> PaperLine:
    if change is None:
        return replace(line, data=dict(line.data))
    data = dict(line.data)
    if change.promised_on is not None:
        data[PROMISED_ON] = change.promised_on.isoformat()
    quantity = line.quantity if change.quantity is None else change.quantity
    discount = line.discount_amount
    if quantity != line.quantity:
        discount = quantize(discount * quantity / line.quantity, 2)
    price = line.price if change.price is None else change.price
    return replace(line, quantity=quantity, price=price, discount_amount=discount, data=data)
