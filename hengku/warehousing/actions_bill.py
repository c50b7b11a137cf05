"""组装、拆卸、生产订单 from a bill of materials (D-ASM, D-DSM, D-MO): a draft with the components of so many of the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from django.db import IntegrityError

from hengku.catalog.actions_bills import BillNotFound
from hengku.catalog.models import Bill, BillLine
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

    type_code: str  # assembly, disassembly, production_order
    quantity: Decimal
    warehouse_id: int
    batch_no: str
    business_on: date
    loss: Decimal = ZERO
    components_from_id: int | None = None  # of an order: the warehouse its components are taken from; None the same


def draft_from_bill(*, actor: Actor, bill_id: int, batch: Batch, now: datetime) -> Draft:
    """A draft of a 组装单, 拆卸单 or 生产订单 by a bill: the
    product and its components, rounded to what can be taken of each (up for
    what goes in, down for what comes out). Needs the right to create it.

    Refused: a bill that is no assembly in use, and a batch of it that has a document already. Posting is as by hand.
    """
    bill = Bill.objects.visible_to(actor).filter(pk=bill_id, kind="assembly", is_active=True).first()
    if bill is None:
        raise BillNotFound(bill_id=bill_id)
    batch_no = batch.batch_no.strip()
    if not batch_no:
        raise FieldRequired(label="批次号").at(field="batch_no")
    if batch.quantity <= 0:
        raise FieldRequired(label="数量").at(field="quantity")
    if not 0 <= batch.loss <= LOSS_MAX:
        raise LossWrong(percent=f"{(batch.loss * 100).normalize():f}").at(field="loss")
    source = f"{bill_id}/{batch_no}"
    asked = (actor.company_id, batch.type_code, FROM_BILL, source)
    for (number,) in sql.rows(MADE, asked):
        raise BatchMadeAlready(batch_no=batch_no, number=number).at(field="batch_no")
    makes = batch.type_code != "disassembly"
    is_order = batch.type_code == "production_order"
    whole_data, part_data = ({PART: PRODUCT_PART}, {PART: COMPONENT_PART}) if is_order else (
        {"direction": "in" if makes else "out"},
        {"direction": "out" if makes else "in"},
    )
    whole = PaperLine(product_id=bill.product_id, quantity=batch.quantity, data=whole_data)
    parts = [
        PaperLine(
            product_id=line.component_id,
            quantity=_needed(line, bill, batch, is_taken=makes),
            data=dict(part_data),
        )
        for line in BillLine.objects.visible_to(actor)
        .filter(bill=bill)
        .select_related("component__base_unit")
        .order_by("line_no")
    ]
    name = f"按清单{' ' + bill.version if bill.version else ''},批次 {batch_no}"
    paper = Paper(
        batch.type_code,
        batch.business_on,
        [whole, *parts],
        warehouse_id=batch.warehouse_id,
        warehouse_to_id=(batch.components_from_id or batch.warehouse_id) if is_order else None,
        data={"bom_version": bill.version} if is_order and bill.version else {},
        remark=name,
        source_system=FROM_BILL,
        source_number=source,
    )
    try:
        return save_draft(actor=actor, paper=paper, now=now)
    except IntegrityError:  # somebody made the same batch meanwhile
        for (number,) in sql.rows(MADE, asked):
            raise BatchMadeAlready(batch_no=batch_no, number=number).at(field="batch_no") from None
        raise


def _needed(line: BillLine, bill: Bill, batch: Batch, *, is_taken: bool) -> Decimal:
    exact = divide(multiply(line.quantity, batch.quantity), bill.makes)
    exact = multiply(exact, 1 + batch.loss) if is_taken else multiply(exact, 1 - batch.loss)
    places = Decimal(1).scaleb(-line.component.base_unit.precision)
    return exact.quantize(places, rounding=ROUND_CEILING if is_taken else ROUND_FLOOR)
