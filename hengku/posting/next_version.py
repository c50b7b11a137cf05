"""What every next version of an order is made of (D-PO): the rest of the one before, in its place under its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.audit.actions import record
from hengku.catalog.unit_rules import UnitFraction, from_base, price_per_base
from hengku.documents.declaration import document_type
from hengku.documents.history import lines_in_order
from hengku.documents.models import Document, Line, Link
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.sources import Source, load_sources
from hengku.documents.versions import REVISED, VERSION, VERSION_OF, version_number, version_of
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import quantize
from hengku.posting.batches import Posted, PostedDocument, batch_of, post_batch
from hengku.posting.close_order import end_order

ORDER: Final = "purchase_order"


@dataclass(eq=False)
class GoodsAtTheDoor(Refused):
    """Goods of the line have arrived and are not received: they came at the old terms."""

    product: str
    text = "「{product}」已到货尚未入库,不能变更。请先入库或退回。"


def rest_of(actor: Actor, order: Document) -> tuple[dict[int, PaperLine], list[Problem]]:
    """What is to come of each line, as a line of its own, by the order line; and what stands against revising it."""
    lines = lines_in_order(order)
    sources = load_sources(actor.company_id, [line.pk for line in lines])
    rest: dict[int, PaperLine] = {}
    problems: list[Problem] = []
    for line in lines:
        source = sources[line.pk]
        received = source.carried_quantity("purchase_receipt")
        if source.carried_quantity("goods_arrival") > received:
            product = line.product.name if line.product else ""
            problems.append(GoodsAtTheDoor(product=product).at(line_no=line.line_no))
        elif line.quantity_base > received:
            rest[line.pk] = rest_line(line, source, line.quantity_base - received)
    return rest, problems


def rest_line(line: Line, source: Source, left: Decimal) -> PaperLine:
    """So much of a line (``left`` > 0, base units) as a line of its own, in the unit of the line, or in the base unit
    where it is no exact number of those.
    """
    quantity, price, unit_id = line.quantity, line.price, line.unit_id
    if left != line.quantity_base:
        unit = UnitFraction("", line.unit_numerator, line.unit_denominator, precision=6)
        exact = from_base(left, unit)
        quantity = left if exact is None else exact
        if exact is None:
            unit_id = line.product.base_unit_id if line.product else None
            price = None if price is None else price_per_base(price, unit)
    share = left / source.quantity_base
    return PaperLine(
        product_id=line.product_id,
        quantity=quantity,
        unit_id=unit_id,
        price=price,
        discount_amount=quantize(line.discount_amount * share, 2),
        tax_code_id=line.tax_code_id,
        is_gift=line.is_gift,
        source_line_id=line.source_line_id,
        remark=line.remark,
        data=dict(line.data),
        quantity_base=left,
    )


def paper_of_version(order: Document, business_on: date, lines: list[PaperLine]) -> Paper:
    """An order of the same supplier, place and terms as this version, of these lines."""
    return Paper(
        type_code=ORDER,
        business_on=business_on,
        lines=lines,
        party_id=order.party_id,
        warehouse_id=order.warehouse_id,
        department_id=order.department_id,
        handler_id=order.handler_id,
        price_mode=order.price_mode,
        due_on=order.due_on,
        remark=order.remark,
        data=dict(order.data),
    )


def put_in_place(
    actor: Actor, order: Document, paper: Paper, *, key: str, hashed: str, now: datetime, is_agreed: bool = False
) -> Posted:
    """The locked order is revised, and ``paper`` is posted as its next version under its number. In the transaction
    that is open. What ``is_agreed`` is not asked again for limits and days that passed since.
    """
    kind = document_type(ORDER)
    end_order(actor, order, kind, REVISED)
    first, version = version_of(order)
    paper.data |= {VERSION: str(version + 1), VERSION_OF: first}
    batch = batch_of(actor, [paper])
    batch.jobs[0].number = version_number(first, version + 1)
    if is_agreed:
        batch.jobs[0].kind = replace(kind, check=None)
    return post_batch(batch, key, hashed, now)


def carry_on(order: Document, new_id: int, rest: dict[int, PaperLine], kept: dict[int, PaperLine]) -> None:
    """All that was to come of a line is carried to the new one: nothing more can be received from the old."""
    Link.objects.bulk_create(
        Link(
            company_id=order.company_id,
            source_document_id=order.pk,
            source_line_id=line_id,
            target_document_id=new_id,
            target_line_id=line.id,
            target_type=ORDER,
            quantity=rest[line_id].quantity_base,
        )
        for line_id, line in kept.items()
    )


def tell_versions(actor: Actor, order: Document, new: PostedDocument, said: dict[str, Any], now: datetime) -> None:
    """Leave with both versions which other one there is, why, and what changed."""
    for document_id, other in ((order.pk, new.number), (new.id, order.number)):
        record(
            actor=actor,
            at=now,
            action=f"{ORDER}.revise",
            entity_kind="document",
            entity_id=document_id,
            data={"number": other, **said},
        )
