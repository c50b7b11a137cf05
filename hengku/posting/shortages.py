"""Uncovered outflows of a batch as refusals (Q7, Q3d)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hengku.inventory.rules import Short
from hengku.kit.errors import Problem
from hengku.posting import errors

if TYPE_CHECKING:
    from hengku.posting.decide import Batch


def batch_shortages(batch: Batch) -> list[Problem]:
    """Uncovered outflows as refusals (Q7)."""
    found: list[Problem] = []
    for short in batch.shorts:
        product = batch.reference.products[short.flow.key.product_id]
        refused = errors.NegativeStock(
            product=product.name,
            place=batch.places.names.get(short.flow.key.place_id, ""),
            asked=-short.flow.quantity,
            available=short.available,
            on_hand=short.on_hand,
            reserved=short.reserved,
            on=short.on,
        )
        if short.lot_id:
            refused = _of_lot(batch, short, refused)
        found.append(refused.at(document=short.flow.document, line_no=short.flow.line_no, field="quantity"))
    return found


def _of_lot(batch: Batch, short: Short, refused: errors.NegativeStock) -> errors.LotHeld:
    """The refusal of goods of a lot that others hold."""
    job = next(job for job in batch.jobs if job.index == short.flow.document)
    numbers = [line.lot_no for line in job.paper.lines if line.lot_id == short.lot_id and line.lot_no]
    return errors.LotHeld(
        refused.product, refused.place, refused.asked, refused.available, refused.on_hand, refused.reserved,
        refused.on, lot_no=numbers[0] if numbers else "",
    )  # fmt: skip
