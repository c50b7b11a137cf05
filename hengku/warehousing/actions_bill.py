"""组装、拆卸、生产订单、委外订单 from a bill of materials (D-ASM, D-DSM, D-MO, D-OSO): what so many of a product are
made of, and a draft with that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from django.db import IntegrityError

from hengku.catalog.actions_bills import BillNotFound
from hengku.catalog.models import Bill, BillLine, Product
from hengku.documents.actions import Draft, save_draft
from hengku.documents.errors import FieldRequired
from hengku.documents.paper import COMPONENT_PART, PART, PRODUCT_PART, Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Invalid, Refused
from hengku.kit.numbers import ZERO, divide, multiply

#: Source system of what a bill made; its number is bill and batch, so that a batch of a bill is made once (D-ASM).
FROM_BILL: Final = "bom"
LOSS_MAX: Final = Decimal("0.5")
#: Orders to make: they say of a line whether it is the product or a component.
ORDERS: Final = frozenset({"production_order", "outsource_order"})
MADE = """
SELECT number FROM documents_document
WHERE company_id = %s AND type_code = %s AND source_system = %s AND source_number = %s
"""


@dataclass(eq=False)
class LossWrong(Invalid):
    """A loss is a part of what is needed, told in percent: 0.02 is 2 %."""

    percent: str
    text = "损耗率 {percent}% 不对:应在 0 到 50% 之间。"


@dataclass(eq=False)
class BatchMadeAlready(Refused):
    """One batch of a bill is made once."""

    batch_no: str
    number: str
    text = "这张清单的批次 {batch_no} 已有单据 {number}。请换一个批次号,或打开那张单据。"


@dataclass(frozen=True, slots=True)
class Batch:
    """``quantity`` base units of the product, in ``warehouse_id``. ``loss`` more components are taken, 0.02 = 2 %."""

    type_code: str  # assembly, disassembly, production_order, outsource_order
    quantity: Decimal
    warehouse_id: int
    batch_no: str
    business_on: date
    loss: Decimal = ZERO
    components_from_id: int | None = None  # of an order: the warehouse its components are taken from; None the same
    processor_id: int | None = None  # of an outsource_order: who makes it; None is said on the draft


@dataclass(frozen=True, slots=True)
class Component:
    """So many base units of a component."""

    product: Product
    quantity: Decimal


def components_of(actor: Actor, bill_id: int, *, quantity: Decimal, loss: Decimal = ZERO) -> list[Component]:
    """What ``quantity`` base units of a bill's product are made of, in the order of the bill, each rounded up to what
    can be taken of it; ``loss`` 0.02 takes 2 % more. Needs ``catalog.view``; reads, locks nothing.

    Refused: a bill that is no assembly in use, no quantity, and a loss beyond ``LOSS_MAX``.
    """
    actor.must("catalog.view")
    bill = _bill(actor, bill_id)
    _check(quantity, loss)
    return _components(actor, bill, quantity, loss, is_taken=True)


def draft_from_bill(*, actor: Actor, bill_id: int, batch: Batch, now: datetime) -> Draft:
    """A draft of a 组装单, 拆卸单, 生产订单 or 委外订单 by a bill: the product and its components, rounded to what can
    be taken of each (up for what goes in, down for what comes out). Needs the right to create it.

    Refused: a bill that is no assembly in use, and a batch of it that has a document already. Posting is as by hand.
    """
    bill = _bill(actor, bill_id)
    batch_no = batch.batch_no.strip()
    if not batch_no:
        raise FieldRequired(label="批次号").at(field="batch_no")
    _check(batch.quantity, batch.loss)
    source = f"{bill_id}/{batch_no}"
    asked = (actor.company_id, batch.type_code, FROM_BILL, source)
    for (number,) in sql.rows(MADE, asked):
        raise BatchMadeAlready(batch_no=batch_no, number=number).at(field="batch_no")
    try:
        return save_draft(actor=actor, paper=_paper(actor, bill, batch, source), now=now)
    except IntegrityError:  # somebody made the same batch meanwhile
        for (number,) in sql.rows(MADE, asked):
            raise BatchMadeAlready(batch_no=batch_no, number=number).at(field="batch_no") from None
        raise


def _bill(actor: Actor, bill_id: int) -> Bill:
    bill = Bill.objects.visible_to(actor).filter(pk=bill_id, kind="assembly", is_active=True).first()
    if bill is None:
        raise BillNotFound(bill_id=bill_id)
    return bill


def _check(quantity: Decimal, loss: Decimal) -> None:
    if quantity <= 0:
        raise FieldRequired(label="数量").at(field="quantity")
    if not 0 <= loss <= LOSS_MAX:
        raise LossWrong(percent=f"{(loss * 100).normalize():f}").at(field="loss")


def _paper(actor: Actor, bill: Bill, batch: Batch, source: str) -> Paper:
    makes = batch.type_code != "disassembly"
    is_made_here, is_order = batch.type_code == "production_order", batch.type_code in ORDERS
    whole_data, part_data = ({PART: PRODUCT_PART}, {PART: COMPONENT_PART}) if is_order else (
        {"direction": "in" if makes else "out"},
        {"direction": "out" if makes else "in"},
    )
    whole = PaperLine(product_id=bill.product_id, quantity=batch.quantity, data=whole_data)
    parts = [
        PaperLine(product_id=one.product.pk, quantity=one.quantity, data=dict(part_data))
        for one in _components(actor, bill, batch.quantity, batch.loss, is_taken=makes)
    ]
    return Paper(
        batch.type_code,
        batch.business_on,
        [whole, *parts],
        party_id=batch.processor_id if batch.type_code == "outsource_order" else None,
        warehouse_id=batch.warehouse_id,
        warehouse_to_id=(batch.components_from_id or batch.warehouse_id) if is_made_here else None,
        data={"bom_version": bill.version} if is_made_here and bill.version else {},
        remark=f"按清单{' ' + bill.version if bill.version else ''},批次 {batch.batch_no.strip()}",
        source_system=FROM_BILL,
        source_number=source,
    )


def _components(actor: Actor, bill: Bill, quantity: Decimal, loss: Decimal, *, is_taken: bool) -> list[Component]:
    lines = BillLine.objects.visible_to(actor).filter(bill=bill).select_related("component__base_unit")
    return [
        Component(line.component, _needed(line, bill, quantity, loss, is_taken=is_taken))
        for line in lines.order_by("line_no")
    ]


def _needed(line: BillLine, bill: Bill, quantity: Decimal, loss: Decimal, *, is_taken: bool) -> Decimal:
    exact = divide(multiply(line.quantity, quantity), bill.makes)
    exact = multiply(exact, 1 + loss if is_taken else 1 - loss)
    places = Decimal(1).scaleb(-line.component.base_unit.precision)
    return exact.quantize(places, rounding=ROUND_CEILING if is_taken else ROUND_FLOOR)
